"""The address under which somebody reads their own agenda: secret, lasting, theirs to close."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from essaim.accounts.models import Actor
from essaim.accounts.queries import acting_as
from essaim.kernel.acting import Acting
from essaim.post.links import LinkRevoked, open_link
from essaim.post.models import Link

#: What such a link lets one do; and how it was called while it showed meetings alone.
CALENDAR, OF_MEETINGS = "portal.calendar", "assemblies.calendar"
#: A calendar is subscribed to for good; closing the account closes it all the same.
FOR_GOOD = timedelta(days=3653)


def calendar_link_of(acting: Acting, at: datetime) -> Link | None:
    """The address that this reader made, if it still opens something."""
    if acting.key is None:
        return None
    acts = (CALENDAR, OF_MEETINGS)
    links = Link.objects.in_force(at).filter(act__in=acts, about_key=acting.key)
    return links.order_by("-made_at", "-pk").first()


def reader_of(token: str) -> Acting:
    """Whoever made this address, with what they may see today.

    Raises LinkRefused for an address that opens nothing, as when its account is gone or closed.
    """
    link = open_link(token, CALENDAR, OF_MEETINGS).link
    actor = Actor.objects.select_related("user").filter(key=link.about_key).first()
    if actor is None or actor.user is None or not actor.user.is_active:
        raise LinkRevoked(_("This address was closed with the account that made it."))
    return acting_as(actor.user)
