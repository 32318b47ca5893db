"""The agenda: a month or a day on a page, and the feeds that calendars follow."""

import re
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.calendars.ical import CONTENT_TYPE, calendar_of
from essaim.kernel.context import network_name
from essaim.kernel.http import Request, address_with, chips_of, open_to_visitors, tell
from essaim.kernel.listing import filters
from essaim.kernel.rules import require
from essaim.portal import actions as acts
from essaim.portal import agenda
from essaim.portal.links import calendar_link_of, reader_of
from essaim.post.links import address_of

#: 2024-06, or 2024-06-12.
WHEN = re.compile(r"((?:19|20|21)\d\d-(?:0[1-9]|1[0-2]))(-\d\d)?", re.ASCII)
FILTERS = (
    filters.choice("quoi", gettext_lazy("What"), lambda _acting: agenda.sources(), "source"),
    filters.choice("instance", gettext_lazy("Body"), agenda.bodies, "body", reads=UUID),
)


@open_to_visitors("what is public of the agenda is for everybody")
@require_GET
def view_agenda(request: Request, when: str = "") -> HttpResponse:
    """The month of today, that of the address, or one of its days."""
    today = timezone.localdate()
    first, is_day = _asked_days(when, today)
    form = filters.form_of(FILTERS, request.GET, request.acting)
    narrowed = agenda.Narrowed(**filters.asked_by(FILTERS, form))
    context = {"today": today, **_filtered(request, form)}
    if is_day:
        day = agenda.day_page(request.acting, first, today, narrowed)
        return render(request, "portal/agenda_day.html", {**context, "day": day})
    month = agenda.month_page(request.acting, first, today, narrowed)
    return render(request, "portal/agenda.html", {**context, "month": month})


def _filtered(request: Request, form: Form) -> dict[str, Any]:
    """The filters in force, and what keeps them in the addresses of the page."""
    asked = address_with(request).removeprefix(request.path)
    return {
        "form": form,
        "chips": chips_of(request, filters.in_force(FILTERS, form)),
        "asked": asked,
        "feed": f"{agenda.public_address()}{asked}",
    }


def _asked_days(when: str, today: date) -> tuple[date, bool]:
    """The first day asked for, and whether it is asked for alone. Raises Http404."""
    if not when:
        return today.replace(day=1), False
    parts = WHEN.fullmatch(when)
    with suppress(ValueError):
        if parts is not None:
            month, day = parts.groups()
            return date.fromisoformat(month + (day or "-01")), day is not None
    raise Http404


@open_to_visitors("calendars follow what is public without an account")
@require_GET
def public_calendar(request: Request) -> HttpResponse:
    return _answer_feed(request, VISITOR)


@open_to_visitors("a calendar brings no account: the address is secret, and may be closed")
@require_GET
def my_calendar(request: Request, token: str) -> HttpResponse:
    return _answer_feed(request, reader_of(token))


def _answer_feed(request: Request, reader: Acting) -> HttpResponse:
    """304 where nothing moved since this calendar last asked."""
    today = timezone.localdate()
    mark = quote_etag(agenda.mark_of_feed(reader, today, request.get_full_path()))
    response = get_conditional_response(request, etag=mark)
    if response is None:
        entries = agenda.feed_entries(reader, today, _narrowed(request))
        made = calendar_of(entries, name=network_name() or _("Calendar"))
        response = HttpResponse(made, content_type=CONTENT_TYPE)
        response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["ETag"] = mark
    only_theirs = {} if reader.is_visitor else {"private": True}
    patch_cache_control(response, no_cache=True, **only_theirs)
    return response


def _narrowed(request: Request) -> agenda.Narrowed:
    """As the address says: of a body that is closed to the reader a feed is empty, never whole."""
    body = request.GET.get("instance", "")
    try:
        return agenda.Narrowed(request.GET.get("quoi", ""), UUID(body) if body else None)
    except ValueError as fault:
        raise Http404 from fault


@require_GET
def calendars(request: Request) -> HttpResponse:
    require(request.acting, "portal.open_calendar")
    link = calendar_link_of(request.acting, timezone.now())
    address = address_of(link, "portal:my_calendar") if link is not None else ""
    return render(request, "portal/calendars.html", {"address": address})


@require_POST
def open_calendar(request: Request) -> HttpResponse:
    require(request.acting, "portal.open_calendar")
    acts.open_calendar(by=request.acting)
    tell(request, _("Here is the address of your agenda: it is yours alone."))
    return redirect("portal:calendars")


@require_POST
def close_calendar(request: Request) -> HttpResponse:
    require(request.acting, "portal.close_calendar")
    acts.close_calendar(by=request.acting)
    tell(request, _("The address opens nothing any more."))
    return redirect("portal:calendars")
