"""The programme as a year sees it: where each objective stands, what is silent, what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.acting import COORDINATION, MEMBERS, Acting
from essaim.kernel.addresses import address
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.manifest import Waiting
from essaim.kernel.rules import can
from essaim.programme.enums import ActionState, Precision
from essaim.programme.models import (
    ActionObjective,
    Agreement,
    Axis,
    Objective,
    ObjectiveYear,
    Programme,
)

#: Days without a fact after which an objective is said to be silent.
SILENCE = 60


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective in a year: its judgement, how much was held, since when nothing was."""

    objective: Objective
    judgement: ObjectiveYear
    action_count: int
    last_on: date | None
    silent_days: int | None
    missing: Sequence[str]


@dataclass(frozen=True)
class AxisBlock:
    """An axis with its objectives in a year."""

    axis: Axis
    year: int
    shows_judgements: bool
    lines: list[ObjectiveLine] = field(default_factory=list)

    @cached_property
    def drawn(self) -> SafeString:
        """Its objectives as a table; nobody's rights change what stands in it."""
        return render_to_string("programme/axis_lines.html", {"block": self})


@dataclass(frozen=True)
class ProgrammePage:
    """A programme in a year."""

    programme: Programme
    year: int
    years: Sequence[int]
    axes: Sequence[AxisBlock]
    agreements: Sequence[Agreement]
    before: Sequence[Programme]
    after: Sequence[Programme]
    shows_judgements: bool

    @property
    def silent(self) -> list[ObjectiveLine]:
        return [line for block in self.axes for line in block.lines if line.silent_days]

    @property
    def incomplete(self) -> list[ObjectiveLine]:
        return [line for block in self.axes for line in block.lines if line.missing]


def current_programme(acting: Acting, on: date) -> Programme | None:
    """The programme that runs on that day; else the one that began last."""
    programmes: QuerySet[Programme] = Programme.objects.visible_to(acting)
    running = programmes.filter(starts_on__lte=on, ends_on__gte=on)
    newest = ("-starts_on", "-pk")
    return running.order_by(*newest).first() or programmes.order_by(*newest).first()


def years_of(programme: Programme) -> list[int]:
    return list(range(programme.starts_on.year, programme.ends_on.year + 1))


def year_shown(programme: Programme, asked: int | None, on: date) -> int:
    """The year asked for if the programme covers it; else the last of which something is told, up
    to the one that runs; else the one that runs, or the nearest."""
    years = years_of(programme)
    if asked is not None and asked in years:
        return asked
    running = min(max(on.year, years[0]), years[-1])
    links = ActionObjective.objects.filter(
        objective__programme=programme,
        action__state=ActionState.HELD,
        action__starts_on__range=(programme.starts_on, date(running, 12, 31)),
    )
    last: date | None = links.aggregate(last=Max("action__starts_on"))["last"]
    return last.year if last else running


@UntilWritten
def page_kept(
    key: UUID, asked: int | None, anybody: Acting, on: date, _language: str
) -> ProgrammePage:
    """The programme of that key in the year asked for, as all of these roles and groups see it."""
    programme = Programme.objects.get(key=key)
    return programme_page(programme, year_shown(programme, asked, on), anybody, on)


def programme_page(programme: Programme, year: int, acting: Acting, on: date) -> ProgrammePage:
    """Eight queries, whatever the number of objectives; nine where some are silent."""
    shows = acting.is_one_of(MEMBERS)
    lines = _lines(programme, year, on, shows_judgements=shows)
    axes = programme.axes.order_by("position", "code")
    blocks = {axis.pk: AxisBlock(axis, year, shows) for axis in axes}
    for line in lines:
        blocks[line.objective.axis_id].lines.append(line)
    programmes = Programme.objects.visible_to(acting)
    return ProgrammePage(
        programme=programme,
        year=year,
        years=years_of(programme),
        axes=list(blocks.values()),
        agreements=list(_agreements(programme, acting)),
        before=list(programmes.filter(pk=programme.follows_id)) if programme.follows_id else [],
        after=list(programmes.filter(follows=programme).order_by("starts_on", "pk")),
        shows_judgements=shows,
    )


def _agreements(programme: Programme, acting: Acting) -> QuerySet[Any]:
    agreements = Agreement.objects.visible_to(acting).filter(programmes=programme)
    return agreements.select_related("funder").order_by("starts_on", "pk")


