"""The home page: who the network is, for whoever passes; what waits, for whoever works here."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_range
from essaim.kernel.feeds import start_of
from essaim.kernel.manifest import Awaiting, Waiting, offered
from essaim.kernel.news import Novelty, news_since

#: Lines of what waits; the rest stand below a fold.
FIRST = 8
#: How pressing a thing is, the most first; what is to be done within days is soon.
PRESSING, SOON = ("late", "soon", ""), timedelta(days=7)
#: What is new: how many things, of how many days.
NEW, LATELY = 6, timedelta(days=30)


def what_waits(acting: Acting, on: date) -> list[Waiting]:
    """What all rooms say waits for whoever is signed in: the heaviest first, then by day."""
    offers: Iterator[Awaiting] = offered("awaiting")
    waiting = (each for offer in offers for each in offer.find(acting, on))
    return sorted(waiting, key=lambda each: (-each.weight, each.on or date.max))


def show_what_waits(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """What is late, then what is soon, then the others, each as `what_waits` orders them."""
    waiting = [(each, _how_soon(each, on)) for each in what_waits(acting, on)]
    lines = sorted(waiting, key=lambda line: PRESSING.index(line[1]))
    return {"first": lines[:FIRST], "rest": lines[FIRST:]} if lines else None


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
