"""What a list is, as data: its page and its export are made of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.kernel import columns as in_files
from essaim.kernel.acting import Acting
from essaim.kernel.listing.columns import Column
from essaim.kernel.listing.filters import Filter
from essaim.kernel.rules import can
from essaim.kernel.sheet_cells import Cell

#: Rows read from the database at a time, where a list leaves whole.
CHUNK = 500

NONE_FOUND = _("Nothing corresponds")
#: A query, narrowed by lookups; or what finds the rows by keywords.
Rows = QuerySet[Any] | Sequence[Any] | Callable[..., Any]


@dataclass(frozen=True)
class Act:
    """What may be done from a list: by its verb, which names its page and its rule."""

    verb: str
    label: Any
    icon: str = "plus"
    #: Where several acts share a rule.
    rule: str = ""
    #: What the address of its page takes.
    args: Sequence[str] = ()

    def is_for(self, by: Acting) -> bool:
        return can(by, self.rule or self.verb)


@dataclass(frozen=True)
class Nothing:
    """What an empty list says: what will stand here, and to who may begin, what to do first."""

    title: Any
    text: Any = ""
    first: Any = ""
    label: Any = ""


@dataclass(frozen=True)
class Order:
    """An order that a list may stand in: a word of its address, and the fields it goes by."""

    code: str
    label: Any
    by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Export:
    """A list as a table to keep: in the columns of the import where there is one.

    Else `labels` head it. `rows` makes cells of a query, for whoever reads; without it the columns
    of the page leave.
    """

    name: str
    address: str
    columns: Sequence[in_files.Column] = ()
    labels: Sequence[Any] = ()
    rows: Callable[[Any, Acting], Iterable[Sequence[Cell]]] | None = None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list. `title` names its table; `heading` stands above it, where it is one list of several.

    `audience`: who sees the page; without it, each reader sees what is for them.
    """

    title: Any
    columns: Sequence[Column]
    nothing: Nothing
    heading: Any = ""
    #: What is said where filters leave no row.
    none_found: Any = NONE_FOUND
    lead: Any = ""
    model: type[models.Model] | None = None
    filters: Sequence[Filter] = ()
    orders: Sequence[Order] = ()
    acts: Sequence[Act] = ()
    export: Export | None = None
    #: The columns of the database that its page reads, where they are few of many.
    reads: Sequence[str] = ()
    #: What the cells read of the rows of one page, where each alone would cost a query.
    lines: Callable[[Sequence[Any]], Sequence[Any]] = list
    audience: str = ""
    audience_label: Any = ""
    page_size: int = 50
    template: str = "list_page.html"

    @property
    def search(self) -> str:
        """The word of the address that stands open above the list, if there is one."""
        return next((each.name for each in self.filters if each.name == "q"), "")

    def find(self, rows: Rows, asked: Mapping[str, Any], order: Order | None = None) -> Any:
        """The rows of which all this is true, in an order that leaves nothing open."""
        if callable(rows):
            rows = rows(**asked)
        elif asked and isinstance(rows, QuerySet):
            rows = _narrowed(rows, **asked)
        return in_total_order(rows, order) if isinstance(rows, QuerySet) else rows

    def order_called(self, code: str) -> Order | None:
        """The order that an address names, else the first."""
        first = self.orders[0] if self.orders else None
        return next((order for order in self.orders if order.code == code), first)

    def header(self) -> list[str]:
        """Of the table that leaves, in the language of whoever reads."""
        if self.export is not None and self.export.columns:
            language = get_language() or "fr"
            return [column.label(language) for column in self.export.columns]
        if self.export is not None and self.export.labels:
            return [str(label) for label in self.export.labels]
        return [column.title(self.model) for column in self.columns]

    def cells(self, rows: Any, by: Acting) -> Iterator[Sequence[Cell]]:
        """What leaves, row by row."""
        if self.export is not None and self.export.rows is not None:
            yield from self.export.rows(rows, by)
            return
        chunks = rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows
        for row in chunks:
            yield [column.cell(row) for column in self.columns]


def _narrowed(rows: QuerySet[Any], words: str = "", **lookups: Any) -> QuerySet[Any]:
    """Words are looked for as the rows themselves say; the rest is lookups."""
    narrowed: Any = rows.filter(**lookups)
    matching: QuerySet[Any] = narrowed.matching(words) if words else narrowed
    return matching


def in_total_order(rows: QuerySet[Any], order: Order | None = None) -> QuerySet[Any]:
    """With the key last, so that no row stands on two pages, or on none."""
    by = order.by if order else rows.query.order_by
    last = str(by[-1]).lstrip("-") if by else ""
    return rows.order_by(*by) if last in {"pk", "id"} else rows.order_by(*by, "pk")
