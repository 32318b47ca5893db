"""What goes wrong in a run that no rule foresaw: in one row, or in the machine under them all."""

from uuid import UUID

from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.utils.translation import gettext as _

from essaim.exchange.enums import RunState
from essaim.exchange.models import Run
from essaim.kernel.locks import is_full

#: What is no fault of a row: the database, the disk or the memory fails whichever comes next.
OF_THE_MACHINE = (OperationalError, InterfaceError, OSError, MemoryError)


def fail_run(key: UUID, attempt: int, fault: Exception) -> None:
    """Says that the run has failed, and why, unless another attempt took over meanwhile."""
    mine = Run.objects.at_work().filter(key=key, attempt=attempt)
    mine.update(state=RunState.FAILED, failure=_reason_of(fault))


def _reason_of(fault: Exception) -> str:
    if is_full(fault):
        return _("There was no room left on the disk.")
    if isinstance(fault, MemoryError):
        return _("The memory of the server did not suffice.")
    if isinstance(fault, OperationalError | InterfaceError):
        return _("The database did not answer.")
    return _("Something went wrong that the house did not foresee: the log of the server tells it.")


def why_refused(fault: Exception) -> str:
    """Of a row that no rule refuses and that cannot be taken in all the same."""
    if isinstance(fault, DataError | IntegrityError):
        return _(
            "The database refuses this row: look for a text that is too long, or a value out of"
            " bounds."
        )
    return _(
        "This row cannot be taken in, and the log of the server tells why: note it by hand, and"
        " tell whoever hosts the house."
    )


def why_kept(_fault: Exception) -> str:
    """Of a row that nothing forbids to take back, and that cannot be all the same."""
    return _("This row cannot be taken back, and the log of the server tells why.")
