"""What the house tells everybody: the feeds of all rooms, joined, with the last changes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.journal.models import Entry
from essaim.kernel.acting import VISITOR
from essaim.kernel.context import network_name
from essaim.kernel.feeds import Bulletin, Feed, News
from essaim.kernel.manifest import offered

MOST = 40


def feeds() -> dict[str, Feed]:
    """Every feed that a room offers, by its code."""
    return {feed.code: feed for feed in offered("feeds")}


def bulletin_of(day: date, path: str, feed: Feed | None = None) -> Bulletin:
    """The newest things of this feed, or of all: a query for each, and one for their changes."""
    asked = [feed] if feed else list(feeds().values())
    news = [each for offer in asked for each in offer.newest(VISITOR, day, MOST, None)]
    newest = sorted(news, key=lambda each: each.at, reverse=True)[:MOST]
    changed = _last_changes(newest)
    name = network_name() or _("News")
    return Bulletin(
        title=f"{name} · {feed.label}" if feed else name,
        author=name,
        language=get_language() or settings.LANGUAGE_CODE,
        base_url=settings.BASE_URL,
        path=path,
        items=[(each, max(changed.get(each.key, each.at), each.at)) for each in newest],
    )


def _last_changes(news: Sequence[News]) -> Mapping[UUID, datetime]:
    entries = Entry.objects.filter(target_key__in=[each.key for each in news])
    return dict(entries.values_list("target_key").annotate(Max("at")).order_by())
