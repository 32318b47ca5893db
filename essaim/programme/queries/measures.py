"""Figures computed from actions: what was held, counted once, in the year in which it began.

An action serves several objectives and counts under each; for the whole network (objective None)
it counts once. Other rooms make the measures of their own kinds of action with `measure_of_kind`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Kind, Measure
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.network.models import Organisation, Person
from essaim.network.queries.clusters import root_of
from essaim.programme.models import Action, ActionObjective, ActionPerson
from essaim.programme.models.actions import ActionQuerySet

Values = Mapping[int | None, Decimal]


@dataclass(frozen=True)
class Counted:
    """Which actions are looked at, and which ends of theirs are counted: themselves by default.

    `ends` are paths from an action to an organisation or a person; merged ones count once.
    """

    actions: Q = field(default_factory=Q)
    ends: tuple[str, ...] = ()
    leaves_out_the_house: bool = False

    def actions_counted(self) -> ActionQuerySet:
        actions: ActionQuerySet = Action.objects.that_took_place().filter(self.actions)
        return actions

    def rows(self) -> Iterable[tuple[ActionQuerySet, F | Coalesce]]:
        """The actions of each end, with the id of what is counted there."""
        if not self.ends:
            yield self.actions_counted(), F("pk")
        for end in self.ends:
            others = Q(**{f"{end}__isnull": False})
            if self.leaves_out_the_house:
                merged = Q(**{f"{end}__canonical": None})
                merged |= Q(**{f"{end}__canonical__is_house": False})
                others &= merged & Q(**{f"{end}__is_house": False})
            yield self.actions_counted().filter(others), root_of(end)


def count_each(counted: Counted, periods: Sequence[Period]) -> Sequence[Values]:
    """One query: the distinct (period, objective, thing) of all ends, then counted.

    The periods do not overlap. The whole network is asked apart from the objectives, since an
    action may serve none or several.
    """
    nothing = Value(None, output_field=BigIntegerField())
    parts = []
    for actions, thing in counted.rows():
        within = actions.annotate(period=number_of_period(periods), thing=thing).exclude(
            period=None
        )
        serving = within.filter(objective_links__isnull=False)
        parts.append(within.annotate(served=nothing).values_list("period", "served", "thing"))
        served = F("objective_links__objective_id")
        parts.append(serving.annotate(served=served).values_list("period", "served", "thing"))
    first, *others = (part.order_by() for part in parts)
    tally: list[Counter[int | None]] = [Counter() for _period in periods]
    for period, objective, _thing in first.union(*others):
        tally[period][objective] += 1
    return [{key: Decimal(count[key]) for key in {None, *count}} for count in tally]


def number_of_period(periods: Sequence[Period], path: str = "") -> Case:
    """The place of the period in which the action at the end of a path began; else None."""
    cases = [
        When(
            Q(**{f"{path}starts_on__range": (period.starts_on, period.ends_on)}),
            then=Value(number),
        )
        for number, period in enumerate(periods)
    ]
    return Case(*cases, default=None, output_field=IntegerField())


def count(counted: Counted, period: Period) -> Values:
    return count_each(counted, [period])[0]


def records(
    counted: Counted, period: Period, objective: int | None, acting: Acting
) -> Sequence[Record]:
    """The actions counted, or the organisations and people with the actions they were in.

    Somebody is visible where their card is and where an action that counts them is. What a reader
    may not see has neither name nor address here.
    """
    actions = counted.actions_counted().begun_in(period.starts_on, period.ends_on)
    if objective is not None:
        serving = ActionObjective.objects.filter(objective=objective)
        actions = actions.filter(pk__in=serving.values("action"))
    in_order = list(actions.order_by("starts_on", "id"))
    if not counted.ends:
        return [_record(action, action, acting.is_one_of(action.audience)) for action in in_order]
    return _records_of_ends(counted, in_order, acting)


def _records_of_ends(
    counted: Counted, actions: Sequence[Action], acting: Acting
) -> Sequence[Record]:
    model = Person if counted.ends == ("people",) else Organisation
    by_pk = {action.pk: action for action in actions}
    took_part: dict[int, list[Action]] = defaultdict(list)
    for counted_actions, thing in counted.rows():
        links = (
            counted_actions.filter(pk__in=by_pk).annotate(thing=thing).values_list("thing", "pk")
        )
        for root, action in links.order_by("starts_on", "pk", "thing").distinct():
            took_part[root].append(by_pk[action])
    things = model.objects.filter(pk__in=took_part).order_by("folded", "pk")
    labels = _labels(by_pk) if model is Person else {}
    lines = []
    for thing in things:
        shown = [action for action in took_part[thing.pk] if acting.is_one_of(action.audience)]
        is_visible = bool(shown) and acting.is_one_of(thing.audience)
        action = [*shown, *took_part[thing.pk]][0]
        label = labels.get((thing.pk, action.pk), "")
        lines.append(_record(thing, action, is_visible, label))
    return lines


def _labels(actions: Collection[int]) -> Mapping[tuple[int, int], str]:
    """Under which label each person appears in an action, where they chose one."""
    links = ActionPerson.objects.filter(action__in=actions).exclude(label="")
    named = links.annotate(root=root_of("person")).values_list("root", "action", "label")
    return {(root, action): label for root, action, label in named.order_by("pk")}


def _record(
    thing: Action | Organisation | Person, action: Action, is_visible: bool, label: str = ""
) -> Record:
    on, precision = action.starts_on, action.precision
    return Record.of(thing, on, is_visible=is_visible, precision=precision, label=label)


def measure(code: str, label: object, unit: object, formula: object, counted: Counted) -> Measure:
    return Measure(
        code=code,
        label=label,
        unit=unit,
        formula=formula,
        compute=partial(count, counted),
        compute_each=partial(count_each, counted),
        records=partial(records, counted),
    )


def measure_of_kind(kind: Kind) -> Measure:
    """How many actions of this kind were held."""
    return measure(
        code=f"programme.actions.{kind.code}",
        label=kind.plural,
        unit=kind.plural,
        formula=_("actions of this kind that were held, each in the year in which it began"),
        counted=Counted(Q(kind=kind.code)),
    )


def measures_of(kinds: Iterable[Kind]) -> tuple[Measure, ...]:
    """What the room measures: its actions, all and by kind, and who was in them."""
    return (
        measure(
            "programme.actions",
            _("Actions held"),
            pgettext_lazy("unit", "actions"),
            _("actions that were held, each in the year in which it began"),
            Counted(),
        ),
        measure(
            "programme.highlights",
            _("Highlights of the year"),
            pgettext_lazy("unit", "highlights"),
            _("actions that were held and marked as highlights, each in the year it began"),
            Counted(Q(is_highlight=True)),
        ),
        measure(
            "programme.organisations_involved",
            _("Organisations involved"),
            pgettext_lazy("unit", "organisations"),
            _(
                "organisations that carried or took part in an action that was held, each once, "
                "the network itself left out"
            ),
            Counted(ends=("organisations", "carried_by"), leaves_out_the_house=True),
        ),
        measure(
            "programme.people_involved",
            _("People involved"),
            pgettext_lazy("unit", "people"),
            _("people named in an action that was held, each once"),
            Counted(ends=("people",)),
        ),
        *(measure_of_kind(kind) for kind in kinds),
    )
