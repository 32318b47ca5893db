"""The mails that ask to read the minutes, and that remind of what is to be carried out."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from essaim.assemblies.minutes.models import Minutes, Undertaking
from essaim.assemblies.roll.queries.recipients import Recipient
from essaim.kernel.datewords import date_words
from essaim.network.models import Person
from essaim.post.letters import Letter


def once_key_of(minutes: Minutes, reader: Recipient) -> str:
    """Whoever speaks for an elector is written to once, however often they are submitted."""
    return f"minutes:{minutes.key}:{reader.elector.key}:{reader.word}"


def to_read(minutes: Minutes, reader: Recipient, address: str) -> Letter:
    """One letter to one who speaks for an elector, with the address that reads for it."""
    with override(settings.LANGUAGE_CODE):
        title = minutes.meeting.action.title
        text = _who_answered() if minutes.meeting.is_written else _who_attended()
        values = {"meeting": title, "elector": reader.elector.name, "address": address}
        return Letter(
            recipient=reader.email,
            subject=_("Minutes to read: %(meeting)s") % {"meeting": title},
            text=text % values,
            person_key=reader.person_key,
            once_key=once_key_of(minutes, reader),
            language=settings.LANGUAGE_CODE,
        )


def _who_attended() -> str:
    return _(
        "Hello,\n\n"
        "The minutes of “%(meeting)s” are written. You were there for %(elector)s: read "
        "them, and ask for a change if something was said otherwise.\n\n"
        "%(address)s\n\n"
        "No account is needed. This address is yours alone: do not pass it on."
    )


def _who_answered() -> str:
    return _(
        "Hello,\n\n"
        "The minutes of the consultation “%(meeting)s” are written. You answered for "
        "%(elector)s: read them, and ask for a change if something is not right.\n\n"
        "%(address)s\n\n"
        "No account is needed. This address is yours alone: do not pass it on."
    )


def reminder(owner: Person, address: str, due: Sequence[Undertaking], on: date) -> Letter:
    """All that one person is to carry out, in one mail."""
    with override(settings.LANGUAGE_CODE):
        count = len(due)
        begins = ngettext(
            "%(count)s decision that you carry out waits for news:",
            "%(count)s decisions that you carry out wait for news:",
            count,
        )
        told = "\n\n".join("\n".join(_lines(one, on)) for one in due)
        ends = _("A word on each page is enough: under way, done, given up.")
        return Letter(
            recipient=address,
            subject=_("What was decided, and where it stands"),
            text=f"{begins % {'count': count}}\n\n{told}\n\n{ends}",
            person_key=owner.key,
            once_key=f"undertakings:{owner.key}:{on.isoformat()}",
            language=settings.LANGUAGE_CODE,
        )


def _lines(undertaking: Undertaking, on: date) -> Iterator[str]:
    yield f"– {' '.join(str(undertaking.decision).split())}"
    if undertaking.due_on is not None:
        values = {"day": date_words(undertaking.due_on, language=settings.LANGUAGE_CODE)}
        late = undertaking.due_on < on
        yield "  " + (_("Late: due by %(day)s") if late else _("Due by: %(day)s")) % values
    if undertaking.declare_by is not None and undertaking.declared_on is None:
        day = date_words(undertaking.declare_by, language=settings.LANGUAGE_CODE)
        told = _("To be declared to the registry of associations by %(day)s")
        yield "  " + told % {"day": day}
    yield f"  {settings.BASE_URL}{undertaking.get_absolute_url()}"
