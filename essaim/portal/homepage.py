"""The home page: who the network is, for whoever passes; what waits, for whoever works here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.datewords import date_range
from essaim.kernel.feeds import start_of
from essaim.kernel.http import Request
from essaim.kernel.manifest import Awaiting, PageLink, Waiting, links_on, offered
from essaim.kernel.news import Novelty, news_since
from essaim.kernel.offering.first_steps import (
    FirstPath,
    FirstStep,
    StepTaken,
    Way,
    first_path,
)
from essaim.kernel.rules import can
from essaim.portal.models import Step

#: Lines of what waits; the rest stand below a fold.
FIRST = 8
#: How pressing a thing is, the most first; what is to be done within days is soon.
PRESSING, SOON = ("late", "soon", ""), timedelta(days=7)
#: The cookie of a browser that the path leads.
ON_PATH = "essaim_first_steps"
#: What is new: how many things, of how many days.
NEW, LATELY = 6, timedelta(days=30)


def what_waits(acting: Acting, on: date) -> list[Waiting]:
    """What all rooms say waits for whoever is signed in: the heaviest first, then by day."""
    offers: Iterator[Awaiting] = offered("awaiting")
    waiting = (each for offer in offers for each in offer.find(acting, on))
    return sorted(waiting, key=lambda each: (-each.weight, each.on or date.max))


def show_what_waits(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """What is late, then what is soon, then the others, each as `what_waits` orders them.

    Where the first step that is shown above leads is not said again.
    """
    waits = what_waits(acting, on)
    led_to = _ways_shown(acting) if waits else frozenset()
    waiting = [(each, _how_soon(each, on)) for each in waits if each.url not in led_to]
    lines = sorted(waiting, key=lambda line: PRESSING.index(line[1]))
    return {"first": lines[:FIRST], "rest": lines[FIRST:]} if lines else None


def _ways_shown(acting: Acting) -> frozenset[str]:
    """The addresses that the next of the first steps offers to this reader."""
    coming = path_for(acting).next if can(acting, "portal.skip_step") else None
    return frozenset(way.url for way in ways_of(coming.step, acting)) if coming else frozenset()


def _how_soon(waiting: Waiting, on: date) -> str:
    if waiting.on is None or waiting.is_since or waiting.on > on + SOON:
        return ""
    return "late" if waiting.on < on else "soon"


def show_news(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """What became new to this reader in the last month, as a timeline shows it."""
    news = news_since(start_of(on - LATELY), acting, on, NEW)
    return {"items": [_dated(each) for each in news]} if news else None


def _dated(novelty: Novelty) -> Mapping[str, str]:
    news, language = novelty.news, get_language() or settings.LANGUAGE_CODE
    day = timezone.localdate(news.at)
    when = date_range(day, day, news.precision, language=language)
    return {"when": f"{when} · {novelty.label}", "title": news.title, "url": news.url}


def path_for(acting: Acting, *, counts_all: bool = False) -> FirstPath:
    """The steps of the rooms that are open, in two queries."""
    return _path_for(acting.anybody, get_language() or "", counts_all)


@UntilWritten
def _path_for(anybody: Acting, _language: str, counts_all: bool) -> FirstPath:
    skipped = frozenset(Step.objects.filter(is_skipped=True).values_list("code", flat=True))
    return first_path(offered("first_steps"), skipped, anybody, counts_all=counts_all)


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
    if match is None or acting is None or ON_PATH not in request.COOKIES:
        return ""
    if not can(acting, "portal.skip_step"):
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
