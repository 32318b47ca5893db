"""Who may forget whom."""

from essaim.kernel.acting import ADMINISTRATOR, Acting
from essaim.network.models import Person


def erase_person(by: Acting, person: Person) -> bool:
    """Oneself, or as an administrator."""
    return person.key in by.keys_of("person") or by.is_one_of(ADMINISTRATOR)


export_person = erase_person