def _lines(
    programme: Programme, year: int, on: date, *, shows_judgements: bool
) -> Iterable[ObjectiveLine]:
    objectives = list(programme.objectives.order_by("position", "code"))
    judged = ObjectiveYear.objects.filter(objective__programme=programme, year=year)
    judgements = {row.objective_id: row for row in judged} if shows_judgements else {}
    counted = held_in(programme, year).values_list("objective").annotate(count=Count("pk"))
    action_counts = dict(counted.order_by())
    last = _last_facts(programme, objectives, on)
    runs = year == on.year and programme.starts_on <= on <= programme.ends_on
    for objective in objectives:
        judgement = judgements.get(objective.pk) or ObjectiveYear(objective=objective, year=year)
        last_on = last.get(objective.pk)
        silent = (on - max(last_on or programme.starts_on, programme.starts_on)).days
        yield ObjectiveLine(
            objective=objective,
            judgement=judgement,
            action_count=action_counts.get(objective.pk, 0),
            last_on=last_on,
            silent_days=silent if runs and silent > SILENCE else None,
            missing=missing_in(
                action_counts.get(objective.pk), judgement.evaluation, judgement.means
            )
            if shows_judgements
            else [],
        )


def missing_in(facts: object, evaluation: object, means: object) -> list[str]:
    """What a report will want and does not find, in words."""
    wanted = [
        (facts, _("no action")),
        (evaluation, _("no evaluation")),
        (means, _("no means")),
    ]
    return [words for there, words in wanted if not there]


def held_in(programme: Programme, year: int) -> QuerySet[ActionObjective]:
    """Actions held that began in the year, by objective; over all records, whoever reads."""
    return ActionObjective.objects.filter(
        objective__programme=programme,
        action__state=ActionState.HELD,
        action__starts_on__gte=date(year, 1, 1),
        action__starts_on__lte=date(year, 12, 31),
    )


def _last_facts(programme: Programme, objectives: Sequence[Objective], on: date) -> dict[int, date]:
    """{objective: the last day on which something was held}, since the programme began.

    What is known to the year alone happened some day of it: its last day is not a fact. Most
    objectives have a fact of late: only for the silent ones is all that was held looked through.
    """
    lately = min(on, programme.ends_on) - timedelta(days=SILENCE)
    facts = ActionObjective.objects.filter(
        objective__programme=programme,
        action__state=ActionState.HELD,
        action__starts_on__lte=on,
    ).exclude(action__precision=Precision.YEAR)
    last = _last_of(facts.filter(action__ends_on__gte=lately))
    silent = [objective.pk for objective in objectives if objective.pk not in last]
    last |= _last_of(facts.filter(objective__in=silent))
    return {key: min(day, on) for key, day in last.items() if day >= programme.starts_on}


def _last_of(facts: QuerySet[ActionObjective]) -> dict[int, date]:
    days = facts.values_list("objective").annotate(last=Max("action__ends_on"))
    return dict(days.order_by())


@UntilWritten
def _has_begun() -> bool:
    return Programme.objects.exists()


def programme_to_begin(acting: Acting, on: date) -> Iterator[Waiting]:
    """Where there is none, for whoever may begin: what actions and reports stand on."""
    if can(acting, "programme.add_programme") and not _has_begun():
        sentence = _("Begin the programme: its years, its axes, what each of them wants to reach")
        yield Waiting(sentence, reverse("programme:add_programme"), None, 1)


def judgements_to_write(acting: Acting, on: date) -> Iterator[Waiting]:
    """Programmes that ran last year and have objectives that nobody evaluated for it."""
    if not acting.is_one_of(COORDINATION):
        return
    year = on.year - 1
    judged = ObjectiveYear.objects.filter(year=year).exclude(evaluation="")
    silent = Objective.objects.exclude(pk__in=judged.values("objective")).filter(
        programme__audience__in=acting.capacities,
        programme__starts_on__year__lte=year,
        programme__ends_on__year__gte=year,
    )
    programmes = silent.order_by("programme__starts_on", "programme").values_list(
        "programme__key", "programme__title"
    )
    for key, title, number in programmes.annotate(Count("pk")):
        text = ngettext(
            "Evaluate %(number)d objective of %(year)s: %(programme)s",
            "Evaluate %(number)d objectives of %(year)s: %(programme)s",
            number,
        )
        words = {"number": number, "year": year, "programme": title}
        yield Waiting(text % words, f"{address('programme:programme', key)}?annee={year}", None, 1)
