"""Writing the actions and figures of a past report.

Actions are known by the mark of what the report said, so that one put right since is found again.
"""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken
from essaim.kernel.periods import Granularity
from essaim.kernel.text import fold, fold_words
from essaim.network.models import Organisation
from essaim.programme.actions.actions import add_action, restore_action
from essaim.programme.actions.content import checked
from essaim.programme.actions.figures import add_indicator, add_reading
from essaim.programme.content import ActionContent, IndicatorContent, ReadingContent
from essaim.programme.enums import ActionState, OrganisationRole, Origin, Precision
from essaim.programme.kinds import OTHER
from essaim.programme.models import Action, Indicator, Reading
from essaim.reprise.actions.taken import Taken
from essaim.reprise.reading.drafts import Row
from essaim.reprise.reading.organisations import known_in

SOURCE = "reprise"
_CODE_LENGTH = 60


def write_action(taken: Taken, row: Row) -> None:
    content = checked(_content(taken, row))
    standing = _noted(taken, row, content)
    if standing is not None and standing.state == ActionState.DISCARDED:
        restore_action(action=standing, by=taken.by)
    elif standing is not None:
        taken.tell_written("actions", standing, is_new=False)
        return
    action = standing or add_action(
        content=content,
        origin=Origin.REPRISE,
        source=SOURCE,
        external_id=row["mark"],
        by=taken.by,
    )
    taken.tell_written("actions", action, is_new=True)


def _content(taken: Taken, row: Row) -> ActionContent:
    """Without a day, it was in the year of the report."""
    starts_on = date.fromisoformat(row["starts_on"] or f"{taken.year}-01-01")
    ends_on = date.fromisoformat(row["ends_on"] or row["starts_on"] or f"{taken.year}-12-31")
    is_later = starts_on > timezone.localdate()
    objective = taken.objective_of(row)
    return ActionContent(
        title=row["title"],
        starts_on=starts_on,
        ends_on=ends_on,
        precision=row["precision"] if row["starts_on"] else Precision.YEAR,
        kind=row["kind"] or OTHER,
        state=ActionState.PLANNED if is_later else ActionState.HELD,
        summary="" if fold(row["summary"]) == fold(row["title"]) else row["summary"],
        audience=taken.audience,
        objectives=(objective,) if objective else (),
        organisations=tuple(
            (organisation, OrganisationRole.TAKES_PART)
            for organisation in dict.fromkeys(_named_in(taken, f"{row['title']} {row['summary']}"))
        ),
    )


def _named_in(taken: Taken, text: str) -> list[Organisation]:
    return [taken.organisations[name] for name in known_in(text, taken.names)]


def _noted(taken: Taken, row: Row, content: ActionContent) -> Action | None:
    """By its mark, else the same title on the same day under the same objective."""
    marked: Action | None = Action.objects.filter(source=SOURCE, external_id=row["mark"]).first()
    if marked is not None:
        return marked
    same_day = Action.objects.kept().filter(starts_on=content.starts_on).order_by("pk")
    if content.objectives:
        same_day = same_day.filter(objectives=content.objectives[0])
    title = fold(content.title)
    likely = same_day.filter(folded__startswith=title)  # few, where none told its day
    return next((action for action in likely if fold(action.title) == title), None)


def write_figure(taken: Taken, row: Row) -> None:
    value = Decimal(row["value"])
    indicator = _indicator(taken, row, value)
    note = _("%(report)s, line %(line)s") % {"report": taken.name, "line": row["line"]}
    start = date(taken.year, 1, 1)
    whole = indicator.readings.filter(dimension="", granularity=Granularity.YEAR)
    standing: Reading | None = whole.filter(starts_on=start).first()
    if standing is not None and standing.unscaled(indicator.decimals) != value:
        raise RuleBroken(_("Another value is noted for this year; it was kept."))
    if standing is None:
        content = ReadingContent(value=value, qualifier=row["qualifier"], source_note=note)
        add_reading(indicator=indicator, starts_on=start, content=content, by=taken.by)
    taken.tell_written("figures", indicator, is_new=standing is None)


def _indicator(taken: Taken, row: Row, value: Decimal) -> Indicator:
    """The one that was named, by its title or its code; else a new one of that title."""
    title = " ".join(row["indicator"].split())
    if not title:
        raise RuleBroken(_("Name the indicator that this figure reads."))
    wanted = fold(title)
    if wanted in taken.indicators:
        return Indicator.objects.get(pk=taken.indicators[wanted])
    content = IndicatorContent(
        code=_free_code(title),
        title=title,
        nature=row["nature"],
        unit=row["unit"],
        unit_plural=row["unit"],
        decimals=max(0, -int(value.normalize().as_tuple().exponent)),
        objective=taken.objective_of(row),
        audience=taken.audience,
    )
    made = add_indicator(content=content, by=taken.by)
    taken.indicators[wanted] = taken.indicators[made.code] = made.pk
    return made


def _free_code(title: str) -> str:
    """A code made of the words of a title, with a number where it is taken."""
    base = "-".join(fold_words(title))[: _CODE_LENGTH - 4].strip("-") or "figure"
    taken = set(Indicator.objects.filter(code__startswith=base).values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (base, *numbered) if code not in taken)
