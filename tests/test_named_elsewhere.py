"""What a wider page cites of a narrower row: nothing, or a label made for it."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.programme.models import ActionPerson, IndicatorTerm
from tests.factories.assemblies import make_body, make_item, make_meeting, make_rules
from tests.factories.minutes import make_undertaking
from tests.factories.network import (
    make_affiliation,
    make_dues,
    make_group,
    make_membership,
    make_organisation,
    make_person,
)
from tests.factories.programme import make_action, make_indicator, make_objective
from tests.factories.programme import make_reading as read

pytestmark = pytest.mark.django_db

HIDDEN = "group:00000000-0000-4000-8000-000000000000"


@pytest.fixture
def derived():
    """A public sum of two figures: one for everybody, one for the bureau."""
    whole = make_indicator(code="share", source="derived", derivation="sum", title="Somme")
    shown = make_indicator(code="shown", title="Chiffre montré")
    secret = make_indicator(
        code="secret-code", title="Chiffre caché", unit_plural="grincements", audience="bureau"
    )
    for place, one in enumerate((secret, shown)):
        IndicatorTerm.objects.create(indicator=whole, operand=one, position=place)
    read(indicator=secret, scaled=7919)
    read(indicator=shown, scaled=10003)
    return whole


def test_a_derived_figure_says_its_value_and_not_what_is_behind(client, derived):
    page = client.get(reverse("programme:indicator", args=["share"]), {"periode": "2024"}).text
    assert "Chiffre montré" in page
    assert "17 922" in page.replace("\u202f", " ")
    for word in ("Chiffre caché", "grincements", "7 919", "7\u202f919"):
        assert word not in page
    assert "un chiffre d’accès plus restreint" in page


def test_the_open_data_name_no_hidden_code(client, derived):
    lines = client.get(reverse("programme:export_indicators")).content.decode()
    assert "secret-code" not in lines
    assert "shown" in lines


def test_whoever_does_not_see_all_of_a_figure_does_not_edit_it(as_user, coordinator, derived):
    address = reverse("programme:edit_indicator", args=["share"])
    assert as_user(coordinator).get(address).status_code == 200
    type(derived).objects.filter(code="secret-code").update(audience=HIDDEN)
    assert as_user(coordinator).get(address).status_code == 403


def test_a_public_body_does_not_name_its_hidden_group(client, as_user, bureau_member):
    body = make_body(
        name="Atelier", audience="public", group=make_group(name="Cellule", audience="bureau")
    )
    rules = make_rules(body=body)
    for address in (body.get_absolute_url(), rules.get_absolute_url()):
        assert "Cellule" not in client.get(address).text
    assert "Cellule" in as_user(bureau_member).get(body.get_absolute_url()).text


def test_a_public_meeting_names_nobody_whose_card_is_hidden(client, as_user, stranger):
    meeting = make_meeting(
        body=make_body(audience="public"), chair=make_person(family_name="Cachée")
    )
    meeting.action.audience = "public"
    meeting.action.save()
    make_item(meeting=meeting, presenter=make_person(family_name="Discret"))
    assert "Discret" not in client.get(meeting.get_absolute_url()).text
    page = as_user(stranger).get(reverse("assemblies:sitting", args=[meeting.key])).text
    assert "Cachée" not in page


def test_the_video_room_is_for_those_whom_it_lets_in(as_user, stranger, bureau_member):
    meeting = make_meeting(body=make_body(audience="public"), video_url="https://salle.example/x")
    meeting.action.audience = "public"
    meeting.action.save()
    address = reverse("assemblies:sitting", args=[meeting.key])
    assert "salle.example" not in as_user(stranger).get(address).text
    assert "salle.example" in as_user(bureau_member).get(address).text


def test_the_register_names_no_owner_whose_card_is_hidden(client, as_user, delegate):
    owner = make_person(family_name="Retirée", audience="members")
    made = make_undertaking(audience="public", owner=owner)
    pages = [
        made.get_absolute_url(),
        reverse("assemblies:undertakings"),
        reverse("assemblies:undertakings") + "?mots=Retirée",
        reverse("assemblies:export_undertakings", args=["csv"]),
    ]
    for page in pages:
        assert "Retirée</" not in client.get(page).content.decode()
    assert "Retirée" in as_user(delegate).get(pages[0]).text


def test_dues_keep_their_totals_and_no_hidden_name(as_user, bureau_member):
    year = timezone.localdate().year
    hidden = make_membership(organisation=make_organisation(name="Invisible", audience=HIDDEN))
    owed = make_dues(membership=hidden, year=year, amount=120)
    browser = as_user(bureau_member)
    page = browser.get(reverse("network:dues", args=[year])).text
    assert "Invisible" not in page
    assert "membre auquel vous n’avez pas accès" in page
    assert "120" in page
    for address in (
        hidden.get_absolute_url(),
        reverse("network:record_payment", args=[owed.key]),
    ):
        assert browser.get(address).status_code == 404


def test_an_export_keeps_what_is_hers_and_drops_what_she_may_not_see(as_user, delegate):
    person = delegate.person
    make_affiliation(
        person=person,
        organisation=make_organisation(name="Invisible", audience=HIDDEN),
        title="Trésorière",
    )
    action = make_action(title="Réunion cachée", audience=HIDDEN)
    ActionPerson.objects.create(action=action, person=person, label="Sous ce nom")
    held = json.loads(as_user(delegate).get(reverse("portal:export_my_data")).content)
    text = json.dumps(held, ensure_ascii=False)
    assert "Trésorière" in text
    assert "Sous ce nom" in text
    assert "Invisible" not in text
    assert "Réunion cachée" not in text


def test_a_form_offers_no_hidden_objective_and_keeps_the_one_that_is_there(as_user, coordinator):
    hidden = make_objective(title="Objectif caché")
    hidden.programme.audience = HIDDEN
    hidden.programme.save()
    meeting = make_meeting(state="planned")
    meeting.action.objectives.add(hidden)
    browser, address = as_user(coordinator), reverse("assemblies:edit_meeting", args=[meeting.key])
    form = browser.get(address)
    assert "Objectif caché" not in form.text
    said = {
        "title": "Autre",
        "mode": "onsite",
        "audience": "members",
        "objectives": [str(hidden.key)],
    }
    browser.post(address, said)
    assert list(meeting.action.objectives.all()) == [hidden]
