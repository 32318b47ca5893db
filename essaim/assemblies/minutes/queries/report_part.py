"""What reports tell of the life of the bodies, under the objectives that their meetings serve."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.minutes.models import Undertaking
from essaim.assemblies.roll.queries.measures import MET, took_part
from essaim.assemblies.votes.enums import Outcome
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import PartFigure, Passage
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.network.queries.names import Names, names_of_people
from essaim.programme.models import Action, Decision
from essaim.programme.models.actions import ActionQuerySet

MEETINGS, ATTENDANCES = "assemblies.meetings", "assemblies.attendances"


@dataclass
class _Served:
    """The meetings that serve an objective, by id of their action, and what was decided there."""

    meetings: dict[int, Record] = field(default_factory=dict)
    decisions: list[Record] = field(default_factory=list)


def tell_governance(
    period: Period, objectives: Set[int], readers: Acting
) -> Mapping[int | None, Passage]:
    """Meetings held, attendances and decisions of each objective, in four queries; one where
    there are none.

    Of the meetings that these readers see, which count under each objective that they serve, as
    they do in the measures of the same names.
    """
    meetings: ActionQuerySet = Action.objects.visible_to(readers).that_took_place().filter(MET)
    meetings = meetings.begun_in(period.starts_on, period.ends_on)
    meetings = meetings.filter(objective_links__objective__in=objectives)
    served: defaultdict[int, _Served] = defaultdict(_Served)
    objectives_of: defaultdict[int, list[int]] = defaultdict(list)
    serving = meetings.annotate(served=F("objective_links__objective_id"))
    for action in serving.order_by("starts_on", "pk"):
        record = Record.of(action, action.starts_on, precision=action.precision)
        served[action.served].meetings[action.pk] = record
        objectives_of[action.pk].append(action.served)
    if not served:
        return {}
    for meeting, record in _decisions(meetings, readers):
        for objective in objectives_of[meeting]:
            served[objective].decisions.append(record)
    attendances = _attendances(meetings)
    return {objective: _passage(part, attendances) for objective, part in served.items()}


def _attendances(meetings: ActionQuerySet) -> Mapping[int, int]:
    """How many electors were present or represented at each meeting."""
    rows = took_part().filter(meeting__in=meetings.values("pk")).order_by().values("meeting")
    return dict(rows.annotate(number=Count("pk")).values_list("meeting", "number"))


def _decisions(meetings: ActionQuerySet, readers: Acting) -> Sequence[tuple[int, Record]]:
    """The meeting of each decision that these readers see, in the order of their days."""
    undertakings = Undertaking.objects.filter(
        meeting__in=meetings.values("pk"), decision__audience__in=readers.capacities
    ).select_related("decision__resolution")
    rows = undertakings.order_by("decision__decided_on", "decision__reference", "pk")
    names = names_of_people() if rows else Names({})
    return [(row.meeting_id, _record(row.decision, names)) for row in rows]


def _record(decision: Decision, names: Names) -> Record:
    """Where a decision names somebody, what stands for it is the title of its vote, else its
    reference. The text of a choice names whom or what was chosen: whatever its subject, it is told
    by its title.
    """
    record = Record.of(decision, decision.decided_on)
    resolution: Resolution | None = getattr(decision, "resolution", None)
    titles = {record.title: decision.text}
    if resolution is not None:
        titles = {} if _chooses(resolution) else titles
        titles.setdefault(resolution.title, resolution.title)
    titles.setdefault(decision.reference, decision.reference)
    for title, text in titles.items():
        if title and not names.stand_in(text):
            return replace(record, title=title)
    return replace(record, title=_("Decision of “%(body)s”") % {"body": decision.body})


def _chooses(resolution: Resolution) -> bool:
    return resolution.subject == Subject.ELECTION or resolution.outcome == Outcome.ELECTED


def _passage(served: _Served, attendances: Mapping[int, int]) -> Passage:
    meetings = list(served.meetings.values())
    present = {pk: attendances[pk] for pk in served.meetings if pk in attendances}
    figures = [PartFigure(MEETINGS, _meetings(len(meetings)), len(meetings), meetings)]
    if present:
        total = sum(present.values())
        records = [served.meetings[pk] for pk in present]
        figures.append(PartFigure(ATTENDANCES, _present(total), total, records))
    return Passage(
        text=_sentence(len(meetings), has_attendances=bool(present)),
        figures=figures,
        lists={_("Decisions taken there"): served.decisions} if served.decisions else {},
    )


def _sentence(number: int, *, has_attendances: bool) -> str:
    """Attendances open onto meetings, not onto names: reports are read far from the room."""
    words = {"meetings": f"[[{MEETINGS}]]", "attendances": f"[[{ATTENDANCES}]]"}
    if not has_attendances:
        text = ngettext(
            "%(meetings)s was held in the year.", "%(meetings)s were held in the year.", number
        )
    else:
        text = ngettext(
            "%(meetings)s was held in the year, with %(attendances)s in person or by proxy.",
            "%(meetings)s were held in the year, with %(attendances)s in person or by proxy.",
            number,
        )
    return text % words


def _meetings(number: int) -> str:
    return ngettext("%(number)d meeting", "%(number)d meetings", number) % {"number": number}


def _present(number: int) -> str:
    return ngettext("%(number)d attendance", "%(number)d attendances", number) % {"number": number}
