"""Lists that tell memberships by their days: another one, the same one, one put right, none."""

from datetime import date

import pytest

from essaim.exchange.queries import questions_of
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.actions import add_organisation, admit_member
from essaim.network.imports.cells import Days, MemberRow
from essaim.network.imports.seasons import Season, season_of
from essaim.network.models import College, Membership, Organisation, Representation
from tests.factories.imports import applied
from tests.factories.network import make_college, make_membership, make_organisation, make_person
from tests.network.test_member_imports import answered, by, outcomes, preview, taken_back

__all__ = ["by"]
pytestmark = pytest.mark.django_db

HEAD = "Nom;Membre depuis;Membre jusqu'au\n"
Y = "2020-01-01"
CONTRADICTING = (
    "Nom;Courriel;Téléphone;Membre depuis;Membre jusqu'au\n"
    "Lac;a@x.example;;2020;\n"
    "Lac;b@x.example;;;\n"
    "Lac;;0102030405;;\n"
    "Lac;a@x.example;;2020;\n"
    "Lac;;;2021;\n"
    "Lac;;;2020;2024\n"
    "Lac;;;;2023\n"
)
OTHERWISE = "dit autre chose de la même organisation."


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def days() -> list[tuple[str, str]]:
    rows = Membership.objects.order_by("admitted_on").values_list("admitted_on", "ended_on")
    return [(str(first), str(last or "")) for first, last in rows]


@pytest.fixture
def lac() -> Organisation:
    make_college(name="Réseaux", code="reseaux")
    return make_organisation(name="Ferme du Lac")


def stands(organisation: Organisation, *seasons: tuple[str, str]) -> None:
    for first, last in seasons:
        make_membership(
            organisation=organisation,
            college=College.objects.get(),
            admitted_on=day(first),
            ended_on=day(last),
        )


@pytest.mark.parametrize(
    ("noted", "row", "then"),
    [
        # a former membership beside the one that runs, a later one beside a former one
        ([(Y, "")], "2010;2015", [("2010-01-01", "2015-12-31"), (Y, "")]),
        ([("2010-01-01", "2015-12-31")], "2020;", [("2010-01-01", "2015-12-31"), (Y, "")]),
        # a year, or a month, that the day is in changes nothing
        ([("2020-06-15", "")], "2020;", [("2020-06-15", "")]),
        ([("2020-06-15", "")], "06/2020;", [("2020-06-15", "")]),
        ([("2020-06-15", "2023-03-02")], "2020;2023", [("2020-06-15", "2023-03-02")]),
        ([("2010-01-01", "2018-01-01")], ";2018", [("2010-01-01", "2018-01-01")]),
        # one end of the season that is meant is put right
        ([("2020-06-15", "")], "12/03/2019;", [("2019-03-12", "")]),
        ([("2020-06-15", "")], "2020;2023", [("2020-06-15", "2023-12-31")]),
        ([("2020-06-15", "")], ";30/06/2023", [("2020-06-15", "2023-06-30")]),
        ([("2010-01-01", "2018-05-05")], "2008;2018", [("2008-01-01", "2018-05-05")]),
        # without days it is the one that runs
        ([("2010-01-01", "2015-12-31"), (Y, "")], ";", [("2010-01-01", "2015-12-31"), (Y, "")]),
    ],
)
def test_a_row_corrects_the_membership_that_it_means_or_tells_another(
    by: Acting, lac: Organisation, noted: list, row: str, then: list
) -> None:
    stands(lac, *noted)
    before = days()
    run = preview(by, f"{HEAD}Ferme du Lac;{row}\n")
    promised = outcomes(run)
    run = applied(run, by)
    assert (days(), outcomes(run)) == (then, promised)
    assert promised == {"unchanged" if then == before else "updated": 1}
    taken_back(run, by)
    assert days() == before


@pytest.mark.parametrize(
    ("noted", "row", "column", "sentence"),
    [
        ([("2010-01-01", "2018-01-01")], "2012;2014", "admitted_on", "du 01/01/2010 au 01/01/2018"),
        ([("2010-01-01", "")], "2012;2014", "admitted_on", "depuis le 01/01/2010"),
        ([("2010-01-01", "2018-01-01")], "2005;", "admitted_on", "du 01/01/2010 au 01/01/2018"),
        ([("2010-01-01", "2015-12-31"), (Y, "")], "2005;", "admitted_on", "du 01/01/2010"),
        ([(Y, "")], "12/03/2031;", "admitted_on", "à venir"),
        ([(Y, "")], ";2015", "ended_on", "n’était pas membre"),
    ],
)
def test_days_that_cross_or_are_to_come_are_refused_in_the_preview(
    by: Acting, lac: Organisation, noted: list, row: str, column: str, sentence: str
) -> None:
    stands(lac, *noted)
    refused = preview(by, f"{HEAD}Ferme du Lac;{row}\n").rows.get()
    assert (refused.outcome, refused.column) == ("refused", column)
    assert sentence in refused.reason
    applied(refused.run, by)
    assert days() == noted


def test_a_preview_shows_the_days_that_change_before_and_after(by: Acting, lac) -> None:
    stands(lac, ("2020-06-15", ""))
    row = preview(by, f"{HEAD}Ferme du Lac;;31/12/2023\n").rows.get()
    assert row.reason == (
        "Son adhésion change de dates\xa0: depuis le 15/06/2020 → du 15/06/2020 au 31/12/2023."
    )
    row = preview(by, f"{HEAD}Ferme du Lac;2010;2015\n").rows.get()
    assert row.reason == "Une autre adhésion\xa0: du 01/01/2010 au 31/12/2015."


