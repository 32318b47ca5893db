"""What a room tells as it comes: its newest things, and the two formats that leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class News:
    """A thing as a feed tells it; `url` begins with a slash, `text` is bare words."""

    key: UUID
    title: str
    url: str
    at: datetime
    text: str = ""
    precision: str = "day"  # how exactly the day of `at` is known: day, month or year


@dataclass(frozen=True)
class Feed:
    """Things of one kind as they come: published reports, actions, decisions, new members.

    `newest(acting, day, most, since)` are the last of them up to this day that this reader may see,
    no more than `most`, in one query. `since` a moment, those alone that happened or were noted
    after it: a letter tells in June what was noted in June of May. What everybody may follow in a
    feed reader is what a visitor sees; letters and the home page ask for their reader, whom a feed
    knows by roles and groups alone.
    """

    code: str
    label: Any
    newest: Callable[[Acting, date, int, datetime | None], Sequence[News]]


@dataclass(frozen=True)
class Bulletin:
    """A feed that leaves: whose it is, where it stands, and each thing with its last change."""

    title: str
    author: str
    language: str
    base_url: str
    path: str
    items: Sequence[tuple[News, datetime]]


def start_of(day: date) -> datetime:
    """The first moment of this day, where the house stands."""
    return timezone.make_aware(datetime.combine(day, time.min))


class _Atom(Atom1Feed):
    """Without things the feed of Django is changed at each instant: ours was never changed."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, tz=UTC)


def as_atom(bulletin: Bulletin) -> str:
    """RFC 4287."""
    address = bulletin.base_url + bulletin.path
    feed = _Atom(
        bulletin.title,
        f"{bulletin.base_url}/",
        "",
        language=bulletin.language,
        author_name=bulletin.author,
        feed_url=address,
        feed_guid=address,
    )
    for news, updated in bulletin.items:
        feed.add_item(
            news.title,
            bulletin.base_url + news.url,
            linebreaks(news.text, autoescape=True),
            unique_id=news.key.urn,
            pubdate=news.at,
            updateddate=updated,
        )
    return feed.writeString("utf-8")


def as_json_feed(bulletin: Bulletin) -> dict[str, object]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": bulletin.title,
        "home_page_url": f"{bulletin.base_url}/",
        "feed_url": bulletin.base_url + bulletin.path,
        "language": bulletin.language,
        "authors": [{"name": bulletin.author}],
        "items": [
            {
                "id": news.key.urn,
                "url": bulletin.base_url + news.url,
                "title": news.title,
                "content_text": news.text or news.title,
                "date_published": news.at.isoformat(),
                "date_modified": updated.isoformat(),
            }
            for news, updated in bulletin.items
        ],
    }
