"""Inviting somebody to sign in: their account, their role, and a mail with a link of its own."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.actions import close_account, give_house_role, reopen_account
from essaim.accounts.enums import Role
from essaim.accounts.queries import only_administrator
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.context import network_name
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.awaited import (
    INVITATION,
    awaited,
    follow_card,
    refuse_beyond_invitations,
)
from essaim.network.actions.people import add_person, edit_person, open_person_account
from essaim.network.models import Person
from essaim.post.actions import make_links, queue_messages, revoke_links
from essaim.post.letters import Addressee, Letter, in_paragraphs, language_of_letters
from essaim.post.links import Holder, address_of

#: How long the link opens the door; afterwards a code does, as for everybody.
LASTS = timedelta(days=14)


@action
def invite_person(
    *,
    email: str,
    by: Acting,
    person: Person | None = None,
    given_name: str = "",
    family_name: str = "",
    role: Role | None = None,
) -> Person:
    """Open an account for somebody of the register, or new there, and write to them.

    Raises RuleBroken where their card says another address, or somebody signs in at this one.
    """
    if person is None:
        person = add_person(given_name=given_name, family_name=family_name, email=email, by=by)
    elif email and not person.email:
        person = edit_person(person=person, email=email, by=by)
    elif email and email.casefold() != person.email.casefold():
        sentence = _("The card of %(name)s says %(email)s: leave the address blank, or correct it.")
        raise RuleBroken(sentence % {"name": person, "email": person.email})
    person = open_person_account(person=person, by=by)
    if role is not None and person.user is not None:
        give_house_role(user=person.user, role=role, since=timezone.localdate(), by=by)
    return send_invitation(person=person, by=by)


@action
def send_invitation(*, person: Person, by: Acting) -> Person:
    """Write to whoever never came, once more perhaps: the link of a former mail opens nothing.

    An invitation that was taken back stands again; the mail goes to the address of their card.
    """
    person, user = awaited(person)
    follow_card(person, by=by)
    user.refresh_from_db()
    if not user.is_active:
        refuse_beyond_invitations(user, verb="accounts.reopen_account", by=by)
        reopen_account(user=user, by=by)
    revoke_links(about_key=person.key, act=INVITATION, by=by)
    holder = Holder(grants=f"invited:{person.key}", person_key=person.key, email=user.email)
    (link,) = make_links(
        act=INVITATION,
        about_key=person.key,
        holders=[holder],
        expires_at=timezone.now() + LASTS,
        is_for_one_use=True,
        by=by,
    )
    letter = _letter(Addressee(user.email, person.key), address_of(link, "network:come_in"))
    queue_messages(letters=[letter], reason=INVITATION, about=person, by=by)
    return person


@action
def withdraw_invitation(*, person: Person, by: Acting) -> Person:
    """Whoever never came is expected no longer: the link opens nothing, the account is closed.

    That of the only administrator of a house stays open; the link opens nothing all the same.
    """
    person, user = awaited(person)
    refuse_beyond_invitations(user, verb="accounts.close_account", by=by)
    revoke_links(about_key=person.key, act=INVITATION, by=by)
    if user.pk != only_administrator():
        close_account(user=user, by=by)
    return person


def _letter(reader: Addressee, address: str) -> Letter:
    """In the language of the network, as all that it writes."""
    with language_of_letters():
        network = network_name() or _("the network")
        subject = _("%(network)s expects you") % {"network": network}
        paragraphs = (
            _("Hello,"),
            _(
                "An account was opened for you in the house of %(network)s, where it notes what it "
                "does, what it decides, and what waits for each of us."
            )
            % {"network": network},
            _("This link lets you in, once, within two weeks. There is no password to choose:"),
            address,
            _(
                "Afterwards, type this e-mail address on the page where one signs in: a code is "
                "sent there each time."
            ),
            _("If nobody told you of this, leave this mail alone."),
            _("Welcome!"),
        )
        return in_paragraphs(reader, subject, paragraphs)
