"""The sign-in sheet of a meeting: PDF/UA by college, with a column to sign in."""

from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Answer
from essaim.assemblies.roll.queries.roll import RollLine, lines_of, roll_of
from essaim.documents.formats.pdf import typeset
from essaim.kernel.clock import clock_words
from essaim.kernel.context import demo_notice, network_name
from essaim.kernel.datewords import date_words

TEMPLATE = Path(__file__).with_name("sign_in.typ")


def sign_in_sheet(meeting: Meeting, *, is_demo: bool) -> bytes:
    """The whole roll, each line with room for a hand and for the hour of arrival."""
    return typeset(_data(meeting, is_demo), TEMPLATE)


def _data(meeting: Meeting, is_demo: bool) -> dict[str, Any]:
    by_college = groupby(lines_of(roll_of(meeting)), lambda line: line.elector.college)
    return {
        "title": _("Sign-in sheet: %(meeting)s") % {"meeting": meeting},
        "publisher": network_name(),
        "lang": (get_language() or "fr")[:2],
        "notice": demo_notice() if is_demo else network_name(),
        "when": _when(meeting),
        "header": [
            _("Elector"),
            _("Right to vote, answer"),
            _("Proxies"),
            _("Hour"),
            _("Name and signature"),
        ],
        "colleges": [
            {"name": str(college or _("Electors")), "rows": [_row(line) for line in lines]}
            for college, lines in by_college
        ],
        "officers": [_("The chair of the meeting:"), _("The secretary of the meeting:")],
    }


def _when(meeting: Meeting) -> str:
    start = meeting.local_start
    words = {
        "day": date_words(start.date(), language=get_language() or "fr"),
        "start": f"{start:%H:%M}",
    }
    when = _("On %(day)s, at %(start)s") % words + f" ({clock_words()})"
    return ", ".join(filter(None, (when, meeting.action.place)))


def _row(line: RollLine) -> dict[str, str]:
    elector = line.elector
    right = "" if elector.may_vote else str(elector.get_right_display())
    answer = "" if elector.answer == Answer.NONE else str(elector.get_answer_display())
    holds = ngettext("holds %(count)s", "holds %(count)s", line.proxies_held) % {
        "count": line.proxies_held
    }
    given = _("given to %(holder)s") % {"holder": line.holder} if line.holder else ""
    return {
        "name": elector.name,
        "status": " – ".join(filter(None, (right, answer))),
        "proxies": given or (holds if line.proxies_held else ""),
    }
