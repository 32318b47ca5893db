"""What pages tell machines: only what is public, and nothing that ends its element."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import offered
from essaim.kernel.offering.json_ld import iso, written
from essaim.programme.models import Action
from essaim.reports.actions.publication import publish_report
from essaim.reports.models import Snapshot
from tests.factories.accounts import house
from tests.factories.assemblies import make_meeting
from tests.factories.network import make_organisation
from tests.factories.programme import make_action
from tests.factories.reports import make_report

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NASTY = '</script><script>alert("1 & l\'autre")</script> <!-- \u2028 « é »'


def told(client: Client, row: Any) -> dict[str, Any]:
    """What the page of this row tells machines: one block, in its head; nothing where none."""
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    head, _body = page.text.split("<body>")
    assert not BLOCK.search(_body)
    blocks = BLOCK.findall(head)
    assert len(blocks) <= 1
    return json.loads(blocks[0]) if blocks else {}


def make_version(**fields: Any) -> Snapshot:
    report = make_report(**fields)
    version = publish_report(report=report, by=house(), reason="Essai de lecture.")
    late = datetime(2025, 3, 1, 23, 30, tzinfo=UTC)
    Snapshot.objects.filter(pk=version.pk).update(published_at=late)
    return Snapshot.objects.get(pk=version.pk)


@given(some.text())
def test_any_text_stands_within_its_element_and_is_read_back(text: str) -> None:
    block = written({"@type": "Thing", "name": text, "about": [{"name": text}]})
    assert not set(block) & set("<>&'\u2028\u2029")
    read = json.loads(block)
    assert read.get("name", "") == text
    assert read["@context"] == "https://schema.org"


def test_what_is_empty_is_left_out_within_too() -> None:
    block = written(
        {
            "@type": "Event",
            "name": "Fête",
            "description": "",
            "location": {"@type": "Place", "address": {"@type": "PostalAddress", "street": ""}},
            "identifier": [{"@type": "PropertyValue"}, {}],
            "version": 0,
        }
    )
    read = {"@context": "https://schema.org", "@type": "Event", "name": "Fête", "version": 0}
    assert json.loads(block) == read


def test_a_day_is_told_as_exactly_as_it_is_known() -> None:
    day = date(2024, 6, 12)
    assert [iso(day, word) for word in ("day", "month", "year")] == [
        "2024-06-12",
        "2024-06",
        "2024",
    ]


@pytest.mark.django_db
def test_an_organisation_tells_what_everybody_may_read_of_it(client: Client) -> None:
    row = make_organisation(
        name=NASTY,
        audience="public",
        siren="123456789",
        website="https://exemple.example/",
        street="1 rue du Puits",
        city="Tours",
        latitude="47.39000",
        longitude="0.68000",
        email="contact@exemple.example",
        email_audience="public",
        phone="0102030405",
        phone_audience="members",
    )
    read = told(client, row)
    assert (read["@type"], read["name"]) == ("Organization", NASTY.replace(" \u2028 ", " "))
    assert read["@id"].endswith(row.get_absolute_url())
    assert read["url"] == "https://exemple.example/"
    assert read["address"]["addressLocality"] == "Tours"
    assert read["location"]["geo"]["latitude"] == "47.39000"
    assert read["email"] == "contact@exemple.example"
    assert "telephone" not in read
    row.address_audience = "members"
    row.save()
    assert not {"address", "location"} & set(told(client, row))


@pytest.mark.django_db
def test_an_organisation_without_an_address_tells_none(client: Client) -> None:
    row = make_organisation(audience="public")
    type(row).objects.update(website="javascript:alert(1)")
    read = told(client, row)
    assert set(read) == {"@context", "@type", "@id", "name", "url"}
    assert read["url"] == read["@id"]


@pytest.mark.django_db
def test_an_action_to_which_one_comes_is_an_event(client: Client) -> None:
    carrier, hidden = make_organisation(audience="public"), make_organisation(audience="members")
    action = make_action(
        kind="training",
        title='Former "ici" & là',
        place="Tours",
        starts_on=date(2024, 6, 12),
        ends_on=date(2024, 6, 14),
        carried_by=carrier,
    )
    read = told(client, action)
    assert read["@type"] == "Event"
    assert read["name"] == 'Former "ici" & là'
    assert (read["startDate"], read["endDate"]) == ("2024-06-12", "2024-06-14")
    assert read["eventStatus"] == "https://schema.org/EventScheduled"
    assert read["organizer"]["name"] == carrier.name
    Action.objects.update(state="cancelled", carried_by=hidden, precision="month")
    read = told(client, action)
    assert read["eventStatus"] == "https://schema.org/EventCancelled"
    assert read["startDate"] == "2024-06"
    assert "organizer" not in read
    Action.objects.update(kind="article")
    assert told(client, action) == {}


@pytest.mark.django_db
def test_a_meeting_has_its_hours_and_a_question_in_writing_is_none(client: Client) -> None:
    meeting = make_meeting()
    Action.objects.filter(pk=meeting.pk).update(audience="public")
    read = told(client, meeting)
    assert read["startDate"] == "2024-10-14T10:00:00+02:00"
    assert read["endDate"] == "2024-10-14T13:00:00+02:00"
    type(meeting).objects.update(mode="written")
    assert told(client, meeting) == {}


@pytest.mark.django_db
def test_a_published_version_is_a_report_with_its_files(client: Client) -> None:
    version = make_version(audience="public")
    read = told(client, version)
    assert (read["@type"], read["name"]) == ("Report", version.report.title)
    assert read["datePublished"] == "2025-03-02"  # on the clock of the network
    assert read["identifier"]["value"] == version.sha256
    for file in read["encoding"]:
        path = "/" + file["contentUrl"].split("/", 3)[3]
        assert path.startswith(reverse("reports:versions", args=[version.report.key]))


@pytest.mark.django_db
def test_what_is_not_public_tells_machines_nothing_whoever_reads(
    as_user: Any, coordinator: Any
) -> None:
    browser = as_user(coordinator)
    meeting = make_meeting()
    for row in (
        make_organisation(audience="members"),
        make_action(audience="bureau"),
        make_version(audience="members"),
        meeting,
    ):
        assert told(browser, row) == {}


@pytest.mark.django_db
def test_every_row_that_a_room_describes_has_a_page_that_says_so(client: Client) -> None:
    """Each offer is of a model whose page writes it."""
    meeting = make_meeting()
    Action.objects.filter(pk=meeting.pk).update(audience="public")
    rows = [make_organisation(audience="public"), make_action(), make_version(), meeting]
    assert VISITOR.is_visitor
    described = {offer.model for offer in offered("json_ld")}
    assert described == {row._meta.label_lower for row in rows}
    assert all(told(client, row) for row in rows)


@pytest.mark.django_db
def test_the_policy_of_pages_is_the_same_beside_a_block_of_data(client: Client) -> None:
    described = client.get(make_organisation(audience="public").get_absolute_url())
    other = client.get(reverse("network:organisations"))
    assert described["Content-Security-Policy"] == other["Content-Security-Policy"]
