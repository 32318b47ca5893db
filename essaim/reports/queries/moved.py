"""Published figures that read otherwise today, for the list of reports and the page of a figure.

What was published never changes, so what it says of each figure is read once. `queries.drift` tells
a version whole, with the records behind its figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import override

from essaim.kernel.acting import Acting
from essaim.programme.models import Indicator
from essaim.programme.queries.figures import FigureBook
from essaim.reports.models import FunderLink, Snapshot
from essaim.reports.queries.publication import document_of_snapshot
from essaim.reports.queries.reports import last_published

#: Documents whose figures are kept by a process.
KEPT = 64


class Cited(NamedTuple):
    """A figure as a version says it."""

    code: str
    title: str
    period: str
    form: str
    text: str


@dataclass(frozen=True)
class Published:
    """The last version of a report: when, to whom it may be opened, what reads otherwise today."""

    title: str
    url: str
    at: datetime
    recipients: Sequence[str]
    moved: Sequence["Moved"]


class Moved(NamedTuple):
    """A figure then and today."""

    title: str
    then: str
    now: str


def published_for(
    acting: Acting, *, tells_what_moved: bool, code: str = ""
) -> dict[UUID, Published]:
    """The last version of each report that this reader may see, by the key of the report.

    To whom it may be opened and what moved, of one indicator if asked, is for those who work on
    reports: one query more for the links, and those of a book of figures a year.
    """
    versions = list(last_published(acting))
    recipients = _recipients(versions) if tells_what_moved else {}
    moved = moved_since(versions, acting, code) if tells_what_moved else {}
    return {
        version.report.key: Published(
            title=version.report.title,
            url=version.get_absolute_url(),
            at=version.published_at,
            recipients=recipients.get(version.pk, ()),
            moved=moved.get(version.pk, ()),
        )
        for version in versions
    }


def _recipients(versions: Sequence[Snapshot]) -> Mapping[int, list[str]]:
    """Whose links open these versions today."""
    links = FunderLink.objects.filter(
        snapshot__in=versions, revoked_at=None, expires_on__gte=timezone.localdate()
    )
    by_version: defaultdict[int, list[str]] = defaultdict(list)
    for version, recipient in links.order_by("pk").values_list("snapshot", "recipient"):
        by_version[version].append(recipient)
    return by_version


def moved_since(
    versions: Sequence[Snapshot], acting: Acting, code: str = ""
) -> Mapping[int, list[Moved]]:
    """What figures of these versions read today, where that is something else, by version."""
    cited = {version.pk: _figures_of(version.sha256) for version in versions}
    codes = {each.code for version in cited.values() for each in version.figures}
    asked = {code} & codes if code else codes
    visible = Indicator.objects.visible_to(acting).filter(code__in=asked)
    indicators = list(visible.select_related("objective"))
    years = {version.pk: version.report.year for version in versions}
    books = {year: FigureBook.of(indicators, year) for year in set(years.values()) if indicators}
    moved: dict[int, list[Moved]] = {}
    for version, frozen in cited.items():
        book = books.get(years[version])
        with override(frozen.language):
            moved[version] = list(_moved(frozen.figures, book)) if book else []
    return moved


def _moved(figures: Iterable[Cited], book: FigureBook) -> Iterator[Moved]:
    """What no indicator bears is told by its records, in the version itself."""
    for each in figures:
        figure = book.figure(each.code, each.period, each.form)
        if figure is not None and figure.text != each.text:
            yield Moved(each.title, each.text, figure.text)


class _Frozen(NamedTuple):
    """Language and figures of a version."""

    language: str
    figures: tuple[Cited, ...]


@lru_cache(maxsize=KEPT)
def _figures_of(sha256: str) -> _Frozen:
    """By the hash of the version, which never changes."""
    document = document_of_snapshot(Snapshot.objects.filter(sha256=sha256)[0])
    tables = [table for table in document.data if table.name == "figures"]
    cited = [Cited(*row[:5]) for table in tables for row in table.rows]
    return _Frozen(document.language, tuple(cited))
