"""The person behind whoever acts."""

from essaim.kernel.acting import Acting
from essaim.network.models import Person


def person_of(acting: Acting) -> Person | None:
    """Her card, the one kept where several were merged; None for a link, a command, a visitor."""
    if acting.user_id is None:
        return None
    found = Person.objects.select_related("canonical").filter(user_id=acting.user_id).first()
    return found and (found.canonical or found)
