"""What became new in the house since a moment: for letters, and for whoever comes back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from essaim.kernel.acting import Acting
from essaim.kernel.feeds import Feed, News
from essaim.kernel.manifest import offered


@dataclass(frozen=True)
class Novelty:
    """A thing that is new to this reader, and what it is one of: “Decisions”."""

    label: Any
    news: News


def news_since(moment: datetime, acting: Acting, day: date, most: int) -> Sequence[Novelty]:
    """The newest of all rooms that this reader may see, no more than `most`: a query a kind."""
    feeds: Iterator[Feed] = offered("feeds")
    news = [
        Novelty(feed.label, each)
        for feed in feeds
        for each in feed.newest(acting, day, most, moment)
    ]
    return sorted(news, key=lambda each: each.news.at, reverse=True)[:most]
