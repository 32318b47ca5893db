"""A closed room leaves no trace, and loses nothing."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Meeting
from essaim.comments.models import Comment
from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import (
    declared,
    measures,
    offered,
    timers_now,
)
from essaim.portal.actions import close_room, open_room
from essaim.portal.homepage import what_waits
from essaim.portal.models import Room
from essaim.questions.models import Answer
from essaim.questions.queries import fields_of
from essaim.reports.forms.composition import EditReportForm
from essaim.search.indexing import index
from essaim.search.queries import search
from tests.factories.accounts import coordinator as acting_coordinator
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_elector, make_meeting
from tests.factories.comments import make_comment
from tests.factories.network import make_organisation, make_person
from tests.factories.programme import make_action
from tests.factories.questions import asked, make_fields
from tests.factories.reports import make_report
from tests.marks.addresses import addresses_of
from tests.marks.house import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms_close")]
CLOSABLE = ("assemblies", "comments", "questions", "reports", "reprise")
FILE = re.compile(r"\.(csv|xlsx|ods|docx|odt|pdf|md|zip|pack|ics|json|atom)$")
ADDRESS = re.compile(r"(?:href|action|src|data-from|data-suggest)=\"(/[^\"?#]*)")


def close(room: str) -> None:
    close_room(name=room, by=acting_coordinator())


def reopen(room: str) -> None:
    open_room(name=room, by=acting_coordinator())


def convened_meeting(**fields: object) -> Meeting:
    starts_at = timezone.now() + timedelta(days=10)
    day = timezone.localdate(starts_at)
    action = make_action(
        title="Assemblée des Lucioles",
        state="planned",
        starts_on=day,
        audience="public",
        origin="room",
    )
    return make_meeting(action=action, starts_at=starts_at, state="convened", **fields)


# --- No trace -------------------------------------------------------------------------------


def links_in(page: str) -> Iterator[str]:
    """The rooms to which the links of a page lead."""
    for address in ADDRESS.findall(page):
        if not address.startswith(settings.STATIC_URL):
            yield resolve(address).app_name


def test_no_page_of_the_open_rooms_leads_to_a_closed_one() -> None:
    """One page of each kind in a house that has everything, for who sees most and for visitors."""
    made, _readers = build()
    for name in CLOSABLE:  # whatever is under way there
        Room.objects.create(name=name, is_closed=True)
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    asked: set[str] = set()
    traces: dict[str, set[str]] = {}
    for address in addresses_of(made):
        if address.name in asked or FILE.search(address.url):
            continue
        for reader in (browser, Client()):
            answer = reader.get(address.url)
            page = answer.getvalue().decode(errors="replace")
            if resolve(address.url).app_name in CLOSABLE:
                assert answer.status_code == 404, address.url
            if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
                asked.add(address.name)
                leads = set(links_in(page)).intersection(CLOSABLE)
                traces |= {address.name: leads} if leads else {}
        if resolve(address.url).app_name in CLOSABLE or answer.status_code == 405:
            asked.add(address.name)
    assert traces == {}


def test_whoever_may_open_it_reads_how_and_others_that_there_is_no_page(
    client: Client, as_user, coordinator, delegate
) -> None:
    address = reverse("assemblies:bodies")
    close("assemblies")
    answer = client.get(address)
    assert answer.status_code == 404
    assert "n’existe pas" in answer.content.decode()
    answer = as_user(coordinator).get(address)
    assert answer.status_code == 404
    assert reverse("portal:open_room", args=["assemblies"]) in answer.content.decode()
    answer = as_user(delegate).get(address)
    assert answer.status_code == 404
    assert reverse("portal:open_room", args=["assemblies"]) not in answer.content.decode()


def test_what_is_sent_to_a_closed_room_does_nothing(as_user, coordinator) -> None:
    browser, address = as_user(coordinator), reverse("assemblies:found_body")
    close("assemblies")
    assert browser.post(address, {"name": "Conseil"}).status_code == 404


def test_nothing_of_it_waits_stands_in_the_agenda_or_is_found(client: Client) -> None:
    person = make_person(user=make_user(), audience="public")
    meeting = convened_meeting()
    make_elector(meeting=meeting, name=str(person), voice=f"person:{person.key}")
    index("assemblies.meeting", [meeting.key])
    by = acting_as(person.user)
    today = timezone.localdate()

    def shown() -> tuple[bool, bool, bool, bool]:
        page = reverse("assemblies:meeting", args=[meeting.key])
        home = client.get("/").content.decode()
        agenda = reverse("portal:agenda_of", args=[f"{meeting.starts_at:%Y-%m}"])
        return (
            page in home,
            page in client.get(agenda).content.decode(),
            bool(what_waits(by, today)),
            bool(search("Lucioles", VISITOR).hits),
        )

    before = shown()
    assert before == (True, True, True, True)
    close("assemblies")
    assert shown() == (False, False, False, False)
    reopen("assemblies")
    assert shown() == before


def test_an_action_that_is_a_meeting_is_not_changed_behind_its_back(as_user, coordinator) -> None:
    meeting = convened_meeting()
    close("assemblies")
    page = as_user(coordinator).get(meeting.action.get_absolute_url()).content.decode()
    assert "Assemblée des Lucioles" in page
    assert "fermé pour le moment" in page
    address = reverse("programme:edit_action", args=[meeting.action.key])
    assert reverse("assemblies:bodies") not in as_user(coordinator).get(address).content.decode()


def test_fields_of_closed_questionnaires_leave_forms_pages_and_lists(as_user, coordinator) -> None:
    questionnaire = make_fields(asked("cuisine"), about="network.organisation")
    organisation = make_organisation(name="Les Lucioles", audience="public")
    Answer.objects.create(
        questionnaire=questionnaire,
        version=questionnaire.versions.get(),
        about=organisation.key,
        values={"cuisine": "une grande"},
    )
    browser = as_user(coordinator)
    edit = reverse("network:edit_organisation", args=[organisation.key])
    page = organisation.get_absolute_url()
    assert "une grande" in browser.get(page).content.decode()
    assert "cuisine" in browser.get(edit).content.decode()
    close("questions")
    assert "une grande" not in browser.get(page).content.decode()
    form = browser.get(edit)
    assert "cuisine" not in form.content.decode()
    assert fields_of("network.organisation", acting_coordinator()).schema.questions == ()
    typed = {
        name: field.value() if field.value() is not None else ""
        for name, field in ((each.name, each) for each in form.context["form"])
    }
    browser.post(edit, {**typed, "name": "Les Grandes Lucioles"})
    reopen("questions")
    assert "une grande" in browser.get(page).content.decode()


def test_remarks_are_seen_by_nobody_and_stay(as_user, coordinator) -> None:
    action = make_action(audience="public")
    make_comment(thing=action, text="Il manque les ateliers.")
    browser = as_user(coordinator)
    assert "les ateliers" in browser.get(action.get_absolute_url()).content.decode()
    close("comments")
    assert "les ateliers" not in browser.get(action.get_absolute_url()).content.decode()
    assert Comment.objects.count() == 1
    reopen("comments")
    assert "les ateliers" in browser.get(action.get_absolute_url()).content.decode()


# --- What holds all the same ----------------------------------------------------------------


def test_what_was_promised_to_be_forgotten_is_while_rooms_are_closed() -> None:
    every = {timer.code for timer in declared("timers")}
    for name in CLOSABLE:
        close(name)
    silent = every - {timer.code for timer in timers_now()}
    assert silent == {"assemblies.remind_assemblies", "comments.tell_people"}
    codes = [part.code for part in declared("personal")]
    assert any(code.startswith("assemblies.") for code in codes)
    assert not any(held.code.startswith("assemblies.") for held in offered("personal"))


def test_figures_stay_what_they_were() -> None:
    codes = set(measures())
    close("assemblies")
    assert set(measures()) == codes


def test_what_a_report_leaves_out_of_a_closed_room_stays_left_out() -> None:
    report = make_report(parts_left_out=["assemblies.governance"])
    close("assemblies")
    data = {
        "title": report.title,
        "audience": report.audience,
        "parts_left_out": ["network.members"],
    }
    form = EditReportForm(data, instance=report, acting=acting_coordinator())
    assert "assemblies.governance" not in str(form)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["parts_left_out"] == ["network.members", "assemblies.governance"]
