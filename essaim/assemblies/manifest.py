"""What the room offers the house."""

from functools import partial

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from essaim.assemblies import holdings
from essaim.assemblies.bodies.kinds import KINDS
from essaim.assemblies.erasure import forget
from essaim.assemblies.findables import NAMINGS, SEARCHABLES, reached_at
from essaim.assemblies.minutes.queries.agenda_sources import (
    consultations_settled,
    decisions_to_follow,
    minutes_to_approve,
)
from essaim.assemblies.minutes.queries.report_part import tell_governance
from essaim.assemblies.pages.queries.meetings import actions_that_are_meetings, page_of_action
from essaim.assemblies.retention import RETENTION
from essaim.assemblies.roll.queries.measures import MEASURES
from essaim.assemblies.votes.actions.ballot_boxes import sweep_boxes, sweep_open_boxes
from essaim.kernel.manifest import (
    BY_DAY,
    EVERY_HOUR,
    ActionKeeper,
    AgendaSource,
    Erasure,
    Holding,
    MailReason,
    Manifest,
    MenuEntry,
    ReportPart,
    Timer,
)
from essaim.programme.queries.measures import measure_of_kind

MENU = (MenuEntry(_("Assemblies"), "assemblies:bodies", 15),)
AGENDA_SOURCES = (
    AgendaSource("assemblies.minutes", _("Minutes to approve"), minutes_to_approve),
    AgendaSource("assemblies.consultations", _("Settled in writing"), consultations_settled),
    AgendaSource("assemblies.decisions", _("Decisions to follow up"), decisions_to_follow),
)
MAIL_REASONS = (
    MailReason("assemblies.convocation", _("Convocation")),
    MailReason("assemblies.reminder", _("Reminder of a convocation")),
    MailReason("assemblies.change", _("Meeting moved or cancelled")),
    MailReason("assemblies.dates", _("Poll of dates")),
    MailReason("assemblies.proxy", _("Proxy given or taken back")),
    MailReason("assemblies.minutes", _("Minutes to be read")),
    MailReason("assemblies.undertakings", _("Reminder of decisions to carry out")),
)

#: What secret ballot boxes held before their last vote: every minute while one is open.
TIMERS = (
    Timer("assemblies.sweep_open_boxes", sweep_open_boxes),
    Timer("assemblies.sweep_boxes", sweep_boxes, EVERY_HOUR),
    Timer("assemblies.remind_assemblies", partial(call_command, "remind_assemblies"), BY_DAY),
)

MANIFEST = Manifest(
    room="assemblies",
    kinds=KINDS,
    menu=MENU,
    measures=[*map(measure_of_kind, KINDS), *MEASURES],
    report_parts=[ReportPart("assemblies.governance", _("Life of the bodies"), tell_governance)],
    agenda_sources=AGENDA_SOURCES,
    searchables=SEARCHABLES,
    timers=TIMERS,
    action_keepers=[
        ActionKeeper("assemblies.meetings", _("Meeting"), page_of_action, actions_that_are_meetings)
    ],
    mail_reasons=MAIL_REASONS,
    retention=RETENTION,
    holdings=[
        Holding("assemblies.meetings", _("Meetings run"), holdings.meetings_run),
        Holding("assemblies.items", _("Items of agendas"), holdings.agenda_items),
        Holding("assemblies.attendances", _("Meetings attended"), holdings.attendances),
        Holding("assemblies.convocations", _("Convocations and answers"), holdings.convocations),
        Holding("assemblies.dates_proposed", _("Dates proposed"), holdings.dates_proposed),
        Holding("assemblies.dates", _("Answers to polls of dates"), holdings.dates_answered),
        Holding("assemblies.proxies", _("Proxies given and held"), holdings.proxies),
        Holding("assemblies.elections", _("Elections she stood in"), holdings.elections_stood),
        Holding("assemblies.texts", _("Texts she proposed"), holdings.texts_proposed),
        Holding("assemblies.ballots", _("Votes cast under her name"), holdings.ballots),
        Holding(
            "assemblies.undertakings", _("Decisions that she carries out"), holdings.undertakings
        ),
        Holding("assemblies.signatures", _("Minutes that she signed"), holdings.signatures),
    ],
    erasures=[Erasure("assemblies", forget)],
    reached_at=reached_at,
    namings=NAMINGS,
)
