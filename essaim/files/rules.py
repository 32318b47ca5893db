"""Who may keep, read, describe and remove files."""

from essaim.files.models import StoredFile
from essaim.journal.models import Entry
from essaim.kernel.acting import COMMAND, COORDINATION, MEMBERS, Acting

STORED = "files.store_file"


def view_file(by: Acting, stored: StoredFile) -> bool:
    """As `visible_to` says in SQL."""
    return stored.audience in by.capacities


def store_file(by: Acting, audience: str = MEMBERS) -> bool:
    """Members, and only for people of whom they are."""
    return by.is_one_of(MEMBERS) and audience in by.capacities


def describe_file(by: Acting, stored: StoredFile, audience: str = "") -> bool:
    """Whoever stored it, or the coordination; and only for people of whom they are."""
    return discard_file(by, stored) and (not audience or audience in by.capacities)


def discard_file(by: Acting, stored: StoredFile) -> bool:
    """Whoever stored it, as the journal remembers, or the coordination where it sees the file."""
    if by.is_one_of(COORDINATION) and view_file(by, stored):
        return True
    mine = Entry.objects.filter(verb=STORED, target_key=stored.key, actor_key=by.key)
    return by.key is not None and mine.exists()


def store_picture(by: Acting, audience: str = MEMBERS) -> bool:
    """As every other file."""
    return store_file(by, audience)


def keep_text(by: Acting, stored: StoredFile) -> bool:
    """The house alone, which reads files behind the scenes."""
    return by.is_one_of(COMMAND)


keep_drawing = keep_text
