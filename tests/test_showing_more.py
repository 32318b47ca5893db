"""Every form whose row names others asks before it shows them to more people than see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.meetings.actions.agendas import add_document
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.models import Meeting
from essaim.assemblies.roll.actions.changes import edit_meeting
from essaim.files.actions import describe_file
from essaim.kernel.widening import WouldShow
from essaim.network.actions import edit_organisation
from essaim.programme.models import Agreement, IndicatorTerm
from essaim.reports.actions.composition import edit_report
from tests.factories.accounts import coordinator as a_coordinator
from tests.factories.assemblies import make_body, make_item, make_meeting
from tests.factories.files import make_file
from tests.factories.network import make_organisation
from tests.factories.programme import make_agreement, make_indicator, make_programme
from tests.factories.reports import make_report
from tests.sending import form_on

pytestmark = pytest.mark.django_db


def meeting_said(**fields: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=30)
    when = {"day": day.isoformat(), "begins": "10:00", "ends": "12:00"}
    return {**when, "mode": "onsite", "audience": "public", **fields}


def test_a_public_meeting_of_a_body_of_the_bureau_is_asked_about(as_user, coordinator):
    body = make_body(name="Le secret", audience="bureau")
    browser, address = as_user(coordinator), reverse("assemblies:plan_meeting", args=[body.key])

    asked = browser.post(address, meeting_said(title="Fête"))
    assert asked.status_code == 422
    assert "Le secret" in asked.context["form"].errors["shows_more"][0]
    assert 'name="shows_more"' in asked.text
    assert not Meeting.objects.exists()

    browser.post(address, meeting_said(title="Fête", shows_more="on"))
    assert Meeting.objects.get().action.audience == "public"


def test_a_series_is_asked_about_too(as_user, coordinator):
    body = make_body(audience="bureau")
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    said = meeting_said(first=day, until=day, rhythm="monthday", plan="1", shown=day, days=day)
    page = as_user(coordinator).post(reverse("assemblies:plan_series", args=[body.key]), said)
    assert list(page.context["form"].errors) == ["shows_more"]
    assert not Meeting.objects.exists()


def test_a_meeting_made_public_is_asked_about_its_body_and_its_files():
    meeting = make_meeting(state="planned", body=make_body(audience="members"))
    file = make_file(audience="members", name="Budget.pdf")
    add_document(item=make_item(meeting=meeting), file=file, by=a_coordinator())
    content = MeetingContent(title="Fête", mode="onsite", audience="public")
    said = {"content": content, "by": a_coordinator()}
    with pytest.raises(WouldShow, match=rf"{meeting.body}.*Budget"):
        edit_meeting(meeting=meeting, **said)
    assert edit_meeting(meeting=meeting, shows_more=True, **said).action.audience == "public"


def test_a_file_is_not_joined_to_a_wider_meeting_unasked():
    item = make_item(meeting=make_meeting(state="planned"))
    with pytest.raises(WouldShow, match="Budget"):
        add_document(
            item=item, file=make_file(audience="bureau", name="Budget.pdf"), by=a_coordinator()
        )


def test_an_agreement_is_asked_about_its_funder(as_user, coordinator):
    funder = make_organisation(name="Mécène discret", kind="funder", audience="bureau")
    said = {
        "title": "Convention",
        "funder": funder.name,
        "starts_on": "2024-01-01",
        "ends_on": "2024-12-31",
        "audience": "members",
    }
    browser, address = as_user(coordinator), reverse("programme:add_agreement")
    assert "Mécène discret" in browser.post(address, said).context["form"].errors["shows_more"][0]
    browser.post(address, {**said, "shows_more": "on"})
    assert Agreement.objects.get().audience == "members"
    edited = reverse("programme:edit_agreement", args=[Agreement.objects.get().key])
    assert browser.post(edited, {**said, "title": "Autre"}).status_code == 302


def test_a_report_is_asked_about_its_programme_and_its_funder():
    report = make_report(
        audience="bureau",
        programme=make_programme(audience="members", title="Cap 2030"),
        agreement=make_agreement(funder=make_organisation(name="Mécène", audience="bureau")),
    )
    said = {"report": report, "title": "Bilan", "audience": "public", "by": a_coordinator()}
    with pytest.raises(WouldShow, match=r"Cap 2030.*Mécène"):
        edit_report(**said)
    assert edit_report(shows_more=True, **said).audience == "public"


def test_a_body_made_narrower_than_its_meetings_is_asked_about(as_user, coordinator):
    body = make_body(name="Le conseil", audience="public")
    meeting = make_meeting(body=body, state="planned")
    told = {"name": body.name, "kind": body.kind, "purpose": "", "audience": "bureau"}
    browser, address = as_user(coordinator), reverse("assemblies:edit_body", args=[body.key])

    asked = browser.post(address, told)
    [sentence] = asked.context["form"].errors["shows_more"]
    assert meeting.action.title in sentence
    assert "Laisser ces pages telles qu’elles sont" in asked.text
    body.refresh_from_db()
    assert body.audience == "public"

    assert browser.post(address, {**told, "shows_more": "on"}).status_code == 302
    body.refresh_from_db()
    assert body.audience == "bureau"
    assert browser.post(address, {**told, "purpose": "Veiller."}).status_code == 302


def test_a_funder_made_narrower_than_agreements_and_reports_is_asked_about(as_user, coordinator):
    funder = make_organisation(name="Mécène", kind="funder", audience="public")
    agreement = make_agreement(funder=funder, title="Convention A", audience="members")
    make_report(agreement=agreement, title="Bilan B", audience="public")
    said = {"organisation": funder, "by": a_coordinator()}
    with pytest.raises(WouldShow, match=r"Convention A.*Bilan B"):
        edit_organisation(audience="bureau", **said)
    assert edit_organisation(audience="bureau", shows_more=True, **said).audience == "bureau"
    assert edit_organisation(phone="01 02 03 04 05", **said)

    address = reverse("network:edit_organisation", args=[funder.key])
    form = form_on(as_user(coordinator), address)
    page = form.send(as_user(coordinator), audience=["members"])
    assert page.status_code == 302


def test_a_page_that_whoever_narrows_does_not_see_is_counted_and_not_named():
    funder = make_organisation(name="Mécène", kind="funder", audience="public")
    hidden = "group:00000000-0000-4000-8000-000000000000"
    make_agreement(funder=funder, title="Convention cachée", audience=hidden)
    with pytest.raises(WouldShow, match="1 page") as refusal:
        edit_organisation(organisation=funder, audience="bureau", by=a_coordinator())
    assert "cachée" not in str(refusal.value)


def test_a_programme_made_narrower_than_its_report_is_asked_about(as_user, coordinator):
    programme = make_programme(audience="public", title="Cap 2030")
    make_report(programme=programme, title="Bilan", audience="public")
    browser = as_user(coordinator)
    form = form_on(browser, reverse("programme:edit_programme", args=[programme.key]))
    page = form.send(browser, audience=["bureau"])
    assert "Bilan" in page.context["form"].errors["shows_more"][0]
    assert form.send(browser, audience=["bureau"], shows_more="on").status_code == 302
    programme.refresh_from_db()
    assert programme.audience == "bureau"


def test_a_file_made_narrower_than_the_meeting_that_hands_it_out_is_asked_about():
    file = make_file(audience="public", name="Budget.pdf")
    meeting = make_meeting(state="planned")
    add_document(item=make_item(meeting=meeting), file=file, by=a_coordinator())
    said = {"stored": file, "audience": "bureau", "alternative": "", "licence": ""}
    with pytest.raises(WouldShow, match=meeting.action.title):
        describe_file(**said, by=a_coordinator())
    assert describe_file(**said, shows_more=True, by=a_coordinator()).audience == "bureau"


def test_a_meeting_made_narrower_takes_its_files_along_unasked():
    meeting = make_meeting(state="planned", body=make_body(audience="bureau"))
    file = make_file(audience="members", name="Budget.pdf")
    add_document(item=make_item(meeting=meeting), file=file, by=a_coordinator())
    content = MeetingContent(title="Fête", mode="onsite", audience="bureau")
    edit_meeting(meeting=meeting, content=content, by=a_coordinator())
    file.refresh_from_db()
    assert file.audience == "bureau"


def test_a_figure_for_more_people_than_what_it_is_derived_from_is_asked_about(as_user, coordinator):
    make_indicator(code="secret", title="Salaires", audience="bureau")
    make_indicator(code="shown", title="Dépenses", audience="public")
    said = {
        "title": "Part des salaires",
        "nature": "flow",
        "audience": "public",
        "derivation": "share",
        "terms": "secret, shown",
        "decimals": "0",
    }
    browser, address = as_user(coordinator), reverse("programme:add_indicator")
    page = browser.post(address, said)
    [sentence] = page.context["form"].errors["shows_more"]
    assert "Salaires" in sentence
    assert "Dépenses" not in sentence
    assert browser.post(address, {**said, "shows_more": "on"}).status_code == 302
    edited = reverse("programme:edit_indicator", args=["part-des-salaires"])
    assert browser.post(edited, {**said, "title": "Part"}).status_code == 302


def test_a_term_made_narrower_than_the_figure_made_of_it_is_asked_about(as_user, coordinator):
    shown = make_indicator(code="shown", title="Dépenses", audience="public")
    whole = make_indicator(code="whole", title="Somme", source="derived", derivation="sum")
    IndicatorTerm.objects.create(indicator=whole, operand=shown, position=0)
    browser = as_user(coordinator)
    form = form_on(browser, reverse("programme:edit_indicator", args=["shown"]))
    page = form.send(browser, audience=["bureau"])
    assert "Somme" in page.context["form"].errors["shows_more"][0]
    assert form.send(browser, audience=["bureau"], shows_more="on").status_code == 302
