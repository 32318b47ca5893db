"""Every form whose row names others asks before it shows them to more people than see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.actions.agenda_documents import add_document
from essaim.assemblies.actions.meeting_changes import edit_meeting
from essaim.assemblies.models import Meeting
from essaim.kernel.widening import WouldShow
from essaim.programme.models import Agreement
from essaim.reports.actions.composition import edit_report
from tests.factories.accounts import coordinator as a_coordinator
from tests.factories.assemblies import make_body, make_item, make_meeting
from tests.factories.files import make_file
from tests.factories.network import make_organisation
from tests.factories.programme import make_agreement, make_programme
from tests.factories.reports import make_report

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
    said = {"title": "Fête", "mode": "onsite", "audience": "public", "by": a_coordinator()}
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
