"""What the room offers the house."""

from functools import partial

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.asking.queries.date_polls import days_proposed
from essaim.assemblies.bodies.enums import KINDS
from essaim.assemblies.deeds import DEEDS
from essaim.assemblies.findables import COMMENTED, NAMINGS, SEARCHABLES, reached_at
from essaim.assemblies.first_steps import FIRST_STEPS
from essaim.assemblies.json_ld import JSON_LD
from essaim.assemblies.minutes.queries.agenda_sources import (
    consultations_settled,
    decisions_to_follow,
    minutes_to_approve,
)
from essaim.assemblies.minutes.queries.report_part import tell_governance
from essaim.assemblies.pages.queries.awaiting import (
    convocations_to_answer,
    dates_to_answer,
    decisions_to_carry_out,
    minutes_to_sign,
    questions_to_answer,
)
from essaim.assemblies.pages.queries.meetings import actions_that_are_meetings, page_of_action
from essaim.assemblies.pages.queries.openings import stops, under_way
from essaim.assemblies.panels import PANELS
from essaim.assemblies.personal import PERSONAL
from essaim.assemblies.roll.queries.calendars import bodies_in_calendar, meetings_asked
from essaim.assemblies.roll.queries.measures import MEASURES, time_in_meetings
from essaim.assemblies.votes.actions.ballot_boxes import sweep_boxes, sweep_open_boxes
from essaim.kernel.manifest import (
    BY_DAY,
    EVERY_HOUR,
    Awaiting,
    MailReason,
    Manifest,
    ReportPart,
    Timer,
)
from essaim.kernel.offering.agendas import ActionKeeper, AgendaSource
from essaim.kernel.offering.attendances import Attendances
from essaim.kernel.offering.calendar import CalendarSource
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening
from essaim.programme.queries.measures import measure_of_kind

MENU = [MenuEntry(_("Assemblies"), "assemblies:bodies", MenuGroup.DECIDE)]
AGENDA_SOURCES = (
    AgendaSource("assemblies.minutes", _("Minutes to approve"), minutes_to_approve),
    AgendaSource("assemblies.consultations", _("Settled in writing"), consultations_settled),
    AgendaSource("assemblies.decisions", _("Decisions to follow up"), decisions_to_follow),
)
AWAITING = (
    Awaiting("assemblies.convocations", _("Convocations"), convocations_to_answer),
    Awaiting("assemblies.dates", _("Polls of dates"), dates_to_answer),
    Awaiting("assemblies.questions", _("Open votes and rounds"), questions_to_answer),
    Awaiting("assemblies.minutes", _("Minutes to sign"), minutes_to_sign),
    Awaiting("assemblies.undertakings", _("Decisions to carry out"), decisions_to_carry_out),
)
CALENDAR = (
    CalendarSource("reunions", _("Meetings"), meetings_asked, bodies_in_calendar),
    CalendarSource("sondages", _("Days proposed"), days_proposed, bodies_in_calendar),
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
    Timer("assemblies.sweep_open_boxes", sweep_open_boxes, is_promised=True),
    Timer("assemblies.sweep_boxes", sweep_boxes, EVERY_HOUR, is_promised=True),
    Timer("assemblies.remind_assemblies", partial(call_command, "remind_assemblies"), BY_DAY),
)

MANIFEST = Manifest(
    room="assemblies",
    deeds=DEEDS,
    first_steps=FIRST_STEPS,
    opening=Opening(
        _("Assemblies"),
        _("Bodies, meetings, votes, minutes, and what becomes of decisions."),
        under_way=under_way,
        stops=stops,
    ),
    json_ld=JSON_LD,
    kinds=KINDS,
    menu=MENU,
    measures=[*map(measure_of_kind, KINDS), *MEASURES],
    report_parts=[ReportPart("assemblies.governance", _("Life of the bodies"), tell_governance)],
    awaiting=AWAITING,
    panels=PANELS,
    agenda_sources=AGENDA_SOURCES,
    searchables=SEARCHABLES,
    calendar=CALENDAR,
    attendances=[Attendances("meetings", _("Meetings"), time_in_meetings)],
    timers=TIMERS,
    action_keepers=[
        ActionKeeper("assemblies.meetings", _("Meeting"), page_of_action, actions_that_are_meetings)
    ],
    mail_reasons=MAIL_REASONS,
    personal=PERSONAL,
    reached_at=reached_at,
    namings=NAMINGS,
    commented=COMMENTED,
)
