"""The home page: who the network is, for whoever passes; what waits, for whoever works here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import get_language

from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.datewords import date_range
from essaim.kernel.manifest import Awaiting, Waiting, offered
from essaim.kernel.rules import can
from essaim.network.models import Organisation
from essaim.programme.enums import FigureForm
from essaim.programme.models import Action, Indicator, Reading
from essaim.programme.queries.agreements import Due, next_due
from essaim.programme.queries.figures import Figure, FigureBook, three_forms
from essaim.programme.queries.plan import (
    ProgrammePage,
    current_programme,
    programme_page,
    year_shown,
)
from essaim.reports.models import Snapshot
from essaim.reports.queries.reports import reports_for

FIGURES, HIGHLIGHTS, REPORTS, WAITING = 6, 6, 3, 8


@dataclass(frozen=True)
class KeyFigure:
    """A key figure, bare since its label says of what, with its change on the year before."""

    value: Figure
    number: str
    change: str


@dataclass(frozen=True)
class HomePage:
    """Everything on the home page; `work` is empty for those who only pass."""

    network: Organisation | None
    year: int
    programme: ProgrammePage | None
    figures: Sequence[KeyFigure]
    highlights: Sequence[Mapping[str, str]]
    published: Sequence[Snapshot]
    due: Sequence[Due]
    waiting: Sequence[Waiting]
    is_at_work: bool
    may_note: bool


def home_page(acting: Acting, on: date) -> HomePage:
    """A constant number of queries, whatever the length of the year."""
    programme = current_programme(acting, on)
    year = year_shown(programme, None, on) if programme else on.year
    is_at_work = acting.is_one_of(MEMBERS)
    return HomePage(
        network=Organisation.objects.filter(is_house=True).first(),
        year=year,
        programme=programme_page(programme, year, acting, on) if programme else None,
        figures=key_figures(acting, year),
        highlights=_highlights(acting, year),
        published=_published(acting),
        due=next_due(acting, on) if is_at_work else [],
        waiting=[] if acting.is_visitor else what_waits(acting, on)[:WAITING],
        is_at_work=is_at_work,
        may_note=can(acting, "programme.add_action"),
    )


def what_waits(acting: Acting, on: date) -> list[Waiting]:
    """What all rooms say waits for whoever is signed in: the heaviest first, then by day."""
    offers: Iterator[Awaiting] = offered("awaiting")
    waiting = (one for offer in offers for one in offer.find(acting, on))
    return sorted(waiting, key=lambda one: (-one.weight, one.on or date.max))


def key_figures(acting: Acting, year: int) -> list[KeyFigure]:
    """The network's key figures of the last year that has readings, up to the year shown."""
    seen = Indicator.objects.visible_to(acting).filter(is_key=True).order_by("title")
    codes = list(seen.values_list("code", flat=True))
    last = Reading.objects.filter(indicator__in=seen, starts_on__year__lte=year)
    newest = last.order_by("-starts_on").values_list("starts_on", flat=True).first()
    book = FigureBook.load(codes, newest.year if newest else year)
    rows = [three_forms(book, code) for code in codes]
    known = [row for row in rows if row and row[0].value is not None]
    return [KeyFigure(row[0], _number(book, row[0]), _change(row)) for row in known[:FIGURES]]


def _number(book: FigureBook, value: Figure) -> str:
    bare = book.figure(value.indicator.code, value.period, FigureForm.NUMBER)
    return bare.text if bare else value.text


def _change(row: Sequence[Figure]) -> str:
    return row[-1].text if len(row) > 1 and row[-1].value is not None else ""


def _highlights(acting: Acting, year: int) -> list[Mapping[str, str]]:
    """As the timeline shows them, the last first."""
    seen = Action.objects.visible_to(acting).held().filter(is_highlight=True)
    found = seen.filter(starts_on__year=year).order_by("-starts_on", "-id")[:HIGHLIGHTS]
    return [_told(action) for action in found]


def _told(action: Action) -> Mapping[str, str]:
    language = get_language() or settings.LANGUAGE_CODE
    when = date_range(action.starts_on, action.ends_on, action.precision, language=language)
    where = f"{when} · {action.place}" if action.place else when
    return {"when": where, "title": action.title, "url": action.get_absolute_url()}


def _published(acting: Acting) -> list[Snapshot]:
    """The last version of each report that this reader may see."""
    versions = Snapshot.objects.filter(report__in=reports_for(acting).order_by())
    newest = versions.defer("document").select_related("report").order_by("report", "-number")
    last = {version.report_id: version for version in reversed(newest)}
    return sorted(last.values(), key=lambda version: version.published_at, reverse=True)[:REPORTS]
