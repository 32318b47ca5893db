"""Writes on people, where they belong, and the roles they hold."""

from datetime import date
from typing import Unpack

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.actions import make_account
from essaim.accounts.models import User
from essaim.journal.actions import action
from essaim.journal.claims import refuse_just_noted
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.addresses import tell_former_address
from essaim.network.actions.awaited import follow_card
from essaim.network.actions.cards import PersonCard, fill_in
from essaim.network.actions.ending import end, refuse_after_death
from essaim.network.enums import NetworkRoleKind
from essaim.network.models import Affiliation, NetworkRole, Organisation, Person


@action
def add_person(
    *,
    by: Acting,
    organisation: Organisation | None = None,
    title: str = "",
    **card: Unpack[PersonCard],
) -> Person:
    """A new person, who may belong to an organisation from today on."""
    person = Person()
    _write_card(person, card)
    refuse_just_noted(_twins_of(person), "network.add_person", person)
    if organisation is not None:
        today = timezone.localdate()
        affiliate_person(
            person=person, organisation=organisation, title=title, starts_on=today, by=by
        )
    return person


def _twins_of(person: Person) -> QuerySet[Person]:
    """Of the same name and address."""
    names = ("given_name", "family_name", "email")
    same = Person.objects.filter(**{name: getattr(person, name) for name in names})
    return same.exclude(pk=person.pk)


@action
def edit_person(*, person: Person, by: Acting, **card: Unpack[PersonCard]) -> Person:
    """Change what is given and nothing else; an account in which nobody came follows the card."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at is not None:
        raise RuleBroken(_("This person was erased."))
    former = person.email
    _write_card(person, card)
    if former.casefold() != person.email.casefold():
        follow_card(person, by=by)
    tell_former_address(former, person.email, person_key=person.key, by=by)
    return person


def _write_card(person: Person, card: PersonCard) -> None:
    fill_in(person, card, PersonCard)
    if not (person.given_name.strip() or person.family_name.strip()):
        raise RuleBroken(_("A person has a given name or a family name."))
    person.save()


@action
def merge_person(*, person: Person, into: Person, by: Acting) -> Person:
    """Say that both are the same: `into` stays. Nothing is re-pointed, and undoing clears it."""
    if person.pk == into.pk:
        raise RuleBroken(_("A person is not merged into themselves."))
    if into.canonical_id is not None:
        raise RuleBroken(_("%(name)s was already merged into another.") % {"name": into})
    if person.merged.exists():
        sentence = _("Others were merged into %(name)s: merge the other way round.")
        raise RuleBroken(sentence % {"name": person})
    if None not in {person.user_id, into.user_id}:
        raise RuleBroken(_("Both sign in with an account of their own: close one of them first."))
    person.canonical = into
    person.save(update_fields=["canonical"])
    tell_former_address(person.email, into.email, person_key=person.key, by=by)
    return person


@action
def unmerge_person(*, person: Person, by: Acting) -> Person:
    """Undo a merge."""
    person.canonical = None
    person.save(update_fields=["canonical"])
    return person


@action
def open_person_account(*, person: Person, by: Acting) -> Person:
    """Let them sign in at the address of their card, with the account that waits if any does."""
    if person.user_id is not None:
        raise RuleBroken(_("%(name)s already signs in.") % {"name": person})
    if (person.canonical or person).died_on is not None:
        raise RuleBroken(_("%(name)s died: nobody signs in for them.") % {"name": person})
    if not person.email:
        raise RuleBroken(_("%(name)s has no e-mail address: note it first.") % {"name": person})
    known = User.objects.filter(email__iexact=person.email).select_related("person").first()
    if known is not None and hasattr(known, "person"):
        raise RuleBroken(_("Somebody else signs in at %(email)s.") % {"email": person.email})
    person.user = known or make_account(email=person.email, by=by)
    person.save(update_fields=["user"])
    return person


@action
def affiliate_person(
    *, person: Person, organisation: Organisation, starts_on: date, by: Acting, title: str = ""
) -> Affiliation:
    """They belong to the organisation from that day on, and may belong to several."""
    refuse_after_death(person, starts_on)
    if Affiliation.objects.filter(person=person, organisation=organisation, ends_on=None).exists():
        sentence = _("%(person)s already belongs to %(organisation)s.")
        raise RuleBroken(sentence % {"person": person, "organisation": organisation})
    return Affiliation.objects.create(
        person=person, organisation=organisation, title=title, starts_on=starts_on
    )


@action
def end_affiliation(*, affiliation: Affiliation, ends_on: date, by: Acting) -> Affiliation:
    """They belonged to it until that day, within."""
    end(affiliation, ends_on=ends_on)
    return affiliation


@action
def give_network_role(
    *,
    person: Person,
    kind: NetworkRoleKind | str,
    starts_on: date,
    by: Acting,
    title: str = "",
    ends_on: date | None = None,
) -> NetworkRole:
    """They hold a role in the network's life; a past one is noted with its last day."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(_("This cannot end before it begins."))
    refuse_after_death(person, starts_on, ends_on)
    running = NetworkRole.objects.filter(person=person, kind=kind, ends_on=None)
    if ends_on is None and running.exists():
        raise RuleBroken(_("%(name)s already holds this role.") % {"name": person})
    return NetworkRole.objects.create(
        person=person, kind=kind, title=title, starts_on=starts_on, ends_on=ends_on
    )


@action
def end_network_role(*, network_role: NetworkRole, ends_on: date, by: Acting) -> NetworkRole:
    """They held it until that day, within."""
    end(network_role, ends_on=ends_on)
    return network_role
