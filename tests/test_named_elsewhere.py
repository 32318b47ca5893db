"""What a wider page cites of a narrower row: nothing, or a label made for it."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.minutes.queries.document import approval_line
from essaim.assemblies.models import Minutes
from essaim.kernel.widening import WouldShow
from essaim.programme.actions.actions import add_action, edit_action
from essaim.programme.actions.figures import add_indicator, edit_indicator
from essaim.programme.content import ActionContent, IndicatorContent
from essaim.programme.models import ActionOrganisation, ActionPerson, IndicatorTerm, ObjectiveYear
from essaim.reports.actions.publication import publish_report
from essaim.reports.queries.composition import compose
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_body,
    make_item,
    make_meeting,
    make_resolution,
    make_rules,
)
from tests.factories.minutes import make_undertaking
from tests.factories.network import (
    make_affiliation,
    make_dues,
    make_group,
    make_membership,
    make_organisation,
    make_person,
)
from tests.factories.programme import (
    make_action,
    make_axis,
    make_decision,
    make_indicator,
    make_objective,
    make_programme,
)
from tests.factories.programme import make_reading as read
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db

DAY = date(2024, 5, 4)
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
    lines = client.get(reverse("programme:export_indicators")).getvalue().decode()
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
        reverse("assemblies:undertakings") + "?q=Retirée",
        reverse("assemblies:export_undertakings", args=["csv"]),
    ]
    for page in pages:
        assert "Retirée</" not in client.get(page).getvalue().decode()
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


def test_the_filters_of_the_actions_name_nobody_known_by_hidden_actions_alone(client, as_user):
    there = make_organisation(name="Montrée", audience="public")
    shown = make_action(title="Veillée", audience="public", carried_by=there)
    hidden = make_action(
        title="Cachée", audience=HIDDEN, carried_by=make_organisation(audience="public", name="Tue")
    )
    ActionOrganisation.objects.create(
        action=hidden, organisation=make_organisation(name="Tue aussi", audience="public")
    )
    for action, name in ((shown, "Vue"), (hidden, "Discrète")):
        ActionPerson.objects.create(
            action=action, person=make_person(family_name=name, audience="public")
        )
    page = client.get(reverse("programme:actions")).text
    assert "Montrée" in page
    assert "Vue" in page
    for name in ("Tue", "Tue aussi", "Discrète"):
        assert f"{name}</option>" not in page


@pytest.fixture
def told_of_a_hidden_decision():
    """A public report whose objective was abandoned by a decision for the bureau."""
    report = make_report(audience="public", programme=make_programme(audience="public"))
    objective = make_objective(axis=make_axis(programme=report.programme))
    hidden = make_axis(programme=make_programme(audience="bureau"))
    elsewhere = make_objective(title="Suite cachée", axis=hidden)
    decision = make_decision(
        body="Comité discret", text="On arrête tout.", reference="D-7", audience="bureau"
    )
    ObjectiveYear.objects.create(
        objective=objective,
        year=report.year,
        status="transformed",
        reason="Faute de bras.",
        decision=decision,
        became=elsewhere,
    )
    return report, decision


def test_a_report_says_the_day_of_a_hidden_decision_and_nothing_else(told_of_a_hidden_decision):
    report, _decision = told_of_a_hidden_decision
    told = compose(report).to_json()
    assert "Faute de bras." in told
    for word in ("Comité discret", "On arrête tout", "D-7", "Suite cachée"):
        assert word not in told


def test_a_version_does_not_tell_the_hidden_decision_that_adopted_it(
    client, as_user, bureau_member, told_of_a_hidden_decision
):
    report, decision = told_of_a_hidden_decision
    said = {"report": report, "decision": decision, "by": house(), "reason": "Essai."}
    with pytest.raises(WouldShow, match="On arrête tout"):
        publish_report(**said)
    version = publish_report(**said, shows_more=True)
    pages = (version.get_absolute_url(), reverse("reports:versions", args=[report.key]))
    assert "Comité discret" in version.document  # as its publisher agreed to
    assert "On arrête tout" not in version.document
    assert "On arrête tout" not in client.get(pages[0]).text
    assert "On arrête tout" in as_user(bureau_member).get(pages[1]).text


def test_the_base_of_a_rate_does_not_say_a_hidden_term(client):
    rate = make_indicator(code="rate", source="derived", derivation="share", title="Part")
    part = make_indicator(code="part", title="Montrée")
    whole = make_indicator(code="whole", title="Cachée", audience="bureau")
    for place, one in enumerate((part, whole)):
        IndicatorTerm.objects.create(indicator=rate, operand=one, position=place)
    read(indicator=part, scaled=25)
    read(indicator=whole, scaled=7919)
    for address in (
        reverse("programme:indicator", args=["rate"]) + "?periode=2024",
        reverse("programme:indicators") + "?annee=2024",
    ):
        page = client.get(address).text.replace("\u202f", " ")
        assert "7 919" not in page
        assert "Part" in page


def test_a_history_keeps_what_was_for_fewer_people(as_user, delegate, bureau_member):
    action = add_action(
        content=ActionContent(starts_on=DAY, title="Licenciement", audience="bureau"), by=house()
    )
    for title, audience in (("Projet", "bureau"), ("Réunion", "members"), ("Veillée", "members")):
        content = ActionContent(starts_on=DAY, title=title, audience=audience)
        edit_action(action=action, content=content, by=house())
    address = reverse("programme:history", args=[action.key])
    assert "Licenciement" in as_user(bureau_member).get(address).text
    page = as_user(delegate).get(address).text
    assert "Licenciement" not in page
    assert "Projet" not in page
    assert "Veillée" in page


def test_the_history_of_a_figure_keeps_what_was_for_fewer_people(as_user, delegate, bureau_member):
    said = {"code": "visites", "title": "Visites", "nature": "flow"}
    figure = add_indicator(
        content=IndicatorContent(**said, audience="bureau", definition="Sans compter Alix"),
        by=house(),
    )
    for definition, audience in (("Toutes", "bureau"), ("Toutes", "members"), ("Vues", "members")):
        content = IndicatorContent(**said, audience=audience, definition=definition)
        edit_indicator(indicator=figure, content=content, by=house())
    address = figure.get_absolute_url()
    assert "Sans compter Alix" in as_user(bureau_member).get(address).text
    page = as_user(delegate).get(address).text
    assert "Sans compter Alix" not in page
    assert "Vues" in page


def test_minutes_name_no_narrower_meeting_that_approved_them():
    minutes = Minutes(meeting=make_meeting(body=make_body(audience="public")))
    minutes.meeting.action.audience = "public"
    later = make_meeting(body=minutes.meeting.body)
    later.action.title, later.action.audience = "Huis clos", "bureau"
    minutes.approved_by = make_resolution(meeting=later)
    assert "Huis clos" not in approval_line(minutes)
    later.action.audience = "public"
    assert "Huis clos" in approval_line(minutes)
