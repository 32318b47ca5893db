"""The memberships of an organisation one after the other, and which of them a row means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from essaim.exchange.engine import Misread
from essaim.kernel.days import run_together
from essaim.network.imports.cells import Days, MemberRow
from essaim.network.models import College, Membership, Organisation
from essaim.network.queries import organisations_like


@dataclass(frozen=True)
class Season:
    """A membership, until its last day or still: one that stands, or that a line would make."""

    college: College | str
    admitted_on: date
    ended_on: date | None
    membership: Membership | None = None
    lines: Mapping[str, int] = field(default_factory=dict)  # by column, what line gave it

    def crosses(self, admitted_on: date, ended_on: date | None) -> bool:
        """Whether a day is in both, their ends within."""
        return run_together(self.admitted_on, self.ended_on, admitted_on, ended_on)


def seasons_of(organisation: Organisation) -> list[Season]:
    """Those that stand, the earliest first."""
    rows = Membership.objects.filter(organisation__in=organisations_like(organisation))
    some = rows.select_related("college").order_by("admitted_on", "pk")
    return [Season(row.college, row.admitted_on, row.ended_on, row) for row in some]


def season_of(member: MemberRow, seasons: Sequence[Season]) -> Season | None:
    """The season that the row means; None for another one.

    Without days it is the one that runs. Days that are otherwise correct one end of a season, never
    both: these are the days of another one. Raises Misread where a last day alone is in none.
    """
    since, until = member.admitted_on, member.ended_on
    running = [season for season in seasons if season.ended_on is None]
    if since is None:
        return _season_at(until, seasons) if until and seasons else next(iter(running), None)
    begun = [season for season in seasons if since.holds(season.admitted_on)]
    if begun:
        return max(begun, key=lambda season: (_ends(season, until), season.admitted_on))
    if until is None:
        return next(iter(running), None)
    ended = (season for season in seasons if _ends(season, until))
    return next((season for season in ended if season.crosses(since.first, until.last)), None)


def _ends(season: Season, until: Days | None) -> bool:
    if until is None or season.ended_on is None:
        return until is None and season.ended_on is None
    return until.holds(season.ended_on)


def _season_at(until: Days, seasons: Sequence[Season]) -> Season:
    """The one that ended then, else the one that ran then."""
    some = [season for season in seasons if season.crosses(until.first, until.last)]
    if not some:
        sentence = _("It was no member then: write in the row since when it was.")
        raise Misread("ended_on", day_in_words(until.last), sentence)
    return max(some, key=lambda season: (_ends(season, until), season.admitted_on))


def refuse_crossing_seasons(
    seasons: Sequence[Season], season: Season | None, admitted_on: date, ended_on: date | None
) -> None:
    """Raises Misread where these days, of this season or another one, are in a third as well."""
    crossed = (each for each in seasons if each is not season)
    other = next((each for each in crossed if each.crosses(admitted_on, ended_on)), None)
    if other is None:
        return
    cell = day_in_words(admitted_on)
    refuse_other_line(other, "admitted_on", cell)
    sentence = _("It is noted as a member %(days)s: put that right on its page first.")
    days = days_in_words(other.admitted_on, other.ended_on)
    raise Misread("admitted_on", cell, sentence % {"days": days})


def refuse_other_line(season: Season, column: str, cell: str, *columns: str) -> None:
    """Raises Misread where a line of the file gave it otherwise; all columns, where none named."""
    lines = [line for name, line in season.lines.items() if not columns or name in columns]
    if lines:
        raise Misread(column, cell, otherwise_than(lines[0]))


def otherwise_than(line: int) -> str:
    return _("Line %(line)d says otherwise of the same organisation.") % {"line": line}


def day_in_words(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def days_in_words(admitted_on: date, ended_on: date | None) -> str:
    if ended_on is None:
        return _("since %(day)s") % {"day": day_in_words(admitted_on)}
    words = {"start": day_in_words(admitted_on), "end": day_in_words(ended_on)}
    return _("from %(start)s to %(end)s") % words
