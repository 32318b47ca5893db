"""What the network holds on people: said on the page, taken away, forgotten.

Their titles and labels are theirs; the names of what they may not see any more fall (`Named`).
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.naming import Named
from essaim.kernel.personal import Held, Row, Whom, anonymised, erased, kept
from essaim.network.models import (
    Affiliation,
    Dues,
    GroupMember,
    Membership,
    NetworkRole,
    Organisation,
    Person,
    Representation,
    Settings,
)

_WHILE_KNOWN = _("as long as the network works with them")
_ALWAYS = _("the life of the network")
_TEN_YEARS = _("ten years, as the accounts that it justifies")
_NAMES_THEM = erased(_("it names them"), _WHILE_KNOWN)
_REACHES_THEM = erased(_("it reaches them"), _WHILE_KNOWN)
_FREE_WORDS = erased(_("free words that may name them"), _WHILE_KNOWN)
_COUNTED = anonymised(_("past years stay true; the row names nobody any more"), _ALWAYS)
_DECIDED = anonymised(_("what was decided rests on it; the row names nobody any more"), _ALWAYS)
_ACCOUNTS = anonymised(_("dues hang on it; the row names nobody any more"), _TEN_YEARS)
_OF_THE_ORGANISATION = kept(
    _("it belongs to the organisation, which changes it at any time"), _ALWAYS
)


def _card(person: Person, _whom: Whom) -> Row:
    account = {"account": person.user.email if person.user else ""}
    names = ("given_name", "family_name", "email", "email_audience", "phone", "phone_audience")
    return {name: getattr(person, name) for name in (*names, "audience")} | account


def _dated(of: str, *columns: str) -> Callable[[Any, Whom], Row]:
    """What a row is of, by name, then its own columns, its first and its last day."""

    def shown(row: Any, _whom: Whom) -> Row:
        thing = getattr(row, of)
        own = {name: getattr(row, name) for name in (*columns, "starts_on", "ends_on")}
        return {of: Named.of(thing, thing.name), **own}

    return shown


def _role(role: NetworkRole, _whom: Whom) -> Row:
    days = {"starts_on": role.starts_on, "ends_on": role.ends_on}
    return {"kind": role.kind, "title": role.title, **days}


def _membership(membership: Membership, _whom: Whom) -> Row:
    return {
        "college__name": membership.college.name if membership.college else None,
        "admitted_on": membership.admitted_on,
        "ended_on": membership.ended_on,
    }


def _end(theirs: QuerySet[Any], _whom: Whom) -> None:
    """What runs ends today; what had not begun never was."""
    today = timezone.localdate()
    theirs.filter(starts_on__gt=today).delete()
    theirs.filter(Q(ends_on=None) | Q(ends_on__gt=today)).update(ends_on=today)


def _end_membership(theirs: QuerySet[Any], _whom: Whom) -> None:
    today = timezone.localdate()
    theirs.filter(ended_on=None).update(ended_on=Greatest("admitted_on", Value(today)))


PERSONAL = (
    Held(
        Person,
        {
            **dict.fromkeys(("given_name", "family_name", "folded"), _NAMES_THEM),
            **dict.fromkeys(("email", "phone"), _REACHES_THEM),
            "died_on": _NAMES_THEM,
            "user": erased(_("the account goes with them"), _WHILE_KNOWN),
        },
        of="pk",
        code="network.card",
        label=_("Card"),
        read=Person.objects.select_related("user").order_by("pk"),
        shows=_card,
        stamp="erased_at",
    ),
    Held(
        Affiliation,
        {"person": _COUNTED, "title": _FREE_WORDS},
        of="person",
        code="network.affiliations",
        label=_("Organisations that they belong to"),
        read=Affiliation.objects.select_related("organisation").order_by("starts_on", "pk"),
        shows=_dated("organisation", "title"),
        first=_end,
    ),
    Held(
        NetworkRole,
        {"person": _COUNTED, "title": _FREE_WORDS},
        of="person",
        code="network.roles",
        label=_("Roles in the network"),
        read=NetworkRole.objects.order_by("starts_on", "pk"),
        shows=_role,
        first=_end,
        stays=_("That somebody held these roles at these dates: the history of the network."),
    ),
    Held(
        GroupMember,
        {"person": _COUNTED, "title": _FREE_WORDS},
        of="person",
        code="network.groups",
        label=_("Groups"),
        read=GroupMember.objects.select_related("group").order_by("starts_on", "pk"),
        shows=_dated("group", "title"),
        first=_end,
    ),
    Held(
        Representation,
        {"person": _DECIDED},
        of="person",
        code="network.representations",
        label=_("Members that they speak for"),
        read=Representation.objects.select_related("organisation").order_by("starts_on", "pk"),
        shows=_dated("organisation", "standing"),
        first=_end,
        stays=_("That somebody spoke for a member at these dates: what was decided rests on it."),
    ),
    Held(
        Membership,
        {"person": _ACCOUNTS},
        of="person",
        code="network.memberships",
        label=_("Their own memberships"),
        read=Membership.objects.select_related("college").order_by("admitted_on", "pk"),
        shows=_membership,
        first=_end_membership,
        stays=_("The dates of their membership, without their name: the figures of past years."),
    ),
    Held(
        Dues,
        of="membership__person",
        code="network.dues",
        label=_("Their own dues"),
        read=Dues.objects.with_paid().order_by("year", "pk"),
        shows=("year", "amount", "exemption", "paid"),
        stays=_("Dues and payments, without their name: accounts are kept for ten years."),
    ),
    Held(Organisation, dict.fromkeys(("email", "phone"), _OF_THE_ORGANISATION)),
    Held(Settings, {"answers_to": _OF_THE_ORGANISATION}),
)
