"""The pages of minutes: for the secretary, one who attended, a stranger, a visitor, by a link."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.acts import READ
from essaim.assemblies.minutes.actions.minutes import submit_minutes
from essaim.assemblies.minutes.queries.participation import median, participation
from essaim.assemblies.models import Amendment, Debate, Meeting, Minutes
from essaim.post.links import token_of
from tests.factories.accounts import coordinator as a_coordinator
from tests.factories.accounts import house, make_acting
from tests.factories.assemblies import START
from tests.factories.minutes import make_minutes, make_whole_meeting
from tests.factories.network import make_delegate
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db
ON = START.date() + timedelta(days=30)


def address(meeting: Meeting, name: str = "minutes", *args: object) -> str:
    return reverse(f"assemblies:{name}", args=[meeting.key, *args])


def written(state: str = "draft") -> Minutes:
    minutes = make_minutes(meeting=make_whole_meeting(by_signature=True), state=state)
    item = minutes.meeting.items.first()
    minutes.debates.create(item=item, text="<p>Dit.</p>", internal="<p>Entre nous.</p>")
    return minutes


def delegate_of(minutes: Minutes, name: str):
    elector = minutes.meeting.electors.get(name=name)
    return make_delegate(of=elector.membership.organisation)


def test_the_secretary_drafts_writes_and_submits(as_user):
    meeting = make_whole_meeting()
    browser, item = as_user(meeting.secretary.user), meeting.items.first()
    assert "Rédiger le procès-verbal" in browser.get(address(meeting)).content.decode()
    browser.post(address(meeting, "draft_minutes"))
    browser.post(address(meeting, "write_opening"), {"opening": "**Bienvenue**"})
    browser.post(address(meeting, "write_debate", item.key), {"text": "On a dit.", "internal": ""})
    browser.post(address(meeting, "submit_minutes"))

    minutes = Minutes.objects.get()
    assert (minutes.opening, minutes.state) == ("<p><strong>Bienvenue</strong></p>", "submitted")
    assert Debate.objects.get().text == "<p>On a dit.</p>"
    assert "On a dit." in browser.get(address(meeting)).content.decode()


def test_those_who_attended_read_what_is_submitted_and_ask(as_user):
    minutes = written("submitted")
    browser = as_user(delegate_of(minutes, "Alpha"))
    page = browser.get(address(minutes.meeting)).content.decode()
    assert "Entre nous." in page
    elector = minutes.meeting.electors.get(name="Alpha")
    asked = {"elector": elector.key, "text": "J’ai dit oui."}
    browser.post(address(minutes.meeting, "ask_amendment"), asked)

    assert Amendment.objects.get().elector == elector


def test_a_draft_is_for_those_who_run_the_meeting(as_user):
    minutes = written()

    assert as_user(delegate_of(minutes, "Alpha")).get(address(minutes.meeting)).status_code == 404


def test_strangers_and_visitors_find_nothing(as_user, stranger, client):
    minutes = written("submitted")
    assert client.get(address(minutes.meeting)).status_code == 404
    browser = as_user(stranger)
    found = [browser.get(address(minutes.meeting)), browser.get(_pdf(minutes))]

    assert [one.status_code for one in found] == [404, 404]


def _pdf(minutes: Minutes) -> str:
    return address(minutes.meeting, "minutes_file", "pdf")


def test_officers_sign_on_the_page_and_others_read_the_public_part(as_user, delegate):
    minutes = written("submitted")
    for officer in (minutes.meeting.chair, minutes.meeting.secretary):
        as_user(officer.user).post(address(minutes.meeting, "sign_minutes"))
    minutes.refresh_from_db()
    page = as_user(delegate).get(address(minutes.meeting)).content.decode()

    assert minutes.sha256 in page
    assert ("Dit." in page, "Entre nous." in page) == (True, False)


def test_a_correction_is_annexed_on_the_page(as_user):
    minutes = written("submitted")
    for officer in (minutes.meeting.chair, minutes.meeting.secretary):
        browser = as_user(officer.user)
        browser.post(address(minutes.meeting, "sign_minutes"))
    browser.post(address(minutes.meeting, "annex_correction"), {"text": "Lire douze."})

    assert "Lire douze." in browser.get(address(minutes.meeting)).content.decode()


def link_for(minutes: Minutes, name: str) -> str:
    elector = minutes.meeting.electors.get(name=name)
    link = make_link(act=READ, about_key=minutes.key, grants=f"elector:{elector.key}")
    return token_of(link)


def test_by_her_link_one_reads_asks_and_keeps_a_file(client):
    minutes = written("submitted")
    token = link_for(minutes, "Alpha")
    page = client.get(reverse("assemblies:read_minutes", args=[token]))
    assert "Demander un changement" in page.content.decode()
    elector = minutes.meeting.electors.get(name="Alpha")
    ask = f"{address(minutes.meeting, 'ask_amendment')}?jeton={token}"
    client.post(ask, {"elector": elector.key, "text": "Non."})

    assert Amendment.objects.get().text == "Non."
    assert client.get(f"{_pdf(minutes)}?jeton={token}").content.startswith(b"%PDF")


def test_a_forged_link_reads_nothing(client):
    token = link_for(written("submitted"), "Alpha")[:-1] + "x"

    assert client.get(reverse("assemblies:read_minutes", args=[token])).status_code == 404


def test_the_secretary_answers(as_user):
    minutes = written("submitted")
    elector = minutes.meeting.electors.get(name="Alpha")
    asked = minutes.amendments.create(elector=elector, text="Non.", at=timezone.now())
    browser = as_user(minutes.meeting.secretary.user)
    browser.post(reverse("assemblies:answer_amendment", args=[asked.key]), {"answer": "Corrigé."})

    assert "Corrigé." in browser.get(address(minutes.meeting)).content.decode()


def test_the_public_reading_is_shown_to_who_may_read_both(as_user, coordinator):
    minutes = written("submitted")
    page = as_user(coordinator).get(f"{address(minutes.meeting)}?lecture=publique")

    assert "Entre nous." not in page.content.decode()


def test_locked_minutes_of_a_body_are_listed_by_year(as_user, coordinator):
    minutes = written("submitted")
    for officer in (minutes.meeting.chair, minutes.meeting.secretary):
        as_user(officer.user).post(address(minutes.meeting, "sign_minutes"))
    body, browser = minutes.meeting.body, as_user(coordinator)
    page = browser.get(reverse("assemblies:compiled_minutes", args=[body.key])).content.decode()
    file = browser.get(reverse("assemblies:compiled_file", args=[body.key, 2024, "md"]))

    assert str(minutes) in page
    assert "Entre nous." in file.content.decode()


def test_submitted_links_open(client):
    minutes = make_minutes(meeting=make_whole_meeting())
    organisation = minutes.meeting.electors.get(name="Alpha").membership.organisation
    organisation.email = "alpha@membre.example"
    organisation.save()
    submit_minutes(minutes=minutes, by=house())
    token = link_for(minutes, "Alpha")

    assert client.get(reverse("assemblies:read_minutes", args=[token])).status_code == 200


def test_participation_is_shown_to_the_member_first():
    minutes = written()
    everyone = participation(a_coordinator(), ON)
    mine = participation(acting_as(delegate_of(minutes, "Bêta")), ON)

    assert [line.name for line in everyone[0].lines] == ["Alpha", "Bêta", "Bo Lin", "Gamma"]
    assert [(line.name, line.rate, line.represented) for line in mine[0].lines] == [
        ("Bêta", Fraction(0), 1)
    ]
    assert everyone[0].lines[0].rate == Fraction(1)
    assert (everyone[0].notice_days, everyone[0].with_owner_and_date) == (Fraction(20), 1)


def test_strangers_see_no_line_of_others():
    written()

    assert [life.lines for life in participation(make_acting(), ON)] in ([], [[]])
    assert participation(a_coordinator(), ON + timedelta(days=400)) == []


def test_a_median_between_two_days_is_half_a_day():
    assert (median([]), median([3, 1, 2]), median([1, 4])) == (None, 2, Fraction(5, 2))


def test_the_page_of_participation_is_for_who_signed_in(as_user, coordinator, client):
    assert client.get(reverse("assemblies:participation")).status_code == 302
    assert as_user(coordinator).get(reverse("assemblies:participation")).status_code == 200
