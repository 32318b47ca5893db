"""Inviting somebody to sign in: their account, their role, and a mail with a link of its own."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.actions import close_account, give_house_role, reopen_account
from essaim.accounts.enums import Role
from essaim.accounts.models import User
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.context import network_name
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.people import add_person, edit_person, open_person_account
from essaim.network.models import Person
from essaim.post.actions import make_links, queue_messages, revoke_links
from essaim.post.letters import Addressee, Letter, in_paragraphs, language_of_letters
from essaim.post.links import Holder, address_of

#: Why the mail leaves, and what its link lets one do.
INVITATION = "network.invitation"
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

    An invitation that was taken back stands again.
    """
    user = _awaited(person)
    if not user.is_active:
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
    """Whoever never came is expected no longer: the link opens nothing, the account is closed."""
    user = _awaited(person)
    revoke_links(about_key=person.key, act=INVITATION, by=by)
    close_account(user=user, by=by)
    return person


def _awaited(person: Person) -> User:
    """Their account, locked. Raises RuleBroken where they have none, or came already."""
    user = User.objects.select_for_update().filter(pk=person.user_id or 0).first()
    if user is None:
        raise RuleBroken(_("%(name)s was not invited yet.") % {"name": person})
    if user.last_login is not None:
        raise RuleBroken(_("%(name)s has come already, and signs in by a code.") % {"name": person})
    return user


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
