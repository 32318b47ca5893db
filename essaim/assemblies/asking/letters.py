"""The mails that ask which days suit, and that put a question in writing."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.assemblies.asking.models import DateOption, DatePoll
from essaim.assemblies.asking.queries.consultations import Runner
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.letters import carried_by
from essaim.assemblies.roll.queries.convocation import Document, documents_of
from essaim.assemblies.roll.queries.recipients import Recipient
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.clock import clock_words
from essaim.kernel.datewords import date_words
from essaim.post.letters import Letter, in_paragraphs, language_of_letters
from essaim.post.links import address_of
from essaim.post.models import Link


def consultation_letters(
    resolution: Resolution, seats: Sequence[tuple[Recipient, Link]], *, occasion: str
) -> list[Letter]:
    """One letter a recipient, with the address where they vote without an account.

    `occasion` is what leaves once: `consultation`, `consultation_reminder:2`.
    """
    with language_of_letters():
        is_reminder = occasion != "consultation"
        subject = (
            _("Your answer is missing: %(meeting)s") if is_reminder else _("Vote: %(meeting)s")
        )
        meeting, papers = resolution.meeting, documents_of(resolution.item)
        return [
            in_paragraphs(
                recipient,
                subject % {"meeting": meeting},
                _asking_to_vote(resolution, papers, recipient, link),
                once=occasion,
                about=meeting,
            )
            for recipient, link in seats
        ]


def withdrawal_letters(meeting: Meeting, recipients: Sequence[Recipient]) -> list[Letter]:
    """That nothing is decided, and why, to those who were asked."""
    with language_of_letters():
        subject = _("Withdrawn: %(meeting)s") % {"meeting": meeting}
        parts = [
            _("This consultation is withdrawn: nothing is decided, and there is nothing to do."),
            meeting.cancelled_because,
        ]
        return [
            in_paragraphs(recipient, subject, parts, once="withdrawal", about=meeting)
            for recipient in recipients
        ]


def unclosed_letters(
    meeting: Meeting, why: str, runners: Sequence[Runner], day: date
) -> list[Letter]:
    """That its hour is past and that it waits for somebody, with the reason in its own words."""
    address = settings.BASE_URL + reverse("assemblies:consultation", args=[meeting.key])
    with language_of_letters():
        subject = _("Could not be closed: %(meeting)s") % {"meeting": meeting}
        parts = [
            _("The time to answer is over, and the house could not close this consultation:"),
            why,
            _("The votes are kept. Nobody votes any more; close it or withdraw it by hand:")
            + f"\n{address}",
        ]
        return [
            in_paragraphs(runner, subject, parts, once=f"unclosed:{day:%Y-%m-%d}", about=meeting)
            for runner in runners
        ]


def _asking_to_vote(
    resolution: Resolution, papers: Sequence[Document], recipient: Recipient, link: Link
) -> list[str]:
    until = resolution.meeting.local_end
    address = address_of(link, "assemblies:sitting_by_link")
    words = {
        "elector": recipient.elector.name,
        "day": date_words(until.date()),
        "time": f"{until:%H:%M}",
        "clock": clock_words(),
    }
    return [
        _("%(elector)s is asked to decide in writing, until %(day)s at %(time)s (%(clock)s).")
        % words,
        resolution.title,
        resolution.text,
        _to_read(papers, link),
        _("To read and vote: the address is yours, no account, no password.") + f"\n{address}",
        _("Whoever does not answer is counted neither for nor against, and not for the quorum."),
    ]


def _to_read(papers: Sequence[Document], link: Link) -> str:
    carried = carried_by(link)
    lines = [
        f"- {paper.title}\n  {paper.address}{carried if paper.is_file else ''}" for paper in papers
    ]
    return "\n".join([_("To read before"), *lines]) if lines else ""


def dates_letters(
    poll: DatePoll, readers: Sequence[tuple[Recipient, Link]], *, occasion: str
) -> list[Letter]:
    """One letter a recipient, with the address where they answer without an account.

    `occasion` is what leaves once: `dates`, `dates_added:5`, `dates_reminder:2`.
    """
    with language_of_letters():
        subjects = {
            "dates": _("Which days suit you? %(meeting)s"),
            "dates_added": _("More days are proposed: %(meeting)s"),
        }
        reminder = _("Your answer is missing: %(meeting)s")
        subject = subjects.get(occasion.partition(":")[0], reminder)
        return [
            in_paragraphs(
                recipient,
                subject % {"meeting": poll},
                _asking_for_days(poll, recipient, link),
                once=occasion,
                about=poll,
            )
            for recipient, link in readers
        ]


def chosen_letters(
    poll: DatePoll, option: DateOption, recipients: Sequence[Recipient]
) -> list[Letter]:
    """That one of the days is the meeting's: whoever kept the others free lets them go."""
    with language_of_letters():
        place = _("Place: %(place)s") % {"place": poll.place} if poll.place else ""
        parts = [
            _("Hello,"),
            _("The meeting of %(body)s has its day: the others are free again.")
            % {"body": poll.body},
            "\n".join(filter(None, (f"{option} ({clock_words()})", place))),
            _("The convocation will follow."),
        ]
        subject, once = _("The day is chosen: %(meeting)s"), f"dates_chosen:{option.pk}"
        return [
            in_paragraphs(recipient, subject % {"meeting": poll}, parts, once=once, about=poll)
            for recipient in recipients
        ]


def _asking_for_days(poll: DatePoll, recipient: Recipient, link: Link) -> list[str]:
    words = {
        "elector": recipient.elector.name,
        "day": date_words(poll.last_day.date(), language=settings.LANGUAGE_CODE),
    }
    days = poll.options.order_by("starts_at")
    return [
        _("Hello,"),
        _("Which of these days suit %(elector)s? You answer until %(day)s in the evening.") % words,
        "\n".join(f"- {option} ({clock_words()})" for option in days),
        _("Place: %(place)s") % {"place": poll.place} if poll.place else "",
        poll.note,
        _("To answer: the address is yours, no account, no password.")
        + f"\n{address_of(link, 'assemblies:dates_by_link')}",
    ]
