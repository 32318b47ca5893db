"""What the room tells as it comes: who joins the network."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.feeds import Feed, News, start_of
from essaim.network.models import Membership


def members(acting: Acting, day: date, most: int, since: datetime | None) -> list[News]:
    """Organisations by the day of their admission; people are named by nobody but themselves."""
    memberships = Membership.objects.running_on(day).filter(
        organisation__audience__in=acting.capacities, organisation__canonical=None
    )
    if since is not None:
        noted = Entry.objects.keys_made("network.admit_member", since)
        memberships = memberships.filter(
            Q(key__in=noted) | Q(admitted_on__gte=timezone.localdate(since))
        )
    named = ("organisation__key", "organisation__name", "organisation__short_name")
    newest = memberships.order_by("-admitted_on", "-id").values_list("key", "admitted_on", *named)
    return [
        News(
            key=key,
            title=_("%(name)s joins the network") % {"name": short_name or name},
            url=address("network:organisation", organisation),
            at=start_of(admitted_on),
        )
        for key, admitted_on, organisation, name, short_name in newest[:most]
    ]


FEEDS = (Feed("members", gettext_lazy("New members"), members),)
