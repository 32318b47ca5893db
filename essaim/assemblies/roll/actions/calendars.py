"""A person's own calendar of meetings: a secret address that she makes and takes back."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.acts import CALENDAR
from essaim.assemblies.meetings.queries import person_of
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import make_links, revoke_links
from essaim.post.links import Holder
from essaim.post.models import Link

#: A calendar is subscribed to for good; leaving the network closes it all the same.
FOR_GOOD = timedelta(days=3653)


@action
def open_calendar(*, by: Acting) -> Link:
    """Make a new address; the former one opens nothing any more."""
    if by.key is None:
        raise RuleBroken(_("Sign in to do this."))
    revoke_links(about_key=by.key, act=CALENDAR, by=by)
    person = person_of(by)
    holder = Holder(grants=f"calendar:{by.key}", person_key=person.key if person else None)
    expires_at = timezone.now() + FOR_GOOD
    made = make_links(
        act=CALENDAR, about_key=by.key, holders=[holder], expires_at=expires_at, by=by
    )
    return made[0]


@action
def close_calendar(*, by: Acting) -> None:
    """From now on the address opens nothing."""
    if by.key is not None:
        revoke_links(about_key=by.key, act=CALENDAR, by=by)
