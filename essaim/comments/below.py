"""What stands below the page of a thing: its remarks, for whoever may have some."""

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from essaim.comments.models import is_of_the_house, kinds, rows_of
from essaim.comments.queries import NO_REMARKS, Remarks, remarks_about
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Commented, is_open

#: The word of an address that names a page of remarks, and where they stand on it.
PAGE = "remarques"


def remarks_for(request: Any, model: str, key: UUID) -> Remarks:
    """Read once for a page, which may tell some of them beside its parts too."""
    if not is_open("comments"):
        return NO_REMARKS
    known: dict[UUID, Remarks] = request.__dict__.setdefault("remarks", {})
    if key not in known:
        known[key] = remarks_about(model, key, request.acting, request.GET.get(PAGE, ""))
    return known[key]


def below(request: Any) -> str:
    """Nothing where there is none to read or to add, nor for who is not of the house."""
    match = request.resolver_match
    kind = _kind_shown(match.view_name) if match is not None else None
    if kind is None or request.method != "GET" or not is_of_the_house(request.acting):
        return ""
    key = _key_of(kind, match.kwargs["key"], request.acting)
    if key is None:
        return ""
    remarks = remarks_for(request, kind.model, key)
    may_add = bool(request.acting.keys_of("person"))
    if not remarks.total and not may_add:
        return ""
    context = {
        "remarks": remarks,
        "model": kind.model,
        "key": key,
        "may_add": may_add,
    }
    return render_to_string("comments/below.html", context, request)


def _kind_shown(page: str) -> Commented | None:
    return next((kind for kind in kinds().values() if page in kind.pages), None)


def _key_of(kind: Commented, address: UUID, acting: Acting) -> UUID | None:
    """Of the thing that the page shows, where its address has another's key."""
    if kind.address == "key":
        return address
    things = rows_of(kind.model).visible_to(acting).filter(**{kind.address: address})
    key: UUID | None = things.values_list("key", flat=True).first()
    return key
