"""What only a room that knows every room may do."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.actions import erase_account
from essaim.accounts.models import User
from essaim.journal.actions import action, label
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.former_rows import sweep
from essaim.kernel.manifest import declared, may_close
from essaim.network.erasure import forget
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like, person_of
from essaim.portal.links import CALENDAR, FOR_GOOD, OF_MEETINGS
from essaim.portal.models import Room, Step
from essaim.portal.queries import under_way_in
from essaim.post.actions import make_links, revoke_links
from essaim.post.links import Holder
from essaim.post.models import Link
from essaim.post.sending import send_on_commit
from essaim.reports.models import Snapshot
from essaim.search.indexing import forget_removed_words, index


def _papers_that_stay() -> list[str]:
    """What was sent out is not written anew: a name that stood in it still does."""
    if not Snapshot.objects.exists():
        return []
    return [_("Reports that were published stay as they were sent, with the names in them.")]


def _forget_in_files(keys: Sequence[UUID]) -> None:
    """What was erased goes out of the index of the search, then, on SQLite, out of its files.

    On PostgreSQL former rows stay on the disk until the server tidies up, as SECURITY.md says: to
    write anew every table that named somebody would hold the whole house.
    """
    index(label(Person), keys)
    forget_removed_words()
    sweep()


@action(about="person")
def erase_person(*, person: Person, by: Acting) -> list[str]:
    """Forget a person in every room, then their account. Answers what stays, and why, in sentences.

    The row remains without a name, so that counts stay true; locked and published documents stay as
    they were sent.
    """
    rows = list(people_like(person.canonical or person))
    accounts = list(User.objects.filter(person__in=rows).order_by("pk"))
    kept = [*forget(person, declared("personal")), *_papers_that_stay()]
    for user in accounts:
        erase_account(user=user, by=by)
    keys = [row.key for row in rows]
    # No partial: of one that fails Django asks the name, which it lacks.
    transaction.on_commit(lambda: _forget_in_files(keys), robust=True)
    person.refresh_from_db()
    return kept


@action
def open_calendar(*, by: Acting) -> Link:
    """Make a new address of one's own agenda; the former one opens nothing any more."""
    if by.key is None:
        raise RuleBroken(_("Sign in to do this."))
    close_calendar(by=by)
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
        for act in (CALENDAR, OF_MEETINGS):
            revoke_links(about_key=by.key, act=act, by=by)


@action
def close_room(*, name: str, by: Acting) -> Room:
    """Leave no trace of a room, and keep all that it holds.

    Raises RuleBroken if others need it, or with what must end first: nobody loses a vote.
    """
    if not may_close(name):
        raise RuleBroken(_("This room stays open: other rooms stand on it."))
    if under_way := under_way_in(name, by):
        raise RuleBroken(" ".join([_("This room cannot be closed now."), *under_way]))
    return _shut(name, is_closed=True)


@action
def open_room(*, name: str, by: Acting) -> Room:
    """All is there as it was when it closed; the mails that waited for it leave."""
    room = _shut(name, is_closed=False)
    send_on_commit()
    return room


def _shut(name: str, *, is_closed: bool) -> Room:
    room, _made = Room.objects.update_or_create(name=name, defaults={"is_closed": is_closed})
    return room


@action
def skip_step(*, code: str, by: Acting) -> Step:
    """Put a first step aside; what was begun of it stays."""
    return _put_aside(code, is_skipped=True)


@action
def skip_steps(*, codes: Sequence[str], by: Acting) -> list[Step]:
    """Put aside what is left of the path: the home page speaks of it no more."""
    return [_put_aside(code, is_skipped=True) for code in codes]


@action
def resume_step(*, code: str, by: Acting) -> Step:
    """It stands on the path again."""
    return _put_aside(code, is_skipped=False)


def _put_aside(code: str, *, is_skipped: bool) -> Step:
    step, _made = Step.objects.update_or_create(code=code, defaults={"is_skipped": is_skipped})
    return step
