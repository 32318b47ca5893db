"""A report names organisations and offices; of people, the label under which they appear."""

from datetime import UTC, date, datetime

import pytest

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import ReportPart, measures, offered
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.network.models import Person
from essaim.programme.models import ActionPerson, Objective
from essaim.reports.actions.publication import publish_report
from essaim.reports.models import Report
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import make_elector, make_item, make_meeting, make_resolution
from tests.factories.minutes import make_undertaking
from tests.factories.network import make_college, make_group, make_membership, make_person
from tests.factories.programme import (
    make_action,
    make_decision,
    make_indicator,
    make_programme,
)
from tests.factories.reports import make_report, make_told_objective
from tests.marks.house import build

pytestmark = pytest.mark.django_db
NAME = "Ombredane"
NOON = datetime(2024, 6, 12, 10, tzinfo=UTC)
#: Measures whose records are people, or may be.
OF_PEOPLE = ("programme.people_involved", "network.individual_members", "assemblies.attendances")


@pytest.fixture
def somebody() -> Person:
    return make_person(given_name="Zéphyrine", family_name=NAME, audience="public")


@pytest.fixture
def objective() -> Objective:
    return make_told_objective(make_programme())


@pytest.fixture
def report(objective: Objective) -> Report:
    for code in OF_PEOPLE:
        title = code.partition(".")[2]
        make_indicator(code=title, title=title, source="computed", measure=code, is_key=True)
    return make_report(programme=objective.programme)


def assembly(objective: Objective) -> Meeting:
    action = make_action(title="Assemblée", objectives=(objective,), starts_on=date(2024, 6, 12))
    starts_at = datetime(2024, 6, 12, 8, tzinfo=UTC)
    return make_meeting(action=action, starts_at=starts_at, state="closed")


def published(report: Report) -> str:
    return publish_report(report=report, by=coordinator(), reason="Essai").document


def records_of(code: str) -> list[Record]:
    found = measures()[code].records(Period.of_year(2024), None, coordinator())
    return [record.published for record in found]


def test_who_sat_for_themselves_is_told_by_their_college(report, objective, somebody):
    college = make_college(name="Collège des personnes")
    make_elector(meeting=assembly(objective), person=somebody, college=college, present=True)
    (record,) = records_of("assemblies.attendances")
    assert (record.title, record.url) == ("Collège des personnes (Assemblée)", "")
    text = published(report)
    assert "Collège des personnes (Assemblée)" in text
    assert NAME not in text


def test_who_holds_an_office_is_told_by_it(report, objective, somebody):
    seat = make_group(people=(somebody,)).members.get()
    seat.title = "Trésorière"
    seat.save()
    elector = make_elector(meeting=assembly(objective), person=somebody, present=True)
    Elector.objects.filter(pk=elector.pk).update(membership=None, seat=seat)
    (record,) = records_of("assemblies.attendances")
    assert record.title == "Trésorière (Assemblée)"
    assert NAME not in published(report)


@pytest.mark.parametrize(
    ("label", "told"), [("MES France / UFISC", "MES France / UFISC"), ("", "une personne")]
)
def test_who_took_part_in_an_action_appears_under_their_label(report, somebody, label, told):
    action = make_action(starts_on=date(2024, 5, 2))
    ActionPerson.objects.create(action=action, person=somebody, label=label)
    (record,) = records_of("programme.people_involved")
    assert (record.title, record.url) == (told, "")
    text = published(report)
    assert told in text
    assert NAME not in text
    assert str(somebody.key) not in text


def test_a_member_who_is_a_person_is_one_of_the_records_without_a_name(report, somebody):
    make_membership(person=somebody)
    text = published(report)
    assert "une personne" in text
    assert NAME not in text


