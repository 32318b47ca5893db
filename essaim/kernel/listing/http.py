"""A list answered: its page, and the table that leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from essaim.kernel.acting import Acting
from essaim.kernel.context import demo_notice
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.exports import FORMATS
from essaim.kernel.http import Request, address_with, chips_of
from essaim.kernel.listing.declaration import Act, Listing, Order, Rows
from essaim.kernel.listing.filters import Filter, asked_by, form_of, in_force, plain
from essaim.kernel.sheet_cells import Cell

#: The word of an address that names an order.
ORDER = "ordre"


def answer_list(request: Request, listing: Listing, rows: Rows, **context: Any) -> HttpResponse:
    """A page of the list; what else is given, its template reads.

    `rows` is a query that the filters narrow, or a function that takes what they ask.
    `within`: the part of the address of the export that it shares with this page.
    """
    filters = [each for each in listing.filters if request.GET.get(each.name)]
    form = form_of(listing.filters, request.GET, request.acting) if filters else None
    asked = asked_by(listing.filters, form) if form else {}
    matching = listing.find(rows, asked, _order_asked(request, listing))
    shown = matching.only(*listing.reads) if listing.reads else matching
    page = page_of(shown, listing.page_size, request.GET.get("page", "1"))
    page.object_list = listing.lines(list(page))
    context = {
        "listing": listing,
        "page": page,
        "heads": [(column, column.title(listing.model)) for column in listing.columns],
        "filters": _drawn_filters(request, listing, form, page),
        "orders": _orders(request, listing),
        "acts": [_act(act) for act in listing.acts if act.is_for(request.acting)],
        "exports": _exports(request, listing, context.pop("within", {})),
        "is_asked": bool(filters),
        **context,
    }
    return render(request, listing.template, context)


def _order_asked(request: Request, listing: Listing) -> Order | None:
    return listing.order_called(request.GET.get(ORDER, ""))


def _drawn_filters(
    request: Request, listing: Listing, form: Form | None, page: Page[Any]
) -> SafeString:
    """None above an empty list. Nothing is asked of most: each reader's are then drawn once."""
    if not listing.filters or not (page.object_list or form is not None):
        return SafeString("")
    total = page.paginator.count
    if form is None:
        by, today = plain(request.acting), timezone.localdate()
        filters = tuple(listing.filters)
        return _drawn_unasked(filters, listing.search, total, by, today, get_language() or "")
    chips = chips_of(request, in_force(listing.filters, form))
    return _drawn(form, listing.search, total, chips=chips, clear_url=request.path)


@UntilWritten
def _drawn_unasked(
    filters: tuple[Filter, ...], search: str, total: int, by: Acting, _on: date, _language: str
) -> SafeString:
    return _drawn(form_of(filters, {}, by), search, total)


def _drawn(form: Form, search: str, total: int, **words: Any) -> SafeString:
    words = {"form": form, "search": search, "total": total, **words}
    return render_to_string("components/filters.html", words)


def page_of(rows: Any, size: int, number: str) -> Page[Any]:
    """A page of the rows. Those that fit on the first one are counted by reading them."""
    paginator = CountedOnce(rows, size)
    if number != "1":
        return paginator.get_page(number)
    first = list(rows[: size + 1])
    if len(first) <= size:
        return Page(first, 1, Paginator(first, size))
    return Page(first[:size], 1, paginator)


class CountedOnce(Paginator[Any]):
    """Counts a query once, until anything is written: the pages of a list share their count."""

    @cached_property
    def count(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        try:
            statement, values = self.object_list.query.sql_with_params()
        except EmptyResultSet:
            return 0
        words = repr([_bare(value) for value in values])
        return count_of(Counted(statement, words, self.object_list))


def _bare(value: Any) -> Any:
    """A JSON value itself: wrapped for PostgreSQL, it is told by its beginning alone."""
    return getattr(value, "obj", value)


@dataclass(frozen=True)
class Counted:
    """A query, which is what it asks the database."""

    statement: str
    values: str
    rows: QuerySet[Any] = field(compare=False)


@UntilWritten
def count_of(counted: Counted) -> int:
    return counted.rows.count()


def answer_export(
    request: Request, listing: Listing, rows: Rows, extension: str
) -> StreamingHttpResponse:
    """The list as a table, with the filters of its page. Raises Http404 for an unknown ending."""
    filters = [each for each in listing.filters if request.GET.get(each.name)]
    form = form_of(filters, request.GET, request.acting)
    matching = listing.find(rows, asked_by(filters, form), _order_asked(request, listing))
    cells = listing.cells(matching, request.acting)
    name = listing.export.name if listing.export else ""
    title = str(listing.title)
    return answer_table(extension, name=name, header=listing.header(), rows=cells, title=title)


def answer_table(
    extension: str,
    *,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    title: str = "",
) -> StreamingHttpResponse:
    """A table as a file to keep, handed out as it is written. Raises Http404 for no ending of ours.

    In the demo its name says so, and the title of its sheet.
    """
    if extension not in FORMATS:
        raise Http404
    made = FORMATS[extension]
    if settings.DEMO:
        name, title = f"{name}-demonstration", demo_notice()
    answer = StreamingHttpResponse(made.write(header, rows, title), content_type=made.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return answer


def _act(act: Act) -> dict[str, Any]:
    address = reverse(act.verb.replace(".", ":"), args=act.args)
    return {"url": address, "label": act.label, "icon": act.icon}


def _orders(request: Request, listing: Listing) -> list[dict[str, Any]]:
    current = _order_asked(request, listing)
    first = listing.orders[0] if listing.orders else None
    return [
        {
            "label": order.label,
            "url": address_with(request, **{ORDER: "" if order is first else order.code}),
            "current": order is current,
        }
        for order in listing.orders
    ]


def _exports(
    request: Request, listing: Listing, within: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """The formats in which the list leaves, each with its address: that of the page, whole."""
    if listing.export is None:
        return []
    asked = address_with(request).removeprefix(request.path)
    address = listing.export.address
    return [
        (made.label, reverse(address, kwargs={**within, "extension": extension}) + asked)
        for extension, made in FORMATS.items()
    ]
