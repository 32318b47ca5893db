"""Lists of members as networks keep them: read, asked about, taken in, taken back."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import TestCase
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from essaim.exchange.actions import answer_questions, preview_import, undo_run
from essaim.exchange.models import Run
from essaim.exchange.queries import counts_of, questions_of
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.columns import guess
from essaim.kernel.exports import write_csv
from essaim.kernel.signs import on_one_line
from essaim.kernel.tabular import read_table
from essaim.network.actions import set_dues
from essaim.network.columns import MEMBERS, ORGANISATIONS
from essaim.network.models import College, Membership, Organisation
from essaim.network.queries.exports import organisation_rows
from tests.factories.accounts import coordinator as acting_coordinator
from tests.factories.imports import applied
from tests.factories.network import make_college, make_membership, make_organisation
from tests.kernel.hostile import CLASSES, HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db: None) -> Acting:
    return acting_coordinator()


def preview(by: Acting, data: bytes | str, name: str = "membres.csv") -> Run:
    content = data.encode() if isinstance(data, str) else data
    table = read_table(content, name, score=lambda cells: len(guess(cells, MEMBERS)))
    return preview_import(target="members", table=table, by=by)


def outcomes(run: Run) -> dict[str, int]:
    return {outcome: count for outcome, count in counts_of(run).items() if count}


def answered(run: Run, by: Acting, *answers: str) -> Run:
    """Each question of the run by the first of these that it offers."""
    while questions := questions_of(run):
        given = {}
        for question in questions:
            values = [value for value, _label in question.choices]
            given[question.code] = next(answer for answer in answers if answer in values)
        run = answer_questions(run=run, answers=given, by=by)
    return run


def taken_back(run: Run, by: Acting) -> Run:
    with TestCase.captureOnCommitCallbacks(execute=True):
        undo_run(run=run, by=by)
    run.refresh_from_db()
    return run


def workbook(*rows: tuple[Any, ...], merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_semicolons_a_title_above_and_noughts_that_a_spreadsheet_dropped(by: Acting) -> None:
    make_college(name="Réseaux", code="reseaux")
    text = (
        "Liste des adhérents 2024;;;;;\n;;;;;\n"
        "Nom de la structure;CP;Ville;Tél.;Adhésion;Site internet\n"
        "Les Jardins d’Étoile;1000;Bourg-en-Bresse;474223344;3/2/24;jardins.example\n"
        "Récup’ & Co;75011;Paris;01 43 00 00 00;2019;\n"
    )
    run = applied(preview(by, text.encode("cp1252")), by)
    assert outcomes(run) == {"created": 2}
    jardins = Organisation.objects.get(name="Les Jardins d’Étoile")
    assert (jardins.postcode, jardins.phone) == ("01000", "0474223344")
    assert (jardins.website, jardins.kind) == ("https://jardins.example", "structure")
    days = Membership.objects.order_by("pk").values_list("admitted_on", "college__code")
    assert list(days) == [(date(2024, 2, 3), "reseaux"), (date(2019, 1, 1), "reseaux")]


def test_a_workbook_with_merged_titles_numbers_real_days_and_empty_columns(by: Acting) -> None:
    make_college(name="Structures", code="structures")
    content = workbook(
        ("RÉSEAU DES ALTERNATIVES — MEMBRES", None, None, None, None, None, None),
        (None, None, None, None, None, None, None),
        ("Adhérent depuis", None, "Est membre", "Dénomination", "N° SIREN", "CP", "Portable"),
        (date(2021, 3, 14), None, "Oui", "Atelier du Fleuve", 732829320, 6000, 612345678),
        (date(2022, 9, 1), None, "Non", "Partenaire des Monts", None, 38000, None),
        (None, None, None, None, None, None, None),
        merged="A1:G1",
    )
    run = applied(preview(by, content, "membres.xlsx"), by)
    assert outcomes(run) == {"created": 2}
    atelier = Organisation.objects.get(siren="732829320")
    assert (atelier.postcode, atelier.phone) == ("06000", "0612345678")
    (membership,) = Membership.objects.all()
    assert (membership.organisation, membership.admitted_on) == (atelier, date(2021, 3, 14))


def test_months_in_letters_accents_lost_and_a_college_that_is_made_where_it_is_asked_for(
    by: Acting,
) -> None:
    text = (
        "College,Telephone,Structure,Membre depuis,Membre jusqu'au\n"
        "Reseaux,,MES Ouest,fevrier 2024,\n"
        "Reseaux,,Inter-Sud,1er mars 2020,31/12/2023\n"
    )
    run = preview(by, text)
    assert outcomes(run) == {"asked": 2}
    (question,) = questions_of(run)
    assert question.sentence == (
        "Aucun collège ne s’appelle encore «\xa0Reseaux\xa0»\xa0: faut-il le créer\xa0?"
    )
    run = applied(answered(run, by, "make"), by)
    assert outcomes(run) == {"created": 2}
    assert College.objects.get().code == "reseaux"
    days = Membership.objects.order_by("pk").values_list("admitted_on", "ended_on")
    assert list(days) == [
        (date(2024, 2, 1), None),
        (date(2020, 3, 1), date(2023, 12, 31)),
    ]
    run = taken_back(run, by)
    assert (run.state, list(run.rows.exclude(undo_note=""))) == ("undone", [])
    assert not Organisation.objects.exists()
    assert not College.objects.exists()


def test_what_is_noted_is_known_by_its_numbers_and_names_spelt_otherwise_are_proposed(by) -> None:
    college = make_college(name="Réseaux", code="reseaux")
    known = make_organisation(name="Habitat & Partage", siren="732829320", city="Nantes")
    make_membership(organisation=known, college=college)
    near = make_organisation(name="Association Les Colibris du Val")
    text = (
        "Nom\tSIREN\tVille\tCollège\tDepuis\n"
        "Habitat et Partage (HP)\t732 829 320\tRezé\t\t\n"
        "Les Colibris du Val\t\tBlois\tRéseaux\t2020\n"
        "Colibri du Val\t\tTours\tRéseaux\t2020\n"
    )
    run = preview(by, text)
    assert outcomes(run) == {"updated": 1, "asked": 2}
    questions = questions_of(run)
    assert questions[0].choices[0][1] == (
        "la même que Association Les Colibris du Val · Réseau membre"
    )
    answers = {questions[0].code: f"same:{near.key}", questions[1].code: "new"}
    run = applied(answer_questions(run=run, answers=answers, by=by), by)
    assert outcomes(run) == {"created": 1, "updated": 2}
    known.refresh_from_db()
    near.refresh_from_db()
    assert (known.name, known.city, near.city) == ("Habitat & Partage", "Rezé", "Blois")
    assert near.memberships.get().college == college
    run = taken_back(run, by)
    known.refresh_from_db()
    near.refresh_from_db()
    assert (known.city, near.city, near.memberships.count()) == ("Nantes", "", 0)
    assert Organisation.objects.count() == 2


def test_two_rows_of_one_organisation_are_one_member_unless_they_contradict(by: Acting) -> None:
    make_college(name="Réseaux", code="reseaux")
    text = (
        "Nom;Ville;Courriel;Depuis\n"
        "APES;Lille;;2020\n"
        "APES;;contact@apes.example;\n"
        "Apes;Lille;;2020\n"
        "APES;Roubaix;;\n"
    )
    run = preview(by, text)
    assert outcomes(run) == {"created": 1, "updated": 1, "unchanged": 1, "refused": 1}
    refused = run.rows.get(outcome="refused")
    assert (refused.column, refused.reason) == (
        "city",
        "La ligne 2 dit autre chose de la même organisation.",
    )
    run = applied(run, by)
    apes = Organisation.objects.get()
    assert (apes.city, apes.email) == ("Lille", "contact@apes.example")
    assert apes.memberships.count() == 1
    assert taken_back(run, by).rows.exclude(undo_note="").count() == 0
    assert not Organisation.objects.exists()


def test_the_list_that_leaves_comes_back_and_changes_nothing(by: Acting) -> None:
    member = make_organisation(
        name="Réseau Alpha",
        postcode="01000",
        phone="01 02 03 04 05",
        city="Bourg",
        legal_form="scic",
    )
    make_membership(organisation=member, college=make_college(name="Réseaux"))
    make_organisation(name="Ami", kind="partner", latitude="45.5", longitude="-1.25")
    header = [column.label("fr") for column in ORGANISATIONS]
    rows = organisation_rows(Organisation.objects.order_by("pk"), by)
    data = write_csv(header, rows)
    before = Entry.objects.count()
    run = applied(preview(by, data), by)
    assert outcomes(run) == {"unchanged": 2}
    assert Entry.objects.filter(target_model="network.organisation").count() == before


@pytest.mark.parametrize(
    ("head", "cell", "column", "sentence"),
    [
        ("Courriel", "alpha at example", "email", "Ce n’est pas une adresse électronique"),
        ("Site", "voir facebook", "website", "Ce n’est pas une adresse du web."),
        ("Pays", "Belgique", "country", "Écrivez un pays par ses deux lettres"),
        ("Depuis", "hier", "admitted_on", "n’est pas une date"),
        ("Est membre", "peut-être", "is_member", "Écrivez ici oui ou non."),
        ("Latitude", "45,2", "latitude", "Une latitude va avec une longitude."),
    ],
)
def test_a_cell_that_says_nothing_is_told_by_its_column(by, head, cell, column, sentence) -> None:
    make_college()
    run = preview(by, f"Nom;{head};Ville\nAlpha;{cell};Lyon\n")
    row = run.rows.get()
    assert (row.outcome, row.column, row.value) == (
        "refused",
        column,
        cell if "Lat" not in head else "",
    )
    assert sentence in row.reason


def test_a_word_that_the_house_lacks_is_asked_about_once_for_all_rows(by: Acting) -> None:
    make_college()
    forms = {"Alpha": "Fonds de dotation", "Bêta": "fonds de dotation", "Delta": "Asso loi 1901"}
    lines = "".join(f"{name};{form};2020\n" for name, form in forms.items())
    run = preview(by, f"Nom;Statut;Depuis\n{lines}")
    assert outcomes(run) == {"created": 1, "asked": 2}
    assert len(questions_of(run)) == 1
    applied(answered(run, by, "foundation"), by)
    noted = Organisation.objects.order_by("name").values_list("legal_form", flat=True)
    assert list(noted) == ["foundation", "foundation", "association"]


def test_a_file_that_says_not_since_when_asks_once_and_may_note_cards_alone(by: Acting) -> None:
    make_college()
    run = preview(by, "Nom;Ville\nAlpha;Lyon\nBêta;Brest\n")
    (question,) = questions_of(run)
    assert question.code == "admitted_on"
    run = applied(answered(run, by, "-"), by)
    assert (Organisation.objects.count(), Membership.objects.count()) == (2, 0)


def test_another_college_than_that_of_a_member_is_not_changed_behind_its_back(by: Acting) -> None:
    member = make_organisation(name="Alpha")
    make_membership(organisation=member, college=make_college(name="Réseaux"))
    make_college(name="Structures")
    row = preview(by, "Nom;Collège\nAlpha;Structures\n").rows.get()
    assert (row.outcome, row.column) == ("refused", "college")
    assert "Réseaux" in row.reason


def test_what_changed_or_was_cited_since_stays_and_says_why(by: Acting) -> None:
    make_college()
    run = applied(preview(by, "Nom;Depuis\nAlpha;2020\nBêta;2020\nDelta;2020\n"), by)
    Organisation.objects.filter(name="Alpha").update(city="Lyon")
    set_dues(
        membership=Membership.objects.get(organisation__name="Bêta"), year=2024, amount=20, by=by
    )
    run = taken_back(run, by)
    notes = dict(run.rows.exclude(undo_note="").values_list("position", "undo_note"))
    assert notes == {
        0: "«\xa0Alpha\xa0» a été modifiée depuis l’import, et reste telle quelle.",
        1: "«\xa0Bêta\xa0» sert ailleurs, et reste.",
    }
    assert {row.name for row in Organisation.objects.all()} == {"Alpha", "Bêta"}


def test_the_same_file_again_changes_nothing(by: Acting) -> None:
    make_college()
    text = "Nom;Ville;Thèmes;Depuis\nAlpha;Lyon;habitat, énergie;2020\n"
    applied(preview(by, text), by)
    lines = Entry.objects.filter(target_model__startswith="network.").count()
    run = applied(preview(by, text), by)
    assert outcomes(run) == {"unchanged": 1}
    assert Entry.objects.filter(target_model__startswith="network.").count() == lines
    themes = Organisation.objects.get().themes.order_by("name").values_list("name", flat=True)
    assert list(themes) == ["habitat", "énergie"]


HEADER = [column.label("fr") for column in MEMBERS]
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from([*HOSTILE, *CLASSES.values(), "31/12/9999", "0001-01-01", "9" * 400, "NaN"]),
    st.sampled_from(["-99999999999999999999999999999999", "1e400", "oui", "x" * 4_000, "2020"]),
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_row_goes_in_or_is_refused_and_the_others_go_in(db: None, data: st.DataObject) -> None:
    Membership.objects.all().delete()
    Organisation.objects.all().delete()
    College.objects.all().delete()
    make_college(name="Réseaux")
    by = acting_coordinator()
    sound = {"Nom": "Alpha", "Membre depuis": "2020", "Membre": "oui"}
    wild = {**sound, "Nom": "Tout à fait autre"}
    for name in data.draw(st.lists(st.sampled_from(HEADER), min_size=1, max_size=4)):
        wild[name] = data.draw(CELLS)
    rows = [[row.get(name, "") for name in HEADER] for row in (wild, sound)]
    run = applied(preview(by, write_csv(HEADER, rows)), by)
    assert run.state == "applied"
    assert "created" in run.rows.values_list("outcome", flat=True)
    for organisation in Organisation.objects.all():
        assert organisation.name == on_one_line(organisation.name) != ""
    run = taken_back(run, by)
    assert not Organisation.objects.exists()


def test_whoever_may_not_admit_members_is_not_shown_their_import(as_user, bureau_member) -> None:
    browser = as_user(bureau_member)
    address = reverse("exchange:preview_import", args=["members"])
    assert address not in browser.get(reverse("exchange:runs")).text
    assert browser.get(address).status_code == 403
    page = browser.get(reverse("network:organisations")).text
    assert address not in page


def test_the_coordination_finds_the_import_beside_the_members(as_user, coordinator) -> None:
    page = as_user(coordinator).get(reverse("network:organisations")).text
    assert reverse("exchange:preview_import", args=["members"]) in page
