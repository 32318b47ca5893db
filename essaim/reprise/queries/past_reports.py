"""What the reprise of past reports looks up: the reports, and what they may speak of."""

from collections.abc import Mapping

from django.db.models import QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.text import fold
from essaim.network.models import Organisation
from essaim.programme.enums import FigureSource
from essaim.programme.models import Indicator, Programme
from essaim.reprise.models import PastReport


def past_reports_for(acting: Acting) -> QuerySet[PastReport]:
    """Newest first, without their texts."""
    visible = PastReport.objects.visible_to(acting).defer("text", "draft", "outcome")
    return visible.select_related("programme").order_by("-made_at", "-pk")


def known_organisations(acting: Acting | None = None) -> Mapping[str, Organisation]:
    """Names and short names that a report may hold → the organisation; all of them for a command.

    A name that two organisations share stands for the older one; a merged one for what it became.
    """
    rows = Organisation.objects.select_related("canonical").order_by("pk")
    if acting is not None:
        rows = rows.visible_to(acting)
    by_name: dict[str, Organisation] = {}
    for organisation in rows:
        for name in filter(None, (organisation.name, organisation.short_name)):
            by_name.setdefault(name, organisation.canonical or organisation)
    return by_name


def indicators_by_unit(acting: Acting) -> tuple[list[str], dict[str, str]]:
    """Titles of the indicators that take a reading; and by folded unit, where it names only one."""
    rows = Indicator.objects.visible_to(acting).filter(source=FigureSource.DECLARED, is_ratio=False)
    titles: list[str] = []
    units: dict[str, set[str]] = {}
    for title, unit, plural in rows.order_by("title", "pk").values_list(
        "title", "unit", "unit_plural"
    ):
        titles.append(title)
        for word in filter(None, {fold(unit), fold(plural)}):
            units.setdefault(word, set()).add(title)
    return titles, {word: next(iter(same)) for word, same in units.items() if len(same) == 1}


def programmes_of_year(acting: Acting, year: int) -> QuerySet[Programme]:
    """The programmes that ran in that year, the newest first."""
    programmes: QuerySet[Programme] = Programme.objects.visible_to(acting)
    running = programmes.filter(starts_on__year__lte=year, ends_on__year__gte=year)
    return running.order_by("-starts_on", "-pk")
