"""The mails that ask to read the minutes, and that remind of what is to be carried out."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.minutes.models import Minutes, Undertaking
from essaim.assemblies.roll.queries.recipients import Recipient
from essaim.kernel.datewords import date_words
from essaim.network.models import Person
from essaim.post.letters import Addressee, Letter, in_paragraphs, language_of_letters

#: Whoever speaks for an elector is written to once, however often the minutes are submitted.
OCCASION = "minutes"


def to_read(minutes: Minutes, reader: Recipient, address: str) -> Letter:
    """One letter to somebody who speaks for an elector, with the address that reads for it."""
    with language_of_letters():
        title = minutes.meeting.action.title
        words = {"meeting": title, "elector": reader.elector.name}
        asked = _to_who_answered() if minutes.meeting.is_written else _to_who_attended()
        alone = _("No account is needed. This address is yours alone: do not pass it on.")
        return in_paragraphs(
            reader,
            _("Minutes to read: %(meeting)s") % words,
            [_("Hello,"), asked % words, address, alone],
            once=OCCASION,
            about=minutes,
        )


def _to_who_attended() -> str:
    return _(
        "The minutes of “%(meeting)s” are written. You were there for %(elector)s: read "
        "them, and ask for a change if something was said otherwise."
    )


def _to_who_answered() -> str:
    return _(
        "The minutes of the consultation “%(meeting)s” are written. You answered for "
        "%(elector)s: read them, and ask for a change if something is not right."
    )


def reminder(owner: Person, address: str, due: Sequence[Undertaking], on: date) -> Letter:
    """All that one person is to carry out, in one mail."""
    with language_of_letters():
        begins = ngettext(
            "%(count)s decision that you carry out waits for news:",
            "%(count)s decisions that you carry out wait for news:",
            len(due),
        ) % {"count": len(due)}
        lines = ["\n".join(_lines(undertaking, on)) for undertaking in due]
        ends = _("A word on each page is enough: under way, done, given up.")
        subject = _("What was decided, and where it stands")
        reader, once = Addressee(address, owner.key), f"undertakings:{on.isoformat()}"
        return in_paragraphs(reader, subject, [begins, *lines, ends], once=once)


def _lines(undertaking: Undertaking, on: date) -> Iterator[str]:
    yield f"– {' '.join(str(undertaking.decision).split())}"
    if undertaking.due_on is not None:
        values = {"day": date_words(undertaking.due_on, language=settings.LANGUAGE_CODE)}
        late = undertaking.due_on < on
        yield "  " + (_("Late: due by %(day)s") if late else _("Due by: %(day)s")) % values
    if undertaking.declare_by is not None and undertaking.declared_on is None:
        day = date_words(undertaking.declare_by, language=settings.LANGUAGE_CODE)
        sentence = _("To be declared to the registry of associations by %(day)s")
        yield "  " + sentence % {"day": day}
    yield f"  {settings.BASE_URL}{undertaking.get_absolute_url()}"
