"""What only a room that knows every room may do."""

from essaim.accounts.actions import erase_account
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Erasure, offered
from essaim.network.models import Person


@action
def erase_person(*, person: Person, by: Acting) -> list[str]:
    """Forget a person in every room, then the account. Answers what stays, and why, in sentences.

    The row remains without a name, so that counts stay true; locked and published documents stay as
    they were sent.
    """
    user = person.user
    erasures: list[Erasure] = list(offered("erasures"))
    kept = [sentence for erasure in erasures for sentence in erasure.forget(person.pk)]
    if user is not None:
        erase_account(user=user, by=by)
    person.refresh_from_db()
    return kept
