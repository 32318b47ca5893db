"""What the room tells everybody as it comes: each version that is published."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.feeds import Feed, News, start_of
from essaim.reports.models import Report, Snapshot


def versions(day: date, most: int) -> list[News]:
    of_everybody = Snapshot.objects.filter(report__in=Report.objects.visible_to(VISITOR))
    until = start_of(day + timedelta(days=1))
    published = of_everybody.filter(published_at__lt=until).defer("document")
    newest = published.select_related("report").order_by("-published_at", "-id")[:most]
    return [
        News(
            key=version.key,
            title=str(version),
            url=version.get_absolute_url(),
            at=version.published_at,
        )
        for version in newest
    ]


FEEDS = (Feed("reports", _("Published reports"), versions),)
