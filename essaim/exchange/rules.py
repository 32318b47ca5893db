"""Who may import, apply and take back."""

from essaim.exchange.models import Run
from essaim.kernel.acting import BUREAU, COORDINATION, Acting


def preview_import(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


def map_columns(by: Acting, run: Run) -> bool:
    return apply_run(by, run)


def read_again(by: Acting, run: Run) -> bool:
    return apply_run(by, run)


def answer_questions(by: Acting, run: Run) -> bool:
    return apply_run(by, run)


def apply_run(by: Acting, run: Run) -> bool:
    """Whoever prepared it, or the coordination."""
    return by.is_one_of(COORDINATION) or (by.is_one_of(BUREAU) and run.actor_key == by.key)


def undo_run(by: Acting, run: Run) -> bool:
    return apply_run(by, run)


def discard_run(by: Acting, run: Run) -> bool:
    return apply_run(by, run)


def resume_run(by: Acting, run: Run) -> bool:
    return apply_run(by, run)
