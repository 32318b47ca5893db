"""In which college a row is a member, from which day on, and what that changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from essaim.exchange.engine import Answers, Misread, Question, Unsure
from essaim.kernel.acting import Acting
from essaim.kernel.lengths import length_of
from essaim.kernel.text import fold
from essaim.network.actions.membership_days import correct_membership
from essaim.network.actions.memberships import add_college, admit_member
from essaim.network.imports.cells import NOTHING, MemberRow
from essaim.network.imports.seasons import (
    Season,
    day_in_words,
    days_in_words,
    refuse_crossing_seasons,
    refuse_other_line,
    season_of,
)
from essaim.network.models import College, Membership, Organisation
from essaim.network.queries import organisations_like

MAKE = "make"


@dataclass(frozen=True)
class Joining:
    """What a row makes of the memberships of its organisation.

    `season` is what is corrected; without it the organisation is admitted, in a college that
    stands or is made under this name.
    """

    season: Season | None
    college: College | str
    admitted_on: date
    ended_on: date | None
    reason: str = ""  # in words, what changes of memberships that stand


class Colleges:
    """Those that there are, by code and by name."""

    def __init__(self) -> None:
        self.all = list(College.objects.order_by("pk"))

    def meant(self, text: str, answers: Answers) -> College | str:
        """The college, or the name of one that is made. Raises Unsure where nobody said yet."""
        if not text and len(self.all) == 1:
            return self.all[0]
        words = fold(text)
        code = f"college:{words}"
        answer = answers.get(code, "")
        chosen = [college for college in self.all if str(college.key) == answer]
        named = [college for college in self.all if words and fold(college.name) == words]
        coded = [college for college in self.all if words and fold(college.code) == words]
        some = chosen or named or coded
        if len(some) == 1:
            return some[0]
        if some:
            sentence = _("Several colleges are called “%(name)s”: which one is meant?")
            choices = [(str(row.key), f"{row} ({row.code})") for row in some]
            raise Unsure("college", text, Question(code, sentence % {"name": text}, choices))
        name = text or _("Members")
        if answer == MAKE:
            return name
        if text:
            sentence = _("No college is called “%(name)s” yet: shall it be made?") % {"name": text}
        else:
            sentence = _("The file does not say in which college these members are.")
        choices = [(MAKE, _("make the college “%(name)s”") % {"name": name})]
        choices += [
            (str(college.key), _("it is “%(name)s”") % {"name": college}) for college in self.all
        ]
        raise Unsure("college", text, Question(code, sentence, choices))


def joining_of(
    member: MemberRow, seasons: Sequence[Season], colleges: Colleges, answers: Answers
) -> Joining | None:
    """None where nothing of it changes. Raises Misread and Unsure."""
    if not member.is_member:
        return None
    season = season_of(member, seasons)
    if season is not None:
        return _corrected(season, member, seasons, colleges, answers)
    college = colleges.meant(member.college, answers)
    admitted_on = member.admitted_on.first if member.admitted_on else _asked_day(answers)
    if admitted_on is None:
        return None
    ended_on = member.ended_on.last if member.ended_on else None
    _refuse_days(member, admitted_on, ended_on)
    refuse_crossing_seasons(seasons, None, admitted_on, ended_on)
    reason = ""
    if seasons:
        words = {"days": days_in_words(admitted_on, ended_on)}
        reason = _("Another membership of it: %(days)s.") % words
    return Joining(None, college, admitted_on, ended_on, reason)


def _corrected(
    season: Season,
    member: MemberRow,
    seasons: Sequence[Season],
    colleges: Colleges,
    answers: Answers,
) -> Joining | None:
    if member.college and colleges.meant(member.college, answers) != season.college:
        refuse_other_line(season, "college", member.college, "college")
        sentence = _(
            "It is a member in the college “%(college)s”: end that membership on its page, and"
            " admit it again."
        )
        raise Misread("college", member.college, sentence % {"college": season.college})
    admitted_on, ended_on = season.admitted_on, season.ended_on
    since, until = member.admitted_on, member.ended_on
    if since is not None and not since.holds(admitted_on):
        admitted_on = since.first
        refuse_other_line(season, "admitted_on", day_in_words(admitted_on), "admitted_on")
    if until is not None and not (ended_on and until.holds(ended_on)):
        ended_on = until.last
        refuse_other_line(season, "ended_on", day_in_words(ended_on), "ended_on")
    if (admitted_on, ended_on) == (season.admitted_on, season.ended_on):
        return None
    if season.admitted_on != admitted_on > timezone.localdate():
        sentence = _("An admission that is noted does not move to a day that is to come.")
        raise Misread("admitted_on", day_in_words(admitted_on), sentence)
    _refuse_days(member, admitted_on, ended_on)
    refuse_crossing_seasons(seasons, season, admitted_on, ended_on)
    before = days_in_words(season.admitted_on, season.ended_on)
    words = {"before": before, "after": days_in_words(admitted_on, ended_on)}
    reason = _("Its membership changes its days: %(before)s → %(after)s.") % words
    return Joining(season, season.college, admitted_on, ended_on, reason)


def with_row(
    seasons: Sequence[Season], member: MemberRow, joining: Joining | None, line: int
) -> list[Season]:
    """The seasons as they are once the row is taken in, with what this line says of them."""
    if joining is not None:
        season, days = joining.season, (joining.admitted_on, joining.ended_on)
        new = replace(season or Season(joining.college, *days), admitted_on=days[0])
        new = replace(new, ended_on=days[1])
    else:
        season = season_of(member, seasons) if member.is_member else None
        if season is None:
            return list(seasons)
        new = season
    given = {"admitted_on": member.admitted_on, "ended_on": member.ended_on}
    given_by = {name: line for name, value in given.items() if value}
    if member.college:
        given_by["college"] = line
    others = [each for each in seasons if each is not season]
    return [*others, replace(new, lines={**given_by, **new.lines})]


def _refuse_days(member: MemberRow, admitted_on: date, ended_on: date | None) -> None:
    if ended_on is not None and ended_on < admitted_on:
        cell = "" if member.ended_on is None else day_in_words(ended_on)
        raise Misread("ended_on", cell, _("A membership cannot end before it begins."))


def _asked_day(answers: Answers) -> date | None:
    """Since when, as somebody said for all rows that do not say it; None for no membership."""
    answer = answers.get("admitted_on", "")
    if answer == NOTHING:
        return None
    if answer:
        return date.fromisoformat(answer)
    today = timezone.localdate()
    days = dict.fromkeys((today.replace(month=1, day=1), _last_year(today), today))
    choices = [(day.isoformat(), _("since %(day)s") % {"day": date_format(day)}) for day in days]
    choices.append((NOTHING, _("note the organisation alone, without its membership")))
    sentence = _("The file does not say since when: which day stands for these members?")
    raise Unsure("admitted_on", "", Question("admitted_on", sentence, choices))


def _last_year(today: date) -> date:
    return date(today.year - 1, 1, 1)


def carry_out(
    joining: Joining, organisation: Organisation, colleges: Colleges, by: Acting
) -> College | None:
    """Writes it. Answers the college that was made for it."""
    if joining.season is not None and joining.season.membership is not None:
        correct_membership(
            membership=joining.season.membership,
            admitted_on=joining.admitted_on,
            ended_on=joining.ended_on,
            by=by,
        )
        return None
    college, made = joining.college, None
    if isinstance(college, str):
        made = college = add_college(code=_code_of(college), name=college, by=by)
        colleges.all.append(made)
    admit_member(
        organisation=organisation,
        college=college,
        admitted_on=joining.admitted_on,
        ended_on=joining.ended_on,
        by=by,
    )
    return made


def _code_of(name: str) -> str:
    """A code that no college has: the name, in small letters without accents."""
    bare = slugify(name)[: length_of(College, "code") - 3] or "college"
    taken = set(College.objects.filter(code__startswith=bare).values_list("code", flat=True))
    numbered = (f"{bare}-{number}" for number in count(2))
    return bare if bare not in taken else next(code for code in numbered if code not in taken)


def records_of_memberships(organisation: Organisation) -> Mapping[str, Any]:
    """What the journal keeps of each membership, by its key."""
    rows = Membership.objects.filter(organisation__in=organisations_like(organisation))
    return {str(row.key): row.as_record() for row in rows.order_by("pk")}
