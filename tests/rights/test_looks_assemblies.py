"""What the pages of assemblies gather, for each kind of person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from essaim.assemblies.asking.queries.date_polls import days_proposed, polls_of_use
from essaim.assemblies.minutes.queries.document import asks_for, minutes_for, minutes_of_body
from essaim.assemblies.minutes.queries.participation import participation
from essaim.assemblies.minutes.queries.undertakings import (
    bodies_of_register,
    list_undertakings,
    owners_offered,
)
from essaim.assemblies.models import Attendance, DateOption, Meeting, Minutes
from essaim.assemblies.pages.queries.meetings import body_page, list_bodies, meetings_to_come
from essaim.assemblies.pages.queries.resolution import sees_names
from essaim.assemblies.roll.queries.answers import my_electors
from essaim.assemblies.roll.queries.calendars import (
    meetings_asked,
    meetings_in_calendar,
    with_video,
)
from essaim.assemblies.roll.queries.measures import attendance_records
from essaim.assemblies.rounds.queries.circle import person_named
from essaim.kernel.acting import Acting
from essaim.kernel.offering.calendar import Asked
from essaim.kernel.periods import Period
from essaim.programme.models import Action
from tests.factories.assemblies import START, make_body, make_meeting
from tests.factories.network import make_person
from tests.rights.assembly import Assembly
from tests.rights.people import Network
from tests.rights.table import disagreements, names

pytestmark = pytest.mark.django_db

BEFORE = """
                                                     v s m d a i q e g f c w b k A r x z l t C
meetings_to_come open_meeting                        x x x x x x x x x x x x x x x x x x x x x
meetings_to_come general                             · · x x x x · · · · x x x x x · · · x · x
meetings_to_come hidden                              · · · · · · · · · · · · x x · · · · · · x
meetings_to_come of_board                            · · · · · · · · x · · · · · · · · · · · ·
meetings_in_calendar open_meeting                    x x x x x x x x x x x x x x x x x x x x x
meetings_in_calendar general                         · · x x x x · · · · x x x x x · · · x · x
meetings_in_calendar hidden                          · · · · · · · · · · · · x x · · · · · · x
meetings_in_calendar of_board                        · · · · · · · · x · · · · · · · · · · · ·
meetings_asked open_meeting                          x x x x x x x x x x x x x x x x x x x x x
meetings_asked general                               · · x x x x · · · · x x x x x · · · x · x
meetings_asked hidden                                · · · · · · · · · · · · x x · · · · · · x
meetings_asked of_board                              · · · · · · · · x · · · · · · · · · · · ·
days_proposed dates_for_assembly                     · · · x x · · · · · · · x x · · · · · x x
days_proposed dates_for_board                        · · · · · · · · x · · · · · · · · · · · ·
body_page.coming open_meeting                        x x x x x x x x x x x x x x x x x x x x x
body_page.coming general                             · · x x x x · · · · x x x x x · · · x · x
body_page.coming hidden                              · · · · · · · · · · · · x x · · · · · · x
body_page.coming of_board                            · · · · · · · · x · · · · · · · · · · · ·
with_video open_meeting                              · · x x x x · · · · · · x x x · · · · · x
with_video general                                   · · x x x x · · · · x x x x x · · · x · x
with_video of_board                                  · · · · · · · · x · · · · · · · · · · · ·
list_bodies open_body                                x x x x x x x x x x x x x x x x x x x x x
list_bodies assembly                                 · · x x x x · · · · · · x x x · · · · · x
list_bodies board                                    · · · · · · · · x · · · · · · · · · · · ·
polls_of_use dates_for_assembly                      · · · x x · · · · · · · x x · · · · · x x
polls_of_use dates_for_board                         · · · · · · · · x · · · · · · · · · · · ·
my_electors our_elector                              · · · x x · · · · · · · · · · · · · x · ·
my_electors individual                               · · · · · x · · · · · · · · · · · · · · ·
sees_names                                           · · x x x x · · · · · · x x x · · · x · x
list_undertakings members_one                        · · x x x x · · · · · · x x x · · · · · x
list_undertakings group_one                          · · · · · · · · x · · · · · · · · · · · ·
list_undertakings group_one_of_member                · · x · · · · · x · · · · · · · · · · · ·
bodies_of_register members_one                       · · x x x x · · · · · · x x x · · · · · x
bodies_of_register group_one                         · · · · · · · · x · · · · · · · · · · · ·
bodies_of_register group_one_of_member               · · x · · · · · x · · · · · · · · · · · ·
my_undertakings group_one_of_member                  · · x · · · · · · · · · · · · · · · · · ·
owners_offered bureau                                · · · · · · · · · · · · x x · · · · · · x
owners_offered group                                 · · · · · · · · x · · · · · · · · · · · ·
person_named bureau                                  · · · · · · · · · · · · x x · · · · · · x
person_named group                                   · · · · · · · · x · · · · · · · · · · · ·
"""

AFTER = """
                                                     v s m d a i q e g f c w b k A r x z l t C
