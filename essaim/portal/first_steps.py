"""The path through an empty house: what rooms say is to be done first, and how far it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.http import Request
from essaim.kernel.manifest import PageLink, links_on, offered
from essaim.kernel.offering.first_steps import (
    FirstPath,
    FirstStep,
    StepTaken,
    Way,
    first_path,
)
from essaim.kernel.rules import can
from essaim.portal.models import Step


def path_for(acting: Acting) -> FirstPath:
    """The steps of the rooms that are open, in two queries."""
    return _path_for(acting.anybody, get_language() or "")


@UntilWritten
def _path_for(anybody: Acting, _language: str) -> FirstPath:
    skipped = Step.objects.filter(is_skipped=True).values_list("code", flat=True)
    return first_path(offered("first_steps"), frozenset(skipped), anybody)


def step_called(code: str) -> FirstStep | None:
    steps: Iterable[FirstStep] = offered("first_steps")
    return next((step for step in steps if step.code == code), None)


def ways_of(step: FirstStep, acting: Acting) -> Sequence[Way]:
    """Where this reader takes a step: what most people want first, whichever room offers it."""
    own = list(step.ways(acting))
    others = links_on(step.code, acting)
    first = [Way(label, url) for label, url, _icon, kind in others if kind == "primary"]
    last = [Way(label, url) for label, url, _icon, kind in others if kind != "primary"]
    return [*first, *own, *last]


def show_next_step(acting: Acting, on: date) -> Mapping[str, Any] | None:
    path = path_for(acting)
    coming = path.next
    return {"path": path, "leads": True, **lines_of(coming, acting)} if coming else None


def lines_of(taken: StepTaken, acting: Acting) -> Mapping[str, Any]:
    """A step as pages draw it."""
    ways = [] if taken.is_skipped else ways_of(taken.step, acting)
    return {"taken": taken, "step": taken.step, "ways": ways}


def above(request: Request) -> str:
    """On the pages of a step, how far one is on the path, and the way back to it."""
    match, acting = request.resolver_match, getattr(request, "acting", None)
    if match is None or acting is None or not can(acting, "portal.skip_step"):
        return ""
    if not _stands_on_path(match.view_name):
        return ""
    path = path_for(acting)
    if path.next is None:
        return ""
    return render_to_string("portal/parts/path.html", {"path": path})


def _stands_on_path(view_name: str) -> bool:
    steps: Sequence[FirstStep] = list(offered("first_steps"))
    if any(step.stands_on(view_name) for step in steps):
        return True
    return view_name.partition(":")[0] in _rooms_with_ways({step.code for step in steps})


def _rooms_with_ways(codes: Collection[str]) -> set[str]:
    """Of a room that adds a way to another's step all pages belong to it."""
    links: Iterable[PageLink] = offered("page_links")
    return {link.url_name.partition(":")[0] for link in links if link.page in codes}
