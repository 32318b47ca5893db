"""In which college a row is a member, from which day on, and what that changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
from essaim.network.actions.memberships import add_college, admit_member, end_membership
from essaim.network.imports.cells import NOTHING, MemberRow
from essaim.network.models import College, Membership, Organisation
from essaim.network.queries import organisations_like

MAKE = "make"


@dataclass(frozen=True)
class Joining:
    """What a row makes of the membership of its organisation.

    `standing` is what is corrected; without it the organisation is admitted, in a college that
    stands or is made under this name.
    """

    standing: Membership | None
    college: College | str | None
    admitted_on: date
    ended_on: date | None


class Colleges:
    """Those that there are, by code and by name."""

    def __init__(self) -> None:
        self.all = list(College.objects.order_by("pk"))

    def meant(self, text: str, answers: Answers) -> College | str:
        """The college, or the name of one that is made. Raises Unsure where nobody said yet."""
        if not text and len(self.all) == 1:
            return self.all[0]
        words = fold(text)
        for college in self.all:
            if words and words in {fold(college.name), fold(college.code)}:
                return college
        code = f"college:{words}"
        answer = answers.get(code, "")
        name = text or _("Members")
        if answer == MAKE:
            return name
        chosen = [college for college in self.all if str(college.key) == answer]
        if chosen:
            return chosen[0]
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
    member: MemberRow, organisation: Organisation | None, colleges: Colleges, answers: Answers
) -> Joining | None:
    """None where nothing of it changes. Raises Misread and Unsure."""
    if not member.is_member:
        return None
    standing = None if organisation is None else _standing(organisation, member)
    if standing is not None:
        return _corrected(standing, member, colleges, answers)
    college = colleges.meant(member.college, answers)
    admitted_on = member.admitted_on or _asked_day(answers)
    if admitted_on is None:
        return None
    _refuse_days(member, admitted_on, member.ended_on)
    return Joining(None, college, admitted_on, member.ended_on)


def _standing(organisation: Organisation, member: MemberRow) -> Membership | None:
    """The membership that the row is about: that of its day, else the one that runs."""
    rows = Membership.objects.filter(organisation__in=organisations_like(organisation))
    some = list(rows.select_related("college").order_by("-admitted_on", "-pk"))
    of_day = [each for each in some if each.admitted_on == member.admitted_on]
    running = [each for each in some if each.ended_on is None]
    return next(iter([*of_day, *running]), None)


def _corrected(
    standing: Membership, member: MemberRow, colleges: Colleges, answers: Answers
) -> Joining | None:
    if member.college and colleges.meant(member.college, answers) != standing.college:
        sentence = _(
            "It is a member in the college “%(college)s”: end that membership on its page, and"
            " admit it again."
        )
        raise Misread("college", member.college, sentence % {"college": standing.college})
    days = member.admitted_on or standing.admitted_on, member.ended_on or standing.ended_on
    if days == (standing.admitted_on, standing.ended_on):
        return None
    _refuse_days(member, *days)
    return Joining(standing, None, *days)


def _refuse_days(member: MemberRow, admitted_on: date, ended_on: date | None) -> None:
    if ended_on is not None and ended_on < admitted_on:
        cell = "" if member.ended_on is None else date_format(member.ended_on, "SHORT_DATE_FORMAT")
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
    return (today.replace(month=1, day=1) - timedelta(days=1)).replace(month=1, day=1)


def carry_out(
    joining: Joining, organisation: Organisation, colleges: Colleges, by: Acting
) -> College | None:
    """Writes it. Answers the college that was made for it."""
    if joining.standing is not None:
        correct_membership(
            membership=joining.standing,
            admitted_on=joining.admitted_on,
            ended_on=joining.ended_on,
            by=by,
        )
        return None
    college, made = joining.college, None
    if isinstance(college, str):
        made = college = add_college(code=_code_of(college), name=college, by=by)
        colleges.all.append(made)
    membership = admit_member(
        organisation=organisation,
        college=college,  # type: ignore[arg-type] # there is one where nothing stands
        admitted_on=joining.admitted_on,
        by=by,
    )
    if joining.ended_on is not None:
        end_membership(membership=membership, ended_on=joining.ended_on, by=by)
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
