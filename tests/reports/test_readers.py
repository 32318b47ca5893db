"""A report tells its readers what they may see, whoever writes it."""

import re

import pytest
from django.test import Client

from essaim.kernel.acting import Acting
from essaim.network.models import Organisation
from essaim.reports.models import Report
from essaim.reports.queries.assembly import document_of
from essaim.reports.queries.composition import gather
from essaim.reports.queries.identity import identity_of
from essaim.reports.queries.reports import reader_of
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_organisation
from tests.factories.programme import make_action, make_decision, make_indicator, make_reading
from tests.factories.reports import make_report, make_section, make_told_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    """A public one of one objective."""
    report = make_report()
    make_told_objective(report.programme, evaluation="Utile.")
    return report


@pytest.mark.parametrize(
    ("audience", "role", "capacities"),
    [
        ("public", "coordination", {"public"}),
        ("members", "coordination", {"public", "members"}),
        ("bureau", "coordination", {"public", "members", "bureau"}),
        ("bureau", "administrator", {"public", "members"}),
        ("members", "", {"public"}),
    ],
)
def test_it_is_read_by_its_audience_and_never_by_more(
    audience: str, role: str, capacities: set[str]
) -> None:
    report = make_report(audience=audience)
    assert reader_of(report, make_acting(role=role)).capacities == capacities


@pytest.mark.parametrize(("audience", "is_told"), [("public", False), ("bureau", True)])
def test_who_carried_an_action_is_named_to_those_who_may_know(
    report: Report, audience: str, is_told: bool
) -> None:
    Report.objects.update(audience=audience)
    report.refresh_from_db()
    hidden = make_organisation(name="Porteuse", audience="bureau")
    make_action(objectives=(report.programme.objectives.get(),), carried_by=hidden)
    (chapter,) = gather(report, coordinator()).objectives
    assert [fact.organisations for fact in chapter.facts] == [("Porteuse",) if is_told else ()]


@pytest.mark.parametrize(("audience", "text"), [("public", ""), ("bureau", "Céder le local.")])
def test_a_decision_is_told_to_those_who_may_read_it(
    report: Report, audience: str, text: str
) -> None:
    Report.objects.update(audience=audience)
    report.refresh_from_db()
    decision = make_decision(text="Céder le local.", reference="CA 12", audience="bureau")
    changed = {"status": "transformed", "reason": "Le bail finit.", "decision": decision}
    report.programme.objectives.get().years.update(**changed)
    (chapter,) = gather(report, coordinator()).objectives
    assert chapter.decision is not None
    assert (chapter.decision.text, chapter.decision.reference) == (text, text and "CA 12")


def test_each_contact_of_the_network_is_for_its_audience() -> None:
    reach = {"street": "1 rue Haute", "email": "a@reseau.example", "phone": "03 20"}
    network = make_organisation(
        **reach, address_audience="bureau", email_audience="bureau", phone_audience="bureau"
    )

    def contacts_for(by: Acting) -> set[str]:
        values = {value for _label, value in identity_of(network, by)}
        return values & set(reach.values())

    assert contacts_for(make_acting()) == set()
    assert contacts_for(coordinator()) == set(reach.values())
    for field, value in {"address": "1 rue Haute", "email": "a@reseau.example"}.items():
        Organisation.objects.update(**{f"{field}_audience": "public"})
        network.refresh_from_db()
        assert value in contacts_for(make_acting())


def test_a_figure_for_fewer_people_tells_the_readers_of_a_report_nothing(
    client: Client, report: Report
) -> None:
    indicator = make_indicator(code="dons", title="Dons", audience="bureau")
    make_reading(indicator=indicator, scaled=98765, source_note="le grand livre")
    make_section(report=report, markdown="Nous avons reçu [[dons]] et [[dons|growth]].")
    page = client.get(report.get_absolute_url()).text
    assert page.count("un chiffre réservé à moins de personnes") == 2
    document = document_of(gather(report, coordinator()), language="fr", notice="").to_json()
    for text in (page, document):
        assert not re.search(r"98\D{0,6}765", text)
        assert "le grand livre" not in text
        assert "/chiffres/dons" not in text
