"""The page of an objective: its judgement of a year, its texts, its actions, its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.safestring import SafeString

from essaim.kernel.acting import MEMBERS, PUBLIC, Acting
from essaim.programme.enums import FigureForm
from essaim.programme.models import Action, Objective, ObjectiveYear, Programme, Rubric
from essaim.programme.queries.actions import ActionFilter, list_actions, summaries_of
from essaim.programme.queries.figures import Figure, figures_of_objective
from essaim.programme.queries.plan import missing_in, year_shown, years_of
from essaim.writing.queries import Cited

#: Beyond these the page hands over to the list.
ACTIONS_SHOWN = 30


@dataclass(frozen=True)
class YearText:
    """A text of the year, ready to be shown: its figures are links."""

    field: str
    label: str
    html: SafeString


@dataclass(frozen=True)
class FigureLine:
    """A figure of the objective and its change on the year before."""

    value: Figure
    change: str

    @property
    def amount_and_unit(self) -> tuple[str, str]:
        """Parted where they never break in a text, so that a card may put them on two lines."""
        amount, _space, unit = self.value.text.partition("\N{NO-BREAK SPACE}")
        return amount, unit


@dataclass(frozen=True)
class ObjectivePage:
    """An objective in a year; its actions with their summaries in words."""

    objective: Objective
    year: int
    years: Sequence[int]
    judgement: ObjectiveYear
    shows_judgement: bool
    texts: Sequence[YearText]
    missing: Sequence[str]
    actions: Sequence[tuple[Action, str]]
    action_count: int
    figures: Sequence[FigureLine]
    rubrics: Sequence[Rubric]
    came_from: Sequence[ObjectiveYear]
    judged: Sequence[ObjectiveYear]

    @property
    def texts_missing(self) -> list[tuple[str, str]]:
        """(field, label) of the texts that are not written yet."""
        written = {text.field for text in self.texts}
        return [(name, text_label(name)) for name in ObjectiveYear.TEXTS if name not in written]

    @property
    def query(self) -> str:
        """The list of actions filtered like this page."""
        return urlencode({"objectif": self.objective.key, "annee": self.year})


def objective_year(objective: Objective, year: int) -> ObjectiveYear:
    """The row of the year, or one that is not saved yet: its first text or judgement makes it."""
    rows = ObjectiveYear.objects.filter(objective=objective, year=year)
    row = rows.select_related("decision", "became").first()
    return row or ObjectiveYear(objective=objective, year=year)


def objective_page(
    objective: Objective, asked: int | None, acting: Acting, on: date
) -> ObjectivePage:
    """The judgement and its texts are the members'; the rest is as public as its parts."""
    year = year_shown(objective.programme, asked, on)
    judgement = objective_year(objective, year)
    shows = acting.is_one_of(MEMBERS)
    actions = list_actions(acting, ActionFilter(objective=objective, year=year))
    count = actions.count()
    shown = list(actions[:ACTIONS_SHOWN])
    summaries = summaries_of(shown, acting)
    rubrics = Rubric.objects.filter(objectives=objective).select_related("agreement")
    about = Q(became=objective) | Q(objective=objective)
    years = ObjectiveYear.objects.visible_to(acting).filter(about).select_related("objective")
    rows = list(years.order_by("year", "pk")) if shows else []
    return ObjectivePage(
        objective=objective,
        year=year,
        years=years_of(objective.programme),
        judgement=judgement,
        shows_judgement=shows,
        texts=texts_of_year(judgement, acting) if shows else [],
        missing=missing_in(count, judgement.evaluation, judgement.means) if shows else [],
        actions=[(action, summaries[action.pk]) for action in shown],
        action_count=count,
        figures=_figure_lines(figures_of_objective(objective, year, acting)),
        rubrics=list(
            rubrics.filter(agreement__audience__in=acting.capacities).order_by("position", "code")
        ),
        came_from=[row for row in rows if row.objective_id != objective.pk],
        judged=[row for row in rows if row.objective_id == objective.pk],
    )


def texts_of_year(judgement: ObjectiveYear, acting: Acting) -> list[YearText]:
    """The texts that say something, their figures resolved for the year."""
    written = {name: getattr(judgement, name) for name in ObjectiveYear.TEXTS}
    cited = Cited.by(written.values(), judgement.year)
    return [
        YearText(name, text_label(name), cited.shown(html, acting))
        for name, html in written.items()
        if html
    ]


def readers_of_judgements(objective: Objective) -> str:
    """The members, of whom only those that see the programme."""
    audience = objective.programme.audience
    return MEMBERS if audience == PUBLIC else audience


def text_label(name: str) -> str:
    """What a text of the year is called."""
    return str(getattr(ObjectiveYear._meta.get_field(name), "verbose_name", name))


def _figure_lines(figures: Sequence[Figure]) -> list[FigureLine]:
    changes = {
        figure.indicator.pk: figure.text
        for figure in figures
        if figure.form in {FigureForm.GROWTH, FigureForm.DIFFERENCE}
    }
    return [
        FigureLine(figure, changes.get(figure.indicator.pk, ""))
        for figure in figures
        if figure.form == FigureForm.VALUE
    ]


def other_objectives(objective: Objective, acting: Acting) -> Sequence[Objective]:
    """What it may have become: objectives of its programme and of those that follow it."""
    programmes = Programme.objects.visible_to(acting).filter(
        starts_on__gte=objective.programme.starts_on
    )
    objectives = Objective.objects.filter(programme__in=programmes).exclude(pk=objective.pk)
    return list(
        objectives.select_related("programme").order_by("programme", "axis__position", "position")
    )


def is_cited(objective: Objective) -> bool:
    """Whether an action, a judgement, an indicator or another objective points at it: its code
    must stay."""
    return (
        objective.action_links.exists()
        or objective.years.exists()
        or objective.indicators.exists()
        or objective.came_from.exists()
    )
