"""The actions of a year as a report tells them: a few queries, however many actions there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.markup import is_bare
from essaim.programme.enums import ActionState
from essaim.programme.models import Action, ActionObjective, ActionOrganisation
from essaim.reports.material import Fact, Folded, Moment
from essaim.reports.models import Report, Selection
from essaim.writing.queries import in_words


@dataclass(frozen=True)
class FactsOf:
    """The facts of one objective: kept in their order, left out, and how many the readers of the
    report may not see.

    Folded, they are counted and not read.
    """

    kept: Sequence[Fact] = ()
    left_out: Sequence[Fact] = ()
    withheld: int = 0
    folded: Folded | None = None

    @property
    def count(self) -> int:
        """Of those that the readers of the report may see, kept or not."""
        return sum(self.folded) if self.folded else len(self.kept) + len(self.left_out)


NO_FACTS = FactsOf()


def facts_of(report: Report, reader: Acting, objective: int | None = None) -> dict[int, FactsOf]:
    """The facts of each objective of the programme, by its id, or those of one: five queries.

    Held actions that began in the year. An action is told under its first objective; under the
    others it is left out unless somebody keeps it there.
    """
    chosen = _chosen(report)
    links = links_of(report)
    if objective is not None:
        links = links.filter(objective=objective)
    kept: defaultdict[int, list[Fact]] = defaultdict(list)
    left_out: defaultdict[int, list[Fact]] = defaultdict(list)
    for at, fact in _facts(links, reader, chosen, _organisations(report, reader, objective)):
        is_kept = fact.is_first
        if chosen and (at, fact.id) in chosen:
            is_kept = chosen[at, fact.id][0]
        (kept if is_kept else left_out)[at].append(fact)
    withheld = _withheld(links, reader)
    return {
        at: FactsOf(
            kept=sorted(kept[at], key=in_order) if chosen else kept[at],
            left_out=left_out[at],
            withheld=withheld.get(at, 0),
        )
        for at in {*kept, *left_out, *withheld}
    }


def counts_of(report: Report, reader: Acting) -> dict[int, FactsOf]:
    """The same facts folded: one query, which reads no action."""
    shown, kept = Q(action__audience__in=reader.capacities), _kept(report)
    rows = (
        links_of(report)
        .order_by()
        .values("objective")
        .annotate(
            kept=Count("pk", filter=shown & kept),
            left_out=Count("pk", filter=shown & ~kept),
            withheld=Count("pk", filter=~shown & Q(position=0)),
        )
    )
    return {
        row["objective"]: FactsOf(
            withheld=row["withheld"], folded=Folded(row["kept"], row["left_out"])
        )
        for row in rows
    }


def moments_of(report: Report, reader: Acting) -> Counter[Moment]:
    """The actions that are told, each once, as charts count them: one query."""
    rows = (
        links_of(report)
        .filter(_kept(report), action__audience__in=reader.capacities)
        .order_by()
        .values_list("action__kind", "action__starts_on", "action__precision")
        .annotate(Count("action", distinct=True))
    )
    return Counter({Moment(*row[:3]): row[3] for row in rows})


def links_of(report: Report) -> QuerySet[ActionObjective]:
    """Of the actions of the year to the objectives of the programme."""
    return ActionObjective.objects.filter(
        _of_the_year(report), objective__programme=report.programme_id
    )


def _kept(report: Report) -> Q:
    """Links under which their action is told: its first, unless somebody chose otherwise."""

    def chosen(*, is_kept: bool) -> QuerySet[ActionObjective, Any]:
        return ActionObjective.objects.filter(
            action__selections__report=report,
            action__selections__objective=F("objective"),
            action__selections__is_kept=is_kept,
        ).values("pk")

    first = Q(position=0) & ~Q(pk__in=chosen(is_kept=False))
    return first | Q(pk__in=chosen(is_kept=True))


def _chosen(report: Report) -> dict[tuple[int, int], tuple[bool, int]]:
    """(objective, action) → whether it is kept, and its place."""
    rows = Selection.objects.filter(report=report)
    return {
        (objective, action): (is_kept, position)
        for objective, action, is_kept, position in rows.values_list(
            "objective_id", "action_id", "is_kept", "position"
        )
    }


def in_order(fact: Fact) -> tuple[bool, int]:
    """Those that were given a place come first; the others keep the order of their dates."""
    return not fact.position, fact.position


def _of_the_year(report: Report, through: str = "action__") -> Q:
    """Held, begun in the year: each action is told once, in the year in which it began."""
    first, last = date(report.year, 1, 1), date(report.year, 12, 31)
    return Q(
        **{
            f"{through}state": ActionState.HELD,
            f"{through}starts_on__gte": first,
            f"{through}starts_on__lte": last,
        }
    )


def _facts(
    links: QuerySet[ActionObjective],
    reader: Acting,
    chosen: Mapping[tuple[int, int], tuple[bool, int]],
    organisations: Mapping[int, tuple[str, ...]],
) -> Iterable[tuple[int, Fact]]:
    rows: list[tuple[Any, ...]] = list(
        links.filter(action__audience__in=reader.capacities)
        .order_by("action__starts_on", "action_id")
        .values_list(
            "objective_id", "position", "action_id", "action__key", "action__kind",
            "action__title", "action__summary", "action__starts_on", "action__ends_on",
            "action__precision", "action__place", "action__is_highlight",
        )
    )  # fmt: skip
    year = rows[0][7].year if rows else 0  # as all of them: those of the report
    signed = {row[2]: row[6] for row in rows if not is_bare(row[6])}
    words = in_words(signed, year, reader)
    for objective, rank, *columns in rows:
        pk = columns[0]
        _kept, position = chosen.get((objective, pk), (False, 0))
        fact = Fact._make((*columns, not rank, position, organisations.get(pk, ())))
        yield objective, fact._replace(summary=words[pk]) if pk in words else fact


def _organisations(
    report: Report, reader: Acting, objective: int | None
) -> dict[int, tuple[str, ...]]:
    """The names of who carried it, if another than the network, then of who took part: each once,
    as the readers of the report may see them."""
    under = {} if objective is None else {"objective_links__objective": objective}
    carriers = Action.objects.filter(
        _of_the_year(report, ""),
        **under,
        carried_by__is_house=False,
        carried_by__audience__in=reader.capacities,
    ).values_list("pk", "carried_by__short_name", "carried_by__name")
    rows = (
        ActionOrganisation.objects.filter(
            _of_the_year(report),
            organisation__audience__in=reader.capacities,
            **{f"action__{name}": value for name, value in under.items()},
        )
        .order_by("id")
        .values_list("action_id", "organisation__short_name", "organisation__name")
    )
    names: dict[int, tuple[str, ...]] = {}
    for action, short, name in chain(carriers, rows.iterator(chunk_size=5000)):
        before, shown = names.get(action, ()), short or name
        if shown not in before:
            names[action] = (*before, shown)
    return names


def _withheld(links: QuerySet[ActionObjective], reader: Acting) -> dict[int, int]:
    rows = (
        links.filter(position=0)
        .exclude(action__audience__in=reader.capacities)
        .order_by()
        .values("objective_id")
        .annotate(count=Count("action_id"))
    )
    return {row["objective_id"]: row["count"] for row in rows}
