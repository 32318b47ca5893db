"""Who may import, apply and take back."""

from essaim.exchange.models import Run
from essaim.kernel.acting import BUREAU, COORDINATION, Acting


def preview_import(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


def apply_run(by: Acting, run: Run) -> bool:
    """Whoever prepared it, or the coordination."""
    return by.is_one_of(COORDINATION) or (by.is_one_of(BUREAU) and run.actor_key == by.key)


map_columns = read_again = answer_questions = apply_run
undo_run = discard_run = resume_run = apply_run
