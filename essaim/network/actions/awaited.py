"""Whoever was invited and never came: their account follows their card, within its limits.

Those who coordinate open and shut the door that an invitation opens, and no other: an account that
holds a role in the house, or that somebody closed for good, is the administrators' to touch.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.actions import correct_address
from essaim.accounts.models import HouseRole, User
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.rules import can
from essaim.network.models import Person
from essaim.post.actions import revoke_links

#: Why the mail leaves, and what its link lets one do.
INVITATION = "network.invitation"


def is_for_administrators(*, holds_power: bool, is_closed: bool, was_withdrawn: bool) -> bool:
    """Whether an account is beyond what an invitation gives and takes back.

    `holds_power`: it has or will have a role in the house, or opens the repairs; `was_withdrawn`:
    what closed it last was the withdrawal of an invitation.
    """
    return holds_power or (is_closed and not was_withdrawn)


def refuse_beyond_invitations(user: User, *, verb: str, by: Acting) -> None:
    """Raises RuleBroken where that is for administrators, and `by` may not do it by its verb."""
    beyond = is_for_administrators(
        holds_power=_holds_power(user),
        is_closed=not user.is_active,
        was_withdrawn=_was_withdrawn(user),
    )
    if beyond and not can(by, verb):
        sentence = _(
            "The account of %(email)s has a role in the house, or was closed by somebody: only an "
            "administrator can do this. Ask one."
        )
        raise RuleBroken(sentence % {"email": user.email})


def _holds_power(user: User) -> bool:
    roles = HouseRole.objects.filter(user=user).not_over(timezone.localdate())
    return user.is_staff or user.is_superuser or roles.exists()


def _was_withdrawn(user: User) -> bool:
    closing = Entry.objects.about(user.key).filter(verb="accounts.close_account").first()
    within = closing.within if closing is not None else None
    withdrawals = Entry.objects.filter(verb="network.withdraw_invitation")
    return within is not None and withdrawals.filter(key=within).exists()


def awaited(person: Person) -> tuple[Person, User]:
    """Both as they stand, locked.

    Raises RuleBroken where they have no account, came already, died, or were erased.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    user = User.objects.select_for_update().filter(pk=person.user_id or 0).first()
    if person.erased_at is not None:
        raise RuleBroken(_("This person was erased."))
    if (person.canonical or person).died_on is not None:
        raise RuleBroken(_("%(name)s died: nobody signs in for them.") % {"name": person})
    if user is None:
        raise RuleBroken(_("%(name)s was not invited yet.") % {"name": person})
    if user.last_login is not None:
        raise RuleBroken(_("%(name)s has come already, and signs in by a code.") % {"name": person})
    person.user = user
    return person, user


def follow_card(person: Person, *, by: Acting) -> None:
    """Part of an act: an account in which nobody came moves to the address of the card.

    No link of an invitation that went elsewhere opens it. Once somebody came, the address is
    theirs, and stays. Raises RuleBroken where somebody else signs in there, and where that account
    is for administrators.
    """
    never_came = User.objects.filter(last_login=None, pk=person.user_id or 0)
    user = never_came.select_for_update().first()
    if user is None or not person.email or person.email.casefold() == user.email.casefold():
        return
    refuse_beyond_invitations(user, verb="accounts.correct_address", by=by)
    correct_address(user=user, email=person.email, by=by)
    revoke_links(about_key=person.key, act=INVITATION, by=by)
    person.user = user