minutes_for draft                                    · · · · · · · · · · x x x x · · · · · · x
minutes_for locked_hidden                            · · · · · · · · · · · · x x · · · · · · x
minutes_for locked_of_board                          · · · · · · · · x · · · · · · · · · · · x
minutes_of_body locked_hidden                        · · · · · · · · · · · · x x · · · · · · x
minutes_of_body locked_of_board                      · · · · · · · · x · · · · · · · · · · · ·
asks_for our_elector                                 · · · x x · · · · · · · · · · · · · x · ·
participation our_elector                            · · · x x · · · · · · · x x · · · · · · x
participation individual                             · · · · · x · · · · · · x x · · · · · · x
participation seat                                   · · · · · · · · x · · · · · · · · · · · ·
attendance_records our_elector                       · · x x x x · · · · · · x x x · · · · · x
attendance_records seat                              · · · · · · · · x · · · · · · · · · · · ·
"""

Given = dict[str, Any]


def has_line(by: Acting, given: Given) -> bool:
    """Among the lives of bodies, a line of the voice of this elector."""
    voice = given["elector"].voice
    lives = participation(by, START.date())
    return any(line.voice == voice for life in lives for line in life.lines)


def comes_in_its_body(by: Acting, given: Given) -> bool:
    return given["meeting"] in body_page(given["meeting"].body, by, START).coming


def attendance_is_named(by: Acting, given: Given) -> bool:
    records = attendance_records(Period.of_year(START.year), None, by)
    return any(one.title.startswith(f"{given['elector'].name} (") for one in records)


def is_hers(by: Acting, given: Given) -> bool:
    return given["undertaking"] in list_undertakings(by, mine=True)


ASKED: dict[str, Callable[[Acting, Given], Any]] = {
    "meetings_to_come": lambda by, given: given["meeting"] in meetings_to_come(by, START),
    "meetings_in_calendar": lambda by, given: (
        given["meeting"] in meetings_in_calendar(by, START, body=given["meeting"].body)
    ),
    "meetings_asked": lambda by, given: (
        given["meeting"].key
        in {each.key for each in meetings_asked(Asked(by, START.date(), START.date()))}
    ),
    "days_proposed": lambda by, given: bool(
        [
            each
            for each in days_proposed(Asked(by, date(2000, 1, 1), date(2100, 1, 1)))
            if each.url == given["poll"].get_absolute_url()
        ]
    ),
    "with_video": lambda by, given: (
        given["meeting"].pk in with_video(by, Meeting.objects.visible_to(by).with_body())
    ),
    "list_bodies": lambda by, given: (
        given["body"] in {card.body for card in list_bodies(by, START)}
    ),
    "body_page.coming": comes_in_its_body,
    "polls_of_use": lambda by, given: given["poll"] in polls_of_use(by, timezone.now()),
    "minutes_for": lambda by, given: minutes_for(by, given["minutes"].meeting),
    "minutes_of_body": lambda by, given: (
        given["minutes"] in minutes_of_body(given["minutes"].meeting.body, by)
    ),
    "my_electors": lambda by, given: given["elector"] in my_electors(given["elector"].meeting, by),
    "asks_for": lambda by, given: (
        given["elector"] in asks_for(Minutes(meeting=given["elector"].meeting), by)
    ),
    "participation": has_line,
    "sees_names": lambda by, given: sees_names(by),
    "list_undertakings": lambda by, given: given["undertaking"] in list_undertakings(by),
    "my_undertakings": is_hers,
    "bodies_of_register": lambda by, given: given["its_body"] in bodies_of_register(by),
    "owners_offered": lambda by, given: given["person"] in owners_offered(by),
    "person_named": lambda by, given: (
        person_named(given["person"].folded, given["room"], by) == given["person"]
    ),
    "attendance_records": attendance_is_named,
}


def look(name: str, given: Given, by: Acting) -> bool:
    return bool(ASKED[name](by, given))


def test_what_comes() -> None:
    network = Network()
    assembly = Assembly(network)
    things = assembly.things()
    room = make_meeting()
    for name, audience in {"bureau": "bureau", "group": network.only_group}.items():
        person = make_person(audience=audience, family_name=f"Nommée {name}")
        things[name] = {"person": person, "room": room}
    alone(things)
    for poll in (assembly.poll, assembly.poll_of_board):
        soon = timezone.now() + timedelta(days=9)
        DateOption.objects.create(poll=poll, starts_at=soon, ends_at=soon + timedelta(hours=2))
    assert disagreements(BEFORE, look, network.everybody(), things) == ""


def alone(things: dict[str, Given]) -> None:
    """Each decision in a body of its own, which the register then offers as a filter."""
    for given in things.values():
        if "undertaking" in given:
            meeting = make_meeting(body=make_body(audience="public"), state="closed")
            type(given["undertaking"]).objects.filter(pk=given["undertaking"].pk).update(
                meeting=meeting
            )
            given["its_body"] = meeting.body


LOCKED = {
    "state": "locked",
    "locked_at": START,
    "sha256": "0" * 64,
    "document": "{}",
    "public_document": "{}",
}


def test_what_was() -> None:
    network = Network()
    assembly = Assembly(network)
    things = assembly.things()
    for elector in (assembly.ours, assembly.individual, assembly.seat):
        Attendance.objects.create(
            meeting=elector.meeting, elector=elector, means="onsite", arrived_at=START
        )
    Meeting.objects.update(state="closed", closed_at=START)
    Action.objects.update(state="held", starts_on=START.date(), ends_on=START.date())
    draft = Minutes.objects.create(meeting=assembly.general)
    things["draft"] = {"minutes": draft}
    for name, meeting in (("hidden", assembly.hidden), ("of_board", assembly.of_board)):
        things[f"locked_{name}"] = {"minutes": Minutes.objects.create(meeting=meeting, **LOCKED)}
    assert disagreements(AFTER, look, network.everybody(), things) == ""


def test_every_look_has_its_lines() -> None:
    assert names(BEFORE) | names(AFTER) == set(ASKED)
