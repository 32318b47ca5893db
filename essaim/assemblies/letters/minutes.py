"""The mail by which those who attended are asked to read the minutes."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.models import Minutes
from essaim.assemblies.queries.recipients import Recipient
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
