"""What reports tell of the members: how many they are, who joined and who left in the year."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.datewords import date_words
from essaim.kernel.manifest import PartFigure, Passage
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.network.models import Membership

MEASURE = "network.member_organisations"
_DAY = timedelta(days=1)


def tell_members(
    period: Period, objectives: Set[int], readers: Acting
) -> Mapping[int | None, Passage]:
    """Of the whole network, in one query; nothing where readers see no member.

    Whoever leaves on the last day is still counted on it, and left in that year.
    """
    eve, following = period.starts_on - _DAY, period.ends_on + _DAY
    members = [member for member in _members(eve, following, readers) if member.is_within(period)]
    if not members:
        return {}
    running = [member for member in members if member.runs_on(period.ends_on)]
    joined = [member for member in members if not member.runs_on(eve)]
    left = [member for member in members if not member.runs_on(following)]
    lists = {
        _("Joined in the year"): _by_day(member.arrival for member in joined),
        _("Left in the year"): _by_day(member.departure for member in left),
    }
    return {
        None: Passage(
            text=_sentence(period.ends_on),
            figures=[_figure([member.arrival for member in running])],
            lists={caption: records for caption, records in lists.items() if records},
        )
    }


class _Stay(NamedTuple):
    """A membership of a member organisation, from when until when."""

    admitted_on: date
    ended_on: date | None

    def runs_on(self, day: date) -> bool:
        """As `MembershipQuerySet.running_on` has it: both ends within."""
        return self.admitted_on <= day and (self.ended_on is None or self.ended_on >= day)


@dataclass
class _Member:
    """An organisation, the rows merged into it with it, and its memberships in order."""

    key: UUID
    name: str
    folded: str
    stays: list[_Stay] = field(default_factory=list)

    def runs_on(self, day: date) -> bool:
        return any(stay.runs_on(day) for stay in self.stays)

    def is_within(self, period: Period) -> bool:
        """Whether one of its days is of the period."""
        first, last = period.starts_on, period.ends_on
        return any(stay.runs_on(first) or first <= stay.admitted_on <= last for stay in self.stays)

    @cached_property
    def arrival(self) -> Record:
        return self._record(self.stays[0].admitted_on)

    @property
    def departure(self) -> Record:
        ends = (stay.ended_on for stay in self.stays if stay.ended_on)
        return self._record(max(ends, default=None))

    def _record(self, on: date | None) -> Record:
        return Record(self.name, on, address("network:organisation", self.key), is_visible=True)


def _members(first: date, last: date, readers: Acting) -> Sequence[_Member]:
    """Who was a member on one of these days, by name, as these readers see them."""
    alone = Q(organisation__canonical=None, organisation__audience__in=readers.capacities)
    merged = Q(organisation__canonical__audience__in=readers.capacities)
    memberships = Membership.objects.filter(alone | merged, organisation__isnull=False)
    rows = (
        memberships.running_within(first, last)
        .order_by("admitted_on", "pk")
        .values_list(
            "admitted_on", "ended_on", *_named("organisation"), *_named("organisation__canonical")
        )
    )
    members: dict[int, _Member] = {}
    for starts, ends, *named in rows:
        pk, key, short, name, folded = named[5:] if named[5] else named[:5]
        member = members.setdefault(pk, _Member(key, short or name, folded))
        member.stays.append(_Stay(starts, ends))
    return sorted(members.values(), key=lambda member: member.folded)


def _named(path: str) -> list[str]:
    """What the record of an organisation and its place in a list are made of."""
    return [f"{path}__{name}" for name in ("pk", "key", "short_name", "name", "folded")]


def _sentence(day: date) -> str:
    words = date_words(day, language=get_language() or "fr")
    return _("On %(day)s the network gathers %(members)s.") % {
        "day": words,
        "members": f"[[{MEASURE}]]",
    }


def _figure(records: Sequence[Record]) -> PartFigure:
    number = len(records)
    text = ngettext("%(number)d member organisation", "%(number)d member organisations", number) % {
        "number": number
    }
    return PartFigure(MEASURE, text, number, records)


def _by_day(records: Iterable[Record]) -> list[Record]:
    """In order of their days, those of one day by name."""
    return sorted(records, key=lambda record: record.on or date.min)
