"""The mails of a consultation in writing, in the language of the network."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.emails import carried_by
from essaim.assemblies.models import Meeting, Resolution
from essaim.assemblies.queries.consultations import Runner
from essaim.assemblies.queries.convocation import Document, documents_of
from essaim.assemblies.queries.recipients import Recipient
from essaim.kernel.clock import clock_words
from essaim.kernel.context import network_name
from essaim.kernel.datewords import date_words
from essaim.post.letters import Letter
from essaim.post.links import address_of
from essaim.post.models import Link


def consultation_letters(
    resolution: Resolution, seats: Sequence[tuple[Recipient, Link]], *, occasion: str
) -> list[Letter]:
    """One letter a recipient, with the address where she votes without an account.

    `occasion` is what leaves once: `consultation`, `consultation_reminder:2`.
    """
    with override(settings.LANGUAGE_CODE):
        is_reminder = occasion != "consultation"
        subject = (
            _("Your answer is missing: %(meeting)s") if is_reminder else _("Vote: %(meeting)s")
        )
        meeting, papers = resolution.meeting, documents_of(resolution.item)
        return [
            Letter(
                recipient=one.email,
                subject=subject % {"meeting": meeting},
                text=_text(resolution, papers, one, link),
                person_key=one.person_key,
                once_key=f"{occasion}:{meeting.key}:{one.elector.key}:{one.word}",
                language=settings.LANGUAGE_CODE,
            )
            for one, link in seats
        ]


def withdrawal_letters(meeting: Meeting, recipients: Sequence[Recipient]) -> list[Letter]:
    """That nothing is decided, and why, to those who were asked."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Withdrawn: %(meeting)s") % {"meeting": meeting}
        parts = [
            _("This consultation is withdrawn: nothing is decided, and there is nothing to do."),
            meeting.cancelled_because,
            network_name(),
        ]
        text = "\n\n".join(filter(None, parts)) + "\n"
        return [
            Letter(
                recipient=one.email,
                subject=subject,
                text=text,
                person_key=one.person_key,
                once_key=f"withdrawal:{meeting.key}:{one.elector.key}:{one.word}",
                language=settings.LANGUAGE_CODE,
            )
            for one in recipients
        ]


def unclosed_letters(
    meeting: Meeting, why: str, runners: Sequence[Runner], day: date
) -> list[Letter]:
    """That its hour is past and that it waits for somebody, with the reason in its own words."""
    address = settings.BASE_URL + reverse("assemblies:consultation", args=[meeting.key])
    with override(settings.LANGUAGE_CODE):
        subject = _("Could not be closed: %(meeting)s") % {"meeting": meeting}
        parts = [
            _("The time to answer is over, and the house could not close this consultation:"),
            why,
            _("The votes are kept. Nobody votes any more; close it or withdraw it by hand:")
            + f"\n{address}",
            network_name(),
        ]
        text = "\n\n".join(filter(None, parts)) + "\n"
        return [
            Letter(
                recipient=one.email,
                subject=subject,
                text=text,
                once_key=f"unclosed:{meeting.key}:{one.key}:{day:%Y-%m-%d}",
                language=settings.LANGUAGE_CODE,
            )
            for one in runners
        ]


def _text(
    resolution: Resolution, papers: Sequence[Document], recipient: Recipient, link: Link
) -> str:
    until = resolution.meeting.local_end
    address = address_of(link, "assemblies:sitting_by_link")
    words = {
        "elector": recipient.elector.name,
        "day": date_words(until.date()),
        "time": f"{until:%H:%M}",
        "clock": clock_words(),
    }
    parts = [
        _("%(elector)s is asked to decide in writing, until %(day)s at %(time)s (%(clock)s).")
        % words,
        resolution.title,
        resolution.text,
        _to_read(papers, link),
        _("To read and vote: the address is yours, no account, no password.") + f"\n{address}",
        _("Whoever does not answer is counted neither for nor against, and not for the quorum."),
        network_name(),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _to_read(papers: Sequence[Document], link: Link) -> str:
    carried = carried_by(link)
    lines = [f"- {one.title}\n  {one.address}{carried if one.is_file else ''}" for one in papers]
    return "\n".join([_("To read before"), *lines]) if lines else ""
