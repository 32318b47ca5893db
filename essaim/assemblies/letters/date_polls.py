"""The mails of a poll of dates: which days suit you, and which one was chosen."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.models import DateOption, DatePoll
from essaim.assemblies.queries.recipients import Recipient
from essaim.kernel.clock import clock_words
from essaim.kernel.context import network_name
from essaim.kernel.datewords import date_words
from essaim.post.letters import Letter
from essaim.post.links import address_of
from essaim.post.models import Link


def dates_letters(
    poll: DatePoll, doors: Sequence[tuple[Recipient, Link]], *, occasion: str
) -> list[Letter]:
    """One letter a recipient, with the address where she answers without an account.

    `occasion` is what leaves once: `dates`, `dates_added:5`, `dates_reminder:2`.
    """
    with override(settings.LANGUAGE_CODE):
        subjects = {
            "dates": _("Which days suit you? %(meeting)s"),
            "dates_added": _("More days are proposed: %(meeting)s"),
        }
        reminder = _("Your answer is missing: %(meeting)s")
        subject = subjects.get(occasion.partition(":")[0], reminder)
        return [
            _letter(poll, one, subject, _asking(poll, one, link), occasion) for one, link in doors
        ]


def chosen_letters(
    poll: DatePoll, option: DateOption, recipients: Sequence[Recipient]
) -> list[Letter]:
    """That one of the days is the meeting's: whoever kept the others free lets them go."""
    with override(settings.LANGUAGE_CODE):
        place = _("Place: %(place)s") % {"place": poll.place} if poll.place else ""
        parts = [
            _("Hello,"),
            _("The meeting of %(body)s has its day: the others are free again.")
            % {"body": poll.body},
            "\n".join(filter(None, (f"{option} ({clock_words()})", place))),
            _("The convocation will follow."),
        ]
        subject = _("The day is chosen: %(meeting)s")
        return [
            _letter(poll, one, subject, parts, f"dates_chosen:{option.pk}") for one in recipients
        ]


def _asking(poll: DatePoll, recipient: Recipient, link: Link) -> list[str]:
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


def _letter(
    poll: DatePoll, recipient: Recipient, subject: str, parts: Sequence[str], occasion: str
) -> Letter:
    return Letter(
        recipient=recipient.email,
        subject=subject % {"meeting": poll},
        text="\n\n".join(filter(None, (*parts, network_name()))) + "\n",
        person_key=recipient.person_key,
        once_key=f"{occasion}:{poll.key}:{recipient.elector.key}:{recipient.word}",
        language=settings.LANGUAGE_CODE,
    )
