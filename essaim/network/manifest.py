"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import (
    Commented,
    Fielded,
    ImportTarget,
    MailReason,
    Manifest,
    Measure,
    ReportPart,
)
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening
from essaim.kernel.rules import can
from essaim.network.actions.addresses import REASON
from essaim.network.actions.awaited import INVITATION
from essaim.network.actions.deeds import DEEDS
from essaim.network.embeds import EMBEDS
from essaim.network.feeds import FEEDS
from essaim.network.findables import SEARCHABLES
from essaim.network.first_steps import FIRST_STEPS
from essaim.network.json_ld import JSON_LD
from essaim.network.panels import PANELS
from essaim.network.personal import PERSONAL
from essaim.network.queries import capacities
from essaim.network.queries.actors import actors_in_words
from essaim.network.queries.measures import (
    count_individual_members,
    count_member_organisations,
    individual_member_records,
    member_organisation_records,
)
from essaim.network.queries.organisations import who_speaks_for
from essaim.network.queries.people import invited_at, who_died
from essaim.network.queries.report_part import tell_members
from essaim.network.queries.settings import identity_of_network

COMMENTED = (
    Commented(
        "network.organisation",
        ["network:organisation"],
        keeps="network.edit_organisation",
        responsible=who_speaks_for,
    ),
)


def _settles(acting: Acting) -> bool:
    return can(acting, "network.view_settings")


MANIFEST = Manifest(
    room="network",
    deeds=DEEDS,
    first_steps=FIRST_STEPS,
    opening=Opening(
        _("Network"),
        _("Organisations, people, memberships and dues."),
        why_open=_("Whoever acts, decides or is asked is noted here."),
    ),
    json_ld=JSON_LD,
    embeds=EMBEDS,
    identity=identity_of_network,
    measures=[
        Measure(
            code="network.member_organisations",
            label=_("Member organisations"),
            unit=_("organisations"),
            formula=_(
                "organisations whose membership runs on the last day of the period, each once"
            ),
            compute=count_member_organisations,
            records=member_organisation_records,
        ),
        Measure(
            code="network.individual_members",
            label=_("Individual members"),
            unit=_("people"),
            formula=_("people whose own membership runs on the last day of the period, each once"),
            compute=count_individual_members,
            records=individual_member_records,
        ),
    ],
    report_parts=[ReportPart("network.members", _("Members of the network"), tell_members)],
    menu=[
        MenuEntry(_("Network"), "network:organisations", MenuGroup.NETWORK),
        MenuEntry(_("Settings"), "network:settings", MenuGroup.TOOLS, 25, shown_to=_settles),
    ],
    feeds=FEEDS,
    panels=PANELS,
    searchables=SEARCHABLES,
    personal=PERSONAL,
    mail_reasons=[
        MailReason(REASON, _("Address changed")),
        MailReason(INVITATION, _("Invitation to sign in")),
    ],
    fielded=[Fielded("network.organisation", _("Organisations"))],
    imports=[
        ImportTarget(
            "members",
            _("Members"),
            "essaim.network.imports.members.MemberImport",
            verb="network.admit_member",
        )
    ],
    capacities=capacities,
    reached_at=invited_at,
    written_to_no_more=who_died,
    actors_in_words=actors_in_words,
    commented=COMMENTED,
)
