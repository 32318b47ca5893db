"""Who may forget whom, and read an agenda of their own."""

from essaim.kernel.acting import ADMINISTRATOR, COORDINATION, Acting
from essaim.network.models import Person


def erase_person(by: Acting, person: Person) -> bool:
    """Oneself, or as an administrator."""
    return person.key in by.keys_of("person") or by.is_one_of(ADMINISTRATOR)


export_person = erase_person


def view_embeds(by: Acting) -> bool:
    """Whoever keeps the sites on which they are shown."""
    return by.is_one_of(COORDINATION)


def open_calendar(by: Acting) -> bool:
    """An agenda of one's own stands on one's account."""
    return by.user_id is not None


close_calendar = open_calendar


def open_room(by: Acting) -> bool:
    """Whoever runs the network, or its house."""
    return by.is_one_of(COORDINATION, ADMINISTRATOR)


close_room = open_room
skip_step = skip_steps = resume_step = open_room
