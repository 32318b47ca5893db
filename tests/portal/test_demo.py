"""The demonstration year: built whole, true to its figures, clean enough to be published."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from django.utils.translation import override
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker, Settings

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Resolution
from essaim.documents.document import ActionList, Detail, Prose, ProseKind
from essaim.documents.formats import render
from essaim.journal.models import Entry
from essaim.network.models import Membership, Organisation, Person
from essaim.portal.demo import build_demo, demo_people, is_built
from essaim.programme.enums import ActionLinkKind, FigureSource
from essaim.programme.models import (
    Action,
    Agreement,
    Axis,
    Indicator,
    Objective,
    ObjectiveYear,
    Programme,
    Reading,
)
from essaim.reports.checks import find_all
from essaim.reports.models import Report
from essaim.reports.queries.composition import compose, gather
from essaim.reprise.formats import report_text
from essaim.reprise.reading import read_report
from essaim.reprise.reading.drafts import is_ticked
from tests.reprise.own import words
from tests.reprise.seed_bilan_2024 import DATES

#: What the Bilan must show: every figure that the demonstration is about.
SHOWN = [
    "52 464 visites", "32 732 visites", "4 372 par mois", "+60 %", "71 %", "20 articles",
    "≈ 100 articles", "1 002 abonnés", "+472", "530 abonnés", "963 abonnés", "11 080 impressions",
    "346 réactions", "26 commentaires", "20 partages", "3,54 % (392 sur 11 080)", "4 lettres",
    "2 500 abonnés", "1 200 exemplaires", "2 formations", "≈ 10 personnes", "32 mesures",
    "6 comités de coordination", "1 assemblée générale", "16 pays", "2 ateliers", "3 ateliers",
    "≈ 60 personnes", "5 fondations", "4 consortiums", "16 autres projets",
    "2 temps de formation", "5 groupes de travail", "≈ 30 personnes",
]  # fmt: skip
#: Those of them that the records themselves give.
COMPUTED = {
    "lettres": 4,
    "jeu-formations": 2,
    "jeu-parties": 3,
    "ripess-assemblees": 1,
    "ecsa-ateliers": 2,
    "congres-interventions": 3,
    "consortiums": 4,
    "referentiel-formations": 2,
    "chantiers": 5,
}
DECISIONS = "Décisions prises"
#: Days that the Bilan names and that are no action: the report's own date.
NOT_ACTIONS = {("2025-03-05", "2025-03-05")}


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Built once for all tests of the module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert not is_built()
        build_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def french(db: None) -> Iterator[None]:
    with override("fr"):
        yield


@pytest.fixture
def bilan() -> Report:
    return Report.objects.get(title="Bilan 2024")


def with_plain_spaces(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


# --- What stands -----------------------------------------------------------------------------


def test_the_demonstration_knows_that_it_is_built() -> None:
    assert is_built()


def test_the_programme_has_four_axes_and_ten_objectives() -> None:
    programme = Programme.objects.get(title="Programme 2024-2026")
    assert [axis.code for axis in programme.axes.order_by("position")] == ["1", "2", "3", "4"]
    objectives = Objective.objects.filter(programme=programme)
    codes = list(objectives.order_by("axis__position", "position").values_list("code", flat=True))
    assert codes == ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2", "4.1", "4.2", "4.3"]


def test_the_programme_follows_the_workstreams_of_2019() -> None:
    before = Programme.objects.get(title="Programme 2024-2026").follows
    assert before is not None
    assert Axis.objects.filter(programme=before).count() == 4
    seminar = Action.objects.get(starts_on=date(2019, 12, 2))
    assert set(seminar.objectives.values_list("axis__code", flat=True)) == {"C1", "C2", "C3", "C4"}


def test_the_amounts_of_the_agreement_stay_blank() -> None:
    agreement = Agreement.objects.get()
    assert [(row.year, row.amount) for row in agreement.years.order_by("year")] == [
        (2024, None),
        (2025, None),
        (2026, None),
    ]
    assert agreement.rubrics.count() == 4


def test_every_dated_event_of_the_bilan_is_an_action() -> None:
    days = [pair for pair in DATES if _is_of_days(pair) and pair not in NOT_ACTIONS]
    known = {
        (str(start), str(end))
        for start, end in Action.objects.that_took_place().values_list("starts_on", "ends_on")
    }
    assert [pair for pair in days if pair not in known] == []


def _is_of_days(pair: tuple[str, str]) -> bool:
    first, last = (date.fromisoformat(day) for day in pair)
    return (last - first).days < 8


def test_the_consortiums_are_born_of_the_seminar() -> None:
    seminar = Action.objects.get(starts_on=date(2024, 5, 21))
    born = seminar.links_in.filter(kind=ActionLinkKind.BORN_OF, source__kind="cooperation")
    held = born.filter(source__state="held").values_list(
        "source__carried_by__short_name", flat=True
    )
    assert sorted(held) == ["", "Artisans du Monde", "CAC", "MES France"]


def test_an_objective_was_transformed_and_says_why_and_who_decided() -> None:
    year = ObjectiveYear.objects.get(objective__code="2.1", year=2024)
    assert year.status == "transformed"
    assert year.reason
    assert year.decision is not None
    assert "inventée pour la démonstration" in year.decision.text


def test_every_objective_is_judged_with_its_means() -> None:
    years = ObjectiveYear.objects.filter(year=2024)
    assert years.count() == 10
    assert not years.filter(evaluation="").exists()
    assert not years.filter(means="").exists()


def test_what_was_deduced_says_so() -> None:
    reading = Reading.objects.get(indicator__code="linkedin-abonnes", starts_on=date(2023, 1, 1))
    assert (reading.scaled, reading.source_note) == (530, "1 002 − 472")


def test_members_stand_in_two_colleges() -> None:
    memberships = Membership.objects.all()
    assert memberships.filter(college__code="reseaux", organisation__isnull=False).count() == 16
    assert memberships.filter(college__code="individuels", person__isnull=False).count() == 3


def test_a_decision_was_taken_by_consent_with_an_objection_taken_in() -> None:
    decided = Resolution.objects.get(method="consent")
    told = (decided.outcome, decided.tally["rounds"], decided.tally["integrated"])
    assert told == ("adopted", 2, 1)
    assert decided.decision is not None
    assert decided.decision.undertaking.review_on == date(2025, 9, 9)


def test_all_was_written_by_actions_of_the_command_but_what_one_alone_may_do() -> None:
    assert Entry.objects.count() > 500
    theirs = {"assemblies.sign_minutes", "assemblies.lock_minutes", "assemblies.write_wording"}
    theirs |= {f"comments.{act}_comment" for act in ("add", "answer", "resolve")}
    entries = Entry.objects.exclude(verb__in=theirs)
    assert entries.values("actor_key").distinct().count() == 1


# --- Who one may be --------------------------------------------------------------------------


def test_one_may_be_four_people_each_with_other_rights() -> None:
    users = [user for _label, user in demo_people()]
    coordinator, delegate, board, administrator = (acting_as(user) for user in users)
    assert coordinator.is_one_of("coordination")
    assert delegate.keys_of("delegate") == {
        Organisation.objects.get(name__startswith="Habitat").key
    }
    assert not delegate.is_one_of("bureau")
    assert board.is_one_of("bureau")
    assert not board.is_one_of("coordination")
    assert administrator.is_one_of("administrator")


def test_nobody_can_be_reached() -> None:
    addresses = [*User.objects.values_list("email", flat=True)]
    addresses += Person.objects.exclude(email="").values_list("email", flat=True)
    assert len(addresses) == 8
    assert all(address.endswith("@demo.example") for address in addresses)
    assert not Person.objects.exclude(phone="").exists()
    assert not Organisation.objects.exclude(email="", phone="").exists()


# --- The Bilan -------------------------------------------------------------------------------


def test_the_bilan_shows_each_figure(bilan: Report) -> None:
    text = with_plain_spaces(render(compose(bilan), "md", base_url="https://x.example").decode())
    assert [figure for figure in SHOWN if figure not in text] == []


@pytest.mark.parametrize(
    ("detail", "pages"), [(Detail.ESSENTIAL, 12), (Detail.USUAL, 20), (Detail.COMPLETE, 30)]
)
def test_the_bilan_is_as_long_as_one_chose(bilan: Report, detail: Detail, pages: int) -> None:
    document = replace(compose(bilan), detail=detail)
    pdf = PdfReader(BytesIO(render(document, "pdf", base_url="https://x.example")))
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) <= pages
    assert min(len(text) for text in texts[1:]) > 400, "no page is nearly empty"


def test_the_printed_bilan_says_a_figure_once_beside_the_text_that_cites_it(bilan: Report) -> None:
    pdf = PdfReader(BytesIO(render(compose(bilan), "pdf", base_url="https://x.example")))
    text = with_plain_spaces("\n".join(page.extract_text() for page in pdf.pages))
    cited, summed_up = text.count("comptons 1 002"), text.count("1 002 abonnés")
    assert (cited, summed_up) == (1, 2)


def test_the_title_page_says_what_was_agreed_and_when_the_funder_adopted_it(bilan: Report) -> None:
    lines = gather(bilan).lines
    assert "Convention adoptée par le financeur : conseil de fondation, juin 2023" in [
        with_plain_spaces(line) for line in lines
    ]


def test_what_records_can_give_is_computed(bilan: Report) -> None:
    figures = {
        figure.citation.code: figure.value
        for figure in gather(bilan).figures.values()
        if figure.citation.form == "value"
    }
    assert {code: figures[code] for code in COMPUTED} == COMPUTED
    computed = Indicator.objects.filter(code__in=COMPUTED, source=FigureSource.COMPUTED)
    assert computed.count() == len(COMPUTED)


def test_the_bilan_has_nothing_left_to_mend(bilan: Report) -> None:
    assert [finding.sentence for finding in find_all(gather(bilan))] == []


def test_the_facts_of_an_objective_open_with_the_event_of_the_year(bilan: Report) -> None:
    objectives = {objective.code: objective for objective in gather(bilan).objectives}
    assert objectives["3.2"].facts[0].starts_on == date(2024, 5, 21)


def test_the_bilan_says_what_is_invented(bilan: Report, settings: Settings) -> None:
    settings.DEMO = True
    notice = "démonstration : personnes, votes et présences inventés"
    assert with_plain_spaces(compose(bilan).notice) == notice


@pytest.mark.parametrize("fmt", ["md", "html", "docx", "odt", "pdf"])
def test_the_bilan_is_read_back_whole(fmt: str) -> None:
    with override("fr"):
        document = compose(Report.objects.get(agreement__isnull=False))
        document = replace(document, detail=Detail.COMPLETE)
        data = render(document, fmt, base_url="https://essaim.example")
    back = read_report(report_text(data, f"bilan.{fmt}"))
    lists = [block for block in document.blocks if isinstance(block, ActionList)]
    facts = [item.title for block in lists for item in block.items if block.caption != DECISIONS]
    assert [action.title for action in back.actions if is_ticked(action)] == facts
    assert len(back.actions) == len(facts) == 75
    assert [figure.indicator for figure in back.figures] == [f.label for f in document.figures]
    texts = [block for block in document.blocks if isinstance(block, Prose)]
    judged = [words(text.html) for text in texts if text.kind == ProseKind.EVALUATION]
    assert [words(objective.evaluation) for objective in back.objectives] == judged
