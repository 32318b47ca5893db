"""Which meetings stand in whose calendar, and where one may join by video."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from essaim.accounts.models import Actor
from essaim.accounts.queries import acting_as
from essaim.assemblies.acts import CALENDAR
from essaim.assemblies.bodies.holders import convenes, is_of_group
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.holders import is_officer
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector
from essaim.kernel.acting import MEMBERS, VISITOR, Acting
from essaim.post.links import open_link
from essaim.post.models import Link

#: What is over stays in a feed that long, since some calendars drop what a feed drops.
KEPT = timedelta(days=400)


def meetings_in_calendar(
    acting: Acting, at: datetime, *, body: Body | None = None
) -> list[Meeting]:
    """Those that this reader sees, cancelled ones too, in their order. One query."""
    seen = Meeting.objects.visible_to(acting).filter(ends_at__gte=at - KEPT)
    if body is not None:
        seen = seen.filter(body=body)
    meetings = seen.with_body().select_related("chair", "secretary")
    return list(meetings.order_by("starts_at", "pk"))


def with_video(acting: Acting, meetings: Iterable[Meeting]) -> frozenset[int]:
    """Of the meetings that this reader sees, those where she may join by video. One query.

    The rule `view_video_room` for many.
    """
    spoken_for = Elector.objects.spoken_for_by(acting).values_list("meeting", flat=True)
    hers = set(spoken_for)
    return frozenset(one.pk for one in meetings if one.pk in hers or _lets_in(acting, one))


def _lets_in(acting: Acting, meeting: Meeting) -> bool:
    if convenes(acting) or is_officer(acting, meeting):
        return True
    if meeting.body.group_id is None:
        return acting.is_one_of(MEMBERS)
    return is_of_group(acting, meeting.body)


def calendar_link_of(acting: Acting, at: datetime) -> Link | None:
    """The address under which this one reads her own calendar, if she made one."""
    if acting.key is None:
        return None
    links = Link.objects.in_force(at).filter(act=CALENDAR, about_key=acting.key)
    return links.order_by("-made_at", "-pk").first()


def reader_of(token: str) -> Acting:
    """Whoever made this address, with what she may see today; a visitor where she is gone.

    Raises LinkRefused for an address that opens nothing.
    """
    link = open_link(token, CALENDAR).link
    actor = Actor.objects.select_related("user").filter(key=link.about_key).first()
    if actor is None or actor.user is None or not actor.user.is_active:
        return VISITOR
    return acting_as(actor.user)
