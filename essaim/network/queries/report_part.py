"""What reports tell of the members: how many they are, who joined and who left in the year."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_words
from essaim.kernel.manifest import PartFigure, Passage, Period, Record
from essaim.network.models import Membership, Organisation

MEASURE = "network.member_organisations"


def tell_members(
    period: Period, objectives: Set[int], readers: Acting
) -> Mapping[int | None, Passage]:
    """Of the whole network, in one query; nothing where readers see no member."""
    members = _members(period, readers)
    if not members:
        return {}
    start = period.starts_on - timedelta(days=1)
    running = [one for one in members if one.runs_on(period.ends_on)]
    joined = [one for one in members if not one.runs_on(start)]
    left = [one for one in members if not one.runs_on(period.ends_on)]
    lists = {
        _("Joined in the year"): _by_day(one.record(one.admitted_on) for one in joined),
        _("Left in the year"): _by_day(one.record(one.ended_on) for one in left),
    }
    return {
        None: Passage(
            text=_sentence(period.ends_on),
            figures=[_figure([one.record(one.admitted_on) for one in running])],
            lists={caption: records for caption, records in lists.items() if records},
        )
    }


@dataclass
class _Member:
    """An organisation, the rows merged into it with it, and its memberships in order."""

    organisation: Organisation
    memberships: list[Membership] = field(default_factory=list)

    def runs_on(self, day: date) -> bool:
        """As `MembershipQuerySet.running_on` has it: both ends within."""
        return any(
            one.admitted_on <= day and (one.ended_on is None or one.ended_on >= day)
            for one in self.memberships
        )

    @property
    def admitted_on(self) -> date:
        return self.memberships[0].admitted_on

    @property
    def ended_on(self) -> date | None:
        return max((one.ended_on for one in self.memberships if one.ended_on), default=None)

    def record(self, on: date | None) -> Record:
        return Record.of(self.organisation, on)


def _members(period: Period, readers: Acting) -> Sequence[_Member]:
    """Who was a member on the eve of the period or since, by name, as these readers see them."""
    eve = period.starts_on - timedelta(days=1)
    alone = Q(organisation__canonical=None, organisation__audience__in=readers.capacities)
    merged = Q(organisation__canonical__audience__in=readers.capacities)
    memberships = Membership.objects.filter(
        alone | merged,
        Q(ended_on=None) | Q(ended_on__gte=eve),
        organisation__isnull=False,
        admitted_on__lte=period.ends_on,
    )
    rows = memberships.select_related("organisation__canonical").order_by("admitted_on", "pk")
    members: dict[int, _Member] = {}
    for membership in rows:
        if organisation := membership.organisation:
            root = organisation.canonical or organisation
            members.setdefault(root.pk, _Member(root)).memberships.append(membership)
    return sorted(members.values(), key=lambda member: member.organisation.folded)


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
