"""What other rooms tell in a report: paragraphs whose figures open onto their records."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from essaim.documents import document as doc
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.manifest import measures, offered
from essaim.kernel.markup import plain
from essaim.kernel.periods import Period
from essaim.programme.models import Objective
from essaim.reports.actions.composition import edit_report
from essaim.reports.actions.publication import publish_report
from essaim.reports.models import Report
from essaim.reports.queries.composition import compose
from essaim.reports.queries.drift import drift_of
from tests.factories.accounts import coordinator, make_user
from tests.factories.assemblies import make_elector, make_meeting
from tests.factories.minutes import make_undertaking
from tests.factories.network import make_membership, make_organisation
from tests.factories.programme import make_action, make_programme
from tests.factories.reports import make_report, make_told_objective

pytestmark = pytest.mark.django_db

Y2024 = Period.of_year(2024)


@pytest.fixture
def objective() -> Objective:
    return make_told_objective(make_programme())


@pytest.fixture
def report(objective: Objective) -> Report:
    return make_report(programme=objective.programme)


def assembly(*objectives: Objective, attended: int = 0, audience: str = "public", decision=""):
    """A meeting of 2024 that was held, with people there and a decision of the same readers."""
    action = make_action(
        title="Assemblée", objectives=objectives, audience=audience, starts_on=date(2024, 6, 12)
    )
    starts_at = datetime(2024, 6, 12, 8, tzinfo=UTC)
    meeting = make_meeting(action=action, starts_at=starts_at, state="closed")
    for _number in range(attended):
        make_elector(meeting=meeting, organisation=make_organisation(), present=True)
    if decision:
        make_undertaking(meeting=meeting, text=decision, audience=audience)
    return meeting


def sentences(document: doc.Document) -> list[str]:
    proses = [block for block in document.blocks if isinstance(block, doc.Prose)]
    return [plain(block.html) for block in proses]


def lists(document: doc.Document) -> dict[str, list[str]]:
    return {
        block.caption: [item.title for item in block.items]
        for block in document.blocks
        if isinstance(block, doc.ActionList)
    }


def lines(document: doc.Document) -> dict[str, doc.FigureLine]:
    return {line.label: line for line in document.figures}


# --- Assemblies -----------------------------------------------------------------------------------


def test_meetings_are_told_under_the_objective_that_they_serve(report, objective):
    make_told_objective(objective.programme, "1.2")
    assembly(objective, attended=2, decision="Adopter les comptes")
    document = compose(report)
    (sentence,) = [sentence for sentence in sentences(document) if "réunion" in sentence]
    assert "1 réunion s’est tenue" in sentence
    assert "2 présences" in sentence
    assert lists(document)["Décisions prises"] == ["Adopter les comptes"]


def test_without_anybody_there_the_sentence_says_nothing_of_it(report, objective):
    assembly(objective)
    assembly(objective)
    (sentence,) = sentences(compose(report))
    assert sentence == "2 réunions se sont tenues dans l’année."


def test_each_figure_opens_onto_its_records(report, objective):
    meeting = assembly(objective, attended=3)
    by_label = lines(compose(report))
    for label in ("Réunions des instances", "Participations aux réunions"):
        (record,) = by_label[label].records
        assert record.href == meeting.action.get_absolute_url()
        assert by_label[label].formula


def test_two_objectives_have_figures_of_their_own(report, objective):
    other = make_told_objective(objective.programme, "1.2")
    assembly(objective, other)
    assembly(other)
    document = compose(report)
    assert len({line.id for line in document.figures}) == len(document.figures) == 2
    assert [sentence[:10] for sentence in sentences(document)] == ["1 réunion ", "2 réunions"]


def test_a_meeting_still_open_or_of_another_year_is_not_told(report, objective):
    assembly(objective)
    late = make_meeting(action=make_action(objectives=(objective,)), state="open")
    assert late.state == "open"
    make_meeting(
        action=make_action(objectives=(objective,), starts_on=date(2023, 5, 1)), state="closed"
    )
    assert sentences(compose(report))[0].startswith("1 réunion ")


@pytest.mark.parametrize(
    ("audiences", "number"),
    [(("public",), 0), (("public", "members"), 1), (("public", "members", "bureau"), 2)],
    ids=["visitor", "member", "bureau"],
)
def test_readers_are_told_of_the_meetings_that_they_see(objective, audiences, number):
    report = make_report(programme=objective.programme, audience="bureau")
    assembly(objective, audience="members", decision="Pour les membres")
    assembly(objective, audience="bureau", decision="Pour le bureau")
    document = compose(report, Acting(None, None, frozenset(audiences)))
    of_meetings = [sentence for sentence in sentences(document) if "réunion" in sentence]
    assert [sentence[0] for sentence in of_meetings] == ([str(number)] if number else [])
    assert len(lists(document).get("Décisions prises", [])) == number


# --- The network ----------------------------------------------------------------------------------


@pytest.fixture
def members():
    """Two that stay, one that joined, one that left, one for the bureau, one of long ago."""
    twin = make_organisation(name="Une")
    make_membership(organisation=twin, ended_on=date(2024, 3, 1))
    make_membership(
        organisation=make_organisation(name="La même", canonical=twin), admitted_on=date(2024, 3, 2)
    )
    make_membership(organisation=make_organisation(name="Deux"))
    make_membership(organisation=make_organisation(name="Neuve"), admitted_on=date(2024, 5, 2))
    make_membership(organisation=make_organisation(name="Partie"), ended_on=date(2024, 9, 30))
    make_membership(organisation=make_organisation(name="Cachée", audience="bureau"))
    make_membership(organisation=make_organisation(name="Jadis"), ended_on=date(2021, 1, 1))


def test_the_members_are_told_once_with_who_joined_and_who_left(report, members):
    document = compose(report)
    assert sentences(document) == ["Au 31 décembre 2024, le réseau réunit 3 organisations membres."]
    assert lists(document) == {"Arrivées de l’année": ["Neuve"], "Départs de l’année": ["Partie"]}
    line = lines(document)["Organisations membres"]
    assert {record.title for record in line.records} == {"Une", "Deux", "Neuve"}


def test_who_leaves_on_the_last_day_left_in_that_year(report):
    """Counted on that day, gone on the next; last year's are told by last year's report."""
    make_membership(organisation=make_organisation(name="Reste"))
    make_membership(organisation=make_organisation(name="Partie"), ended_on=date(2024, 12, 31))
    make_membership(organisation=make_organisation(name="Avant"), ended_on=date(2023, 12, 31))
    back = make_organisation(name="Revenue")
    make_membership(organisation=back, ended_on=date(2024, 12, 31))
    make_membership(organisation=back, admitted_on=date(2025, 1, 1))
    document = compose(report)
    assert sentences(document) == ["Au 31 décembre 2024, le réseau réunit 3 organisations membres."]
    assert lists(document) == {"Départs de l’année": ["Partie"]}


def test_a_network_without_members_tells_nothing_of_them(report):
    assert sentences(compose(report)) == []


# --- Both -----------------------------------------------------------------------------------------


def test_where_all_is_seen_a_figure_is_what_its_measure_says(objective, members):
    assembly(objective, attended=2, audience="members")
    by = coordinator()
    for part in offered("report_parts"):
        for objective_id, passage in part.tell(Y2024, {objective.pk}, by).items():
            assert passage.figures
            for figure in passage.figures:
                assert f"[[{figure.measure}]]" in passage.text
                assert figure.value == measures()[figure.measure].compute(Y2024)[objective_id]


@pytest.mark.parametrize("length", [1, 3])
def test_a_part_costs_the_same_whatever_it_tells(objective, length, django_assert_num_queries):
    served = {objective.pk}
    for number in range(length):
        other = make_told_objective(objective.programme, f"2.{number}")
        assembly(objective, other, attended=length, decision="Oui")
        make_membership()
        served.add(other.pk)
    for part, cost in zip(offered("report_parts"), (1, 4), strict=True):
        with django_assert_num_queries(cost):
            part.tell(Y2024, served, VISITOR)


def test_what_was_published_stays_and_what_came_since_is_told_apart(objective):
    report = make_report(programme=objective.programme)
    assembly(objective)
    snapshot = publish_report(report=report, reason="Pour voir.", by=coordinator())
    frozen = snapshot.document
    late = assembly(objective, decision="Une décision de plus")
    snapshot.refresh_from_db()
    assert snapshot.document == frozen
    drift = drift_of(snapshot, coordinator())
    (meetings,) = [figure for figure in drift.figures if figure.label == "Réunions des instances"]
    assert (meetings.then, meetings.now) == ("1 réunion", "2 réunions")
    assert late.action.title in [moved.title.split(" (")[0] for moved in meetings.came]


def test_the_page_shows_the_passages_with_the_records_behind_their_figures(
    client, report, objective, members
):
    meeting = assembly(objective, attended=1, decision="Adopter les comptes")
    html = client.get(report.get_absolute_url()).content.decode()
    assert "1 réunion</a> s’est tenue" in html
    assert 'id="figure-assemblies-meetings-1-1-2024-value"' in html
    assert f'href="{report.get_absolute_url()}#figure-assemblies-meetings-1-1-2024-value"' in html
    assert f'href="{meeting.action.get_absolute_url()}"' in html
    assert "Adopter les comptes" in html
    assert "Arrivées de l’année" in html


# --- Left out -------------------------------------------------------------------------------------


def test_what_is_left_out_is_told_nowhere_and_can_be_told_again(as_user, report, members):
    browser = as_user(make_user(role="coordination"))
    address = reverse("reports:edit_report", args=[report.key])
    typed = {"title": report.title, "audience": report.audience}
    browser.post(address, {**typed, "parts_left_out": ["network.members"]})
    report.refresh_from_db()
    document = compose(report)
    assert sentences(document) == []
    assert "Organisations membres" not in lines(document)
    browser.post(address, typed)
    report.refresh_from_db()
    assert sentences(compose(report)) != []


def test_a_part_that_nobody_offers_is_refused_and_what_was_left_out_stays(as_user, report):
    Report.objects.filter(pk=report.pk).update(parts_left_out=["network.members"])
    address = reverse("reports:edit_report", args=[report.key])
    typed = {"title": "Autre", "audience": "public", "parts_left_out": ["network.secrets"]}
    browser = as_user(make_user(role="coordination"))
    assert browser.post(address, typed).status_code == 422
    report.refresh_from_db()
    assert report.parts_left_out == ["network.members"]


def test_whoever_only_changes_the_title_of_a_report_leaves_its_parts(report):
    Report.objects.filter(pk=report.pk).update(parts_left_out=["network.members"])
    report.refresh_from_db()
    edited = edit_report(report=report, title="Autre", audience="public", by=coordinator())
    assert edited.parts_left_out == ["network.members"]
