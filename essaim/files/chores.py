"""Reading files behind the scenes, so that they are found by their words; drawing pictures."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from django.db.models import QuerySet

from essaim.accounts.actions import acting_command
from essaim.files.actions import keep_drawing, keep_text
from essaim.files.apart import Unreadable
from essaim.files.drawing import DRAWN, Drawing, drawing_of
from essaim.files.models import StoredFile
from essaim.files.reading import READERS, text_of
from essaim.kernel.acting import Acting

T = TypeVar("T")
log = logging.getLogger(__name__)
#: Seconds of one look, after which whatever is left waits for the next.
PATIENCE = 20


def read_files() -> int:
    """Reads those that nobody read yet, the newest first; answers how many.

    A file that cannot be read is found by its name, and is not tried again.
    """

    def read(stored: StoredFile, by: Acting) -> None:
        text = _made_of(stored, lambda data: text_of(data, stored.content_type), otherwise="")
        keep_text(stored=stored, text=text, by=by)

    unread = StoredFile.objects.filter(content_type__in=READERS, written=None)
    return _count_done(unread, read, acting_as="read_files")


def draw_pictures() -> int:
    """Draws those for texts that nobody drew yet, the newest first; answers how many."""

    def draw(stored: StoredFile, by: Acting) -> None:
        keep_drawing(
            stored=stored, drawing=_made_of(stored, drawing_of, otherwise=Drawing()), by=by
        )

    undrawn = StoredFile.objects.filter(content_type__in=DRAWN, picture=None)
    return _count_done(undrawn, draw, acting_as="draw_pictures")


def _made_of(stored: StoredFile, make: Callable[[bytes], T], *, otherwise: T) -> T:
    """What is made of its content, or nothing where it cannot be: it is not tried again."""
    try:
        with stored.content.open("rb") as content:
            return make(content.read())
    except (Unreadable, OSError) as error:
        log.warning("file %s is found by its name alone: %s", stored.key, error)
        return otherwise


def _count_done(
    files: QuerySet[StoredFile], do: Callable[[StoredFile, Acting], None], *, acting_as: str
) -> int:
    """The newest first, one at least, until the look is over."""
    count, until = 0, monotonic() + PATIENCE
    if some := files.order_by("-pk")[:100]:
        by = acting_command(acting_as)
        for stored in some:
            do(stored, by)
            count += 1
            if monotonic() > until:
                break
    return count