def test_an_election_is_told_by_the_office_and_opens_onto_its_decision(report, objective):
    meeting = assembly(objective)
    decision = make_decision(text=f"Zéphyrine {NAME} à la trésorerie", audience="public")
    item = make_item(meeting=meeting)
    closed = {"state": "closed", "outcome": "elected", "opened_at": NOON, "closed_at": NOON}
    told = {"title": "Élection du bureau", "subject": "election", "decision": decision}
    make_resolution(item=item, **told, **closed)
    make_undertaking(meeting=meeting, decision=decision)
    text = published(report)
    assert "Élection du bureau" in text
    assert decision.get_absolute_url() in text
    assert NAME not in text


@pytest.mark.parametrize(
    "vote",
    [
        {"subject": "ordinary", "method": "no_candidate"},
        {"subject": "ordinary", "method": "approval"},
        {"subject": "accounts", "method": "ranked"},
        {"subject": "ordinary", "method": "lot"},
        {"subject": "election", "method": "simple", "outcome": "adopted"},
    ],
)
def test_whatever_elects_people_is_told_by_its_title(report, objective, vote):
    """Whoever was chosen may be of no register: a label is typed."""
    meeting = assembly(objective)
    decision = make_decision(text=f"Zéphyrine {NAME}", audience="public")
    closed = {"state": "closed", "outcome": "elected", "opened_at": NOON, "closed_at": NOON}
    item = make_item(meeting=meeting)
    make_resolution(item=item, title="Trésorerie", decision=decision, **{**closed, **vote})
    make_undertaking(meeting=meeting, decision=decision)
    text = published(report)
    assert "Trésorerie" in text
    assert NAME not in text


@pytest.mark.parametrize(
    ("text", "reference", "title", "stands"),
    [
        ("Mandat donné à Zéphyrine Ombredane", "AG 2024-3", "", "AG 2024-3"),
        ("Mme Ombredane signe le bail", "", "", "Décision de « Bureau »"),
        ("Z. Ombredane signe le bail", "AG 2024-3", "Bail", "Bail"),
        ("Z. Ombredane signe", "AG 2024-3", "Mandat à Zéphyrine Ombredane", "AG 2024-3"),
        ("Signer le bail", "AG 2024-3", "", "Signer le bail"),
        ("Signer le bail", "AG 2024-3", "Bail", "Signer le bail"),
    ],
)
def test_a_decision_that_names_somebody_is_told_by_its_reference(
    report, objective, somebody, text, reference, title, stands
):
    meeting = assembly(objective)
    things = {"body": "Bureau", "reference": reference, "audience": "public"}
    decision = make_decision(text=text, **things)
    if title:
        closed = {"state": "closed", "outcome": "adopted", "opened_at": NOON, "closed_at": NOON}
        item = make_item(meeting=meeting)
        make_resolution(item=item, title=title, decision=decision, **closed)
    make_undertaking(meeting=meeting, decision=decision)
    document = published(report).replace("\xa0", " ")
    assert stands in document
    assert NAME not in document


def test_no_part_and_no_figure_of_any_room_names_somebody() -> None:
    """Over the marked house, where each name is a word that stands nowhere else."""
    made, _readers = build()
    names = [word for word, mark in made.marks.items() if mark.column.startswith("network.Person.")]
    reader = Acting(None, None, house().capacities | {made.words["group"]})
    period = Period(date(1990, 1, 1), date(2100, 12, 31))
    live, told = [], []
    for measure in measures().values():
        records = measure.records(period, None, reader)
        live += [record.title for record in records]
        told += [f"{record.published.title} {record.published.url}" for record in records]
    objectives = set(Objective.objects.values_list("pk", flat=True))
    parts: list[ReportPart] = list(offered("report_parts"))
    for part in parts:
        for passage in part.tell(period, objectives, reader).values():
            groups = [*passage.lists.values(), *(each.records for each in passage.figures)]
            told += [passage.text, *(figure.text for figure in passage.figures)]
            told += [f"{each.published.title} {each.published.url}" for of in groups for each in of]
    assert any(name in title for name in names for title in live)
    assert [text for text in told if any(name in text for name in names)] == []
    documents = Report.objects.values_list("snapshots__document", flat=True)
    assert [name for name in names for text in documents if name in text] == []
