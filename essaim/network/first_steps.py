"""What the room needs first: who the network is, who works there, its members."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.accounts.models import User
from essaim.kernel.acting import Acting
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.rules import can
from essaim.network.models import Membership, Organisation


def _presented(acting: Acting) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(acting).filter(is_house=True).exclude(description="")


def _presentation_sentence(_number: int) -> str:
    return _("The network says who it is.")


def _ways_to_present(acting: Acting) -> Iterator[Way]:
    network = Organisation.objects.filter(is_house=True).first()
    if network is not None and can(acting, "network.edit_organisation", organisation=network):
        address = reverse("network:edit_organisation", args=[network.key])
        yield Way(_("Present the network"), f"{address}#id_description")
    if can(acting, "network.view_settings"):
        yield Way(_("Its colour, its mails"), reverse("network:settings"))


def _members(acting: Acting) -> QuerySet[Membership]:
    return Membership.objects.visible_to(acting)


def _members_sentence(number: int) -> str:
    words = ngettext("%(number)d membership is noted.", "%(number)d memberships are noted.", number)
    return words % {"number": number}


def _ways_to_members(acting: Acting) -> Iterator[Way]:
    if can(acting, "network.admit_member"):
        address = reverse("exchange:preview_import", args=["members"])
        yield Way(_("Bring them from a spreadsheet"), address)
    if can(acting, "network.add_organisation"):
        yield Way(_("Note them one by one"), reverse("network:add_organisation"))


def _open_accounts(_acting: Acting) -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def _accounts_sentence(number: int) -> str:
    words = ngettext("%(number)d person may sign in.", "%(number)d people may sign in.", number)
    return words % {"number": number}


def _ways_to_invite(acting: Acting) -> Iterator[Way]:
    if can(acting, "network.invite_person"):
        yield Way(_("Invite somebody"), reverse("network:invite_person"))


FIRST_STEPS = (
    FirstStep(
        "network.colleagues",
        gettext_lazy("Who works here"),
        gettext_lazy("Invite those who run the network with you: one address each, and a role."),
        order=20,
        minutes=2,
        rows=_open_accounts,
        sentence=_accounts_sentence,
        ways=_ways_to_invite,
        pages=("accounts:accounts", "network:invite_person", "network:person"),
        enough=2,
    ),
    FirstStep(
        "network.presentation",
        gettext_lazy("Who we are"),
        gettext_lazy("A few sentences, an address, a site: what whoever passes reads first."),
        order=10,
        minutes=1,
        rows=_presented,
        sentence=_presentation_sentence,
        ways=_ways_to_present,
        pages=(
            "network:organisation",
            "network:edit_organisation",
            "network:settings",
            "network:edit_look",
            "network:edit_senders",
        ),
    ),
    FirstStep(
        "network.members",
        gettext_lazy("Our members"),
        gettext_lazy(
            "The list as you keep it, in CSV, XLSX or ODS: it is read, shown to you, and nothing "
            "is noted before you say so."
        ),
        order=40,
        minutes=3,
        rows=_members,
        sentence=_members_sentence,
        ways=_ways_to_members,
        pages=(
            "exchange",
            "network:organisations",
            "network:organisation",
            "network:add_organisation",
            "network:admit_member",
            "network:colleges",
            "network:add_college",
        ),
    ),
)