def test_whoever_speaks_today_speaks_on_beside_a_former_membership(by: Acting, lac) -> None:
    stands(lac, (Y, ""))
    speaking = Representation.objects.create(
        organisation=lac, person=make_person(), starts_on=date(2024, 1, 1)
    )
    applied(preview(by, f"{HEAD}Ferme du Lac;2010;2015\n"), by)
    speaking.refresh_from_db()
    assert speaking.ends_on is None


@pytest.mark.parametrize("is_noted", [True, False])
@pytest.mark.parametrize("rows", [("2010;2015", "2020;"), ("2020;", "2010;2015")])
def test_a_list_by_seasons_takes_each_and_the_same_file_again_changes_nothing(
    by: Acting, is_noted: bool, rows: tuple[str, str]
) -> None:
    make_college(name="Réseaux")
    if is_noted:
        add_organisation(name="Ferme du Lac", kind="structure", by=by)
    text = HEAD + "".join(f"Ferme du Lac;{row}\n" for row in rows)
    run = preview(by, text)
    promised = outcomes(run)
    run = applied(run, by)
    assert outcomes(run) == promised
    assert promised == ({"updated": 2} if is_noted else {"created": 1, "updated": 1})
    assert days() == [("2010-01-01", "2015-12-31"), (Y, "")]
    again = preview(by, text)
    assert outcomes(again) == outcomes(applied(again, by)) == {"unchanged": 2}
    assert taken_back(run, by).rows.exclude(undo_note="").count() == 0
    assert days() == []


@pytest.mark.parametrize("is_noted", [True, False])
def test_lines_that_contradict_are_refused_for_who_stands_as_for_who_is_new(
    by: Acting, is_noted: bool
) -> None:
    make_college(name="Réseaux")
    if is_noted:
        known = add_organisation(name="Lac", kind="structure", email="old@x.example", by=by)
        stands(known, (Y, ""))
    run = preview(by, CONTRADICTING)
    planned = list(run.rows.order_by("position").values_list("outcome", "column"))
    assert planned == [
        ("updated" if is_noted else "created", ""),
        ("refused", "email"),
        ("updated", ""),
        ("unchanged", ""),
        ("refused", "admitted_on"),
        ("updated", ""),
        ("refused", "ended_on"),
    ]
    refused = run.rows.filter(outcome="refused").order_by("position")
    assert [row.reason for row in refused] == [f"La ligne {line} {OTHERWISE}" for line in (2, 2, 7)]
    run = applied(run, by)
    lac = Organisation.objects.get()
    assert (lac.email, lac.phone) == ("a@x.example", "0102030405")
    assert days() == [(Y, "2024-12-31")]
    assert list(run.rows.order_by("position").values_list("outcome", "column")) == planned


def test_a_number_with_spaces_is_the_same_number(by: Acting) -> None:
    make_college()
    run = preview(by, "Nom;SIREN;Depuis\nLac;732 829 320;2020\nLac;732829320;2020\n")
    assert outcomes(run) == {"created": 1, "unchanged": 1}


def test_a_college_is_known_by_its_name_before_the_code_of_another(by: Acting) -> None:
    make_college(name="Réseaux", code="associations")
    make_college(name="Associations", code="b")
    text = "Nom;Collège;Membre depuis\nFerme;Associations;2020\nGrange;B;2020\nÉtable;réseaux;2020"
    applied(preview(by, text), by)
    noted = Membership.objects.order_by("pk").values_list("college__name", flat=True)
    assert list(noted) == ["Associations", "Associations", "Réseaux"]


def test_two_colleges_of_one_name_are_asked_about(by: Acting) -> None:
    make_college(name="Réseaux", code="a")
    meant = make_college(name="Reseaux", code="b")
    run = preview(by, "Nom;Collège;Membre depuis\nFerme;RÉSEAUX;2020\n")
    (question,) = questions_of(run)
    assert [label for _value, label in question.choices] == ["Réseaux (a)", "Reseaux (b)"]
    applied(answered(run, by, str(meant.key)), by)
    assert Membership.objects.get().college == meant


@pytest.mark.parametrize(
    ("first", "last", "is_free"),
    [
        ("2005-01-01", "2009-12-31", True),
        ("2005-01-01", "2010-01-01", False),
        ("2005-01-01", "", False),
        ("2016-01-01", "2019-12-31", True),
        ("2015-12-31", "2019-12-31", False),
        ("2016-01-01", "", False),
    ],
)
def test_nobody_is_admitted_on_days_on_which_they_are_a_member(
    by: Acting, lac: Organisation, first: str, last: str, is_free: bool
) -> None:
    stands(lac, ("2010-01-01", "2015-12-31"), (Y, ""))
    college = Membership.objects.first().college
    words = {"organisation": lac, "college": college, "by": by}
    if is_free:
        admit_member(admitted_on=day(first), ended_on=day(last), **words)
        assert (first, last) in days()
        return
    with pytest.raises(RuleBroken, match="déjà membre"):
        admit_member(admitted_on=day(first), ended_on=day(last), **words)


def test_the_latest_of_two_seasons_of_one_year_is_meant_unless_an_end_says_which() -> None:
    spring = Season("Réseaux", date(2020, 1, 5), date(2020, 3, 1))
    autumn = Season("Réseaux", date(2020, 9, 1), None)
    year = Days(date(2020, 1, 1), date(2020, 12, 31))
    march = Days(date(2020, 3, 1), date(2020, 3, 31))

    def row(until: Days | None) -> MemberRow:
        return MemberRow({}, (), None, True, "", year, until)

    assert season_of(row(None), [spring, autumn]) is autumn
    assert season_of(row(march), [spring, autumn]) is spring
