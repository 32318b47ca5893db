"""What the room tells as it comes: each version that is published."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.feeds import Feed, News, start_of
from essaim.reports.models import Snapshot


def versions(acting: Acting, day: date, most: int, since: datetime | None) -> list[News]:
    snapshots = Snapshot.objects.filter(report__audience__in=acting.capacities)
    published = snapshots.filter(published_at__lt=start_of(day + timedelta(days=1)))
    if since is not None:
        published = published.filter(published_at__gt=since)
    rows = published.select_related("report").only(
        "key", "number", "published_at", "report__key", "report__title"
    )
    return [
        News(
            key=version.key,
            title=str(version),
            url=version.get_absolute_url(),
            at=version.published_at,
        )
        for version in rows.order_by("-published_at", "-id")[:most]
    ]


FEEDS = (Feed("reports", _("Published reports"), versions),)
