"""Nothing twice, nothing over another: which action the rows of a file mean."""

from datetime import date

import pytest
from django.test import TestCase

from essaim.exchange.actions import answer_questions, map_columns, undo_run
from essaim.exchange.models import Source
from essaim.exchange.queries import counts_of, questions_of, run_page
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.programme.models import Action
from tests.factories.accounts import coordinator
from tests.factories.imports import applied, done, preview, reasons
from tests.factories.network import make_organisation
from tests.factories.programme import make_action, make_axis, make_objective

HEAD = "titre;date;lieu;objectif;résumé\n"


@pytest.fixture
def by(db: None) -> Acting:
    make_objective(axis=make_axis(code="1"), code="1.1")
    return coordinator()


def test_two_rows_of_one_title_and_day_at_two_places_are_two_actions(by: Acting) -> None:
    text = HEAD + "Permanence;12/06/2024;Tours;;a\nPermanence;12/06/2024;Blois;;b\n"
    assert done(by, text) == {"created": 2}
    noted = set(Action.objects.values_list("place", "summary"))
    assert noted == {("Tours", "a"), ("Blois", "b")}
    assert done(by, text) == {"unchanged": 2}


def test_a_row_that_says_the_same_again_counts_once_and_is_told(by: Acting) -> None:
    run = preview(by, HEAD + "Fête;12/06/2024;Tours;;\nFête;12/06/2024;Tours;;\n")
    assert [(line, outcome) for line, outcome, _why in reasons(run)] == [(3, "unchanged")]
    applied(run, by)
    assert Action.objects.count() == 1


def test_rows_that_no_place_tells_apart_are_asked_and_never_overwrite(by: Acting) -> None:
    run = preview(by, HEAD + "Fête;12/06/2024;Tours;;a\nFête;12/06/2024;Tours;;b\n")
    assert counts_of(run)["asked"] == 1
    (question,) = questions_of(run)
    assert [value for value, _label in question.choices] == ["new", "left_out"]
    answer_questions(run=run, answers={question.code: "new"}, by=by)
    applied(run, by)
    assert sorted(Action.objects.values_list("summary", flat=True)) == ["a", "b"]


def test_a_row_that_nobody_answered_for_stays_out(by: Acting) -> None:
    run = preview(by, HEAD + "Fête;12/06/2024;Tours;;a\nFête;12/06/2024;Tours;;b\n")
    applied(run, by)
    assert Action.objects.get().summary == "a"


def test_an_objective_completed_later_updates(by: Acting) -> None:
    assert done(by, HEAD + "Fête;12/06/2024;Tours;;\n") == {"created": 1}
    assert done(by, HEAD + "Fête;12/06/2024;Tours;1.1;\n") == {"updated": 1}
    assert Action.objects.get().objectives.get().code == "1.1"


def test_a_place_completed_later_updates(by: Acting) -> None:
    assert done(by, HEAD + "Fête;12/06/2024;;;\n") == {"created": 1}
    assert done(by, HEAD + "Fête;12/06/2024;Tours;;\n") == {"updated": 1}
    assert Action.objects.get().place == "Tours"


def test_an_action_noted_at_another_place_is_asked(by: Acting) -> None:
    noted = make_action(title="Fête", starts_on=date(2024, 6, 12), place="Tours")
    run = preview(by, HEAD + "Fête;12/06/2024;Blois;;\n")
    (question,) = questions_of(run)
    assert "Tours" in question.choices[0][1]
    answer_questions(run=run, answers={question.code: question.choices[0][0]}, by=by)
    assert counts_of(run)["updated"] == 1
    applied(run, by)
    noted.refresh_from_db()
    assert (noted.place, Action.objects.count()) == ("Blois", 1)


NUMBERS = "Numéro;titre;date\n1;Fête;12/06/2024\n2;Bal;13/06/2024\n"
OTHER_NUMBERS = "Numéro;titre;date\n1;Concert;1/02/2025\n2;Foire;2/02/2025\n"


def test_a_number_is_no_identifier_from_file_to_file(by: Acting) -> None:
    run = preview(by, NUMBERS)
    assert run_page(run).ignored == ["Numéro"]
    assert done(by, NUMBERS) == {"created": 2}
    assert done(by, OTHER_NUMBERS) == {"created": 2}
    assert Action.objects.count() == 4


def test_an_identifier_without_a_source_is_none_either(by: Acting) -> None:
    assert done(by, NUMBERS.replace("Numéro", "id")) == {"created": 2}
    assert done(by, OTHER_NUMBERS.replace("Numéro", "id")) == {"created": 2}


def test_a_number_is_an_identifier_where_a_person_says_so_for_the_source(by: Acting) -> None:
    places = {"external_id": 0, "title": 1, "starts_on": 2}
    run = map_columns(
        run=preview(by, NUMBERS), mapping=places, source="Agenda", has_identifiers=True, by=by
    )
    applied(run, by)
    renamed = NUMBERS.replace("Fête", "Grande fête")
    again = preview(by, renamed, Source.objects.get(name="Agenda"))
    assert counts_of(applied(again, by))["updated"] == 1
    assert set(Action.objects.values_list("title", "source", "external_id")) == {
        ("Grande fête", "Agenda", "1"),
        ("Bal", "Agenda", "2"),
    }


def test_a_source_that_is_only_named_lends_no_identifier(by: Acting) -> None:
    places = {"external_id": 0, "title": 1, "starts_on": 2}
    for text in (NUMBERS, OTHER_NUMBERS):
        run = map_columns(run=preview(by, text), mapping=places, source="Agenda", by=by)
        assert counts_of(applied(run, by))["created"] == 2
    assert not Action.objects.exclude(external_id="").exists()


def test_an_action_noted_before_takes_the_identifier_and_gives_it_back(by: Acting) -> None:
    applied(preview(by, NUMBERS), by)
    places = {"external_id": 0, "title": 1, "starts_on": 2}
    run = map_columns(
        run=preview(by, NUMBERS), mapping=places, source="Agenda", has_identifiers=True, by=by
    )
    assert counts_of(applied(run, by))["updated"] == 2
    assert Action.objects.filter(source="Agenda").count() == 2
    with TestCase.captureOnCommitCallbacks(execute=True):
        undo_run(run=run, by=by)
    assert not Action.objects.exclude(external_id="").exists()
    assert not run.rows.exclude(undo_note="").exists()


def test_identifiers_need_the_name_of_their_source(by: Acting) -> None:
    with pytest.raises(RuleBroken):
        map_columns(run=preview(by, NUMBERS), mapping={"title": 1}, has_identifiers=True, by=by)


def test_an_identifier_twice_in_a_file_is_refused_with_both_lines(by: Acting) -> None:
    run = preview(by, "source;id;titre;date\nw;7;Fête;12/06/2024\nw;7;Bal;13/06/2024\n")
    ((line, outcome, reason),) = reasons(run)
    assert (line, outcome) == (3, "refused")
    assert "2" in reason


def test_two_organisations_of_one_name_are_asked_once_for_the_file(by: Acting) -> None:
    one, other = (make_organisation(name="Le Pôle", city=city) for city in ("Tours", "Blois"))
    text = "titre;date;organisations\nFête;12/06/2024;Le Pôle\nBal;13/06/2024;le pole : accueille\n"
    run = preview(by, text)
    assert counts_of(run)["asked"] == 2
    (question,) = questions_of(run)
    assert {value for value, _label in question.choices} == {str(one.key), str(other.key)}
    assert any("Blois" in label for _value, label in question.choices)
    answer_questions(run=run, answers={question.code: str(other.key)}, by=by)
    applied(run, by)
    named = Action.objects.values_list("organisations__key", flat=True)
    assert set(named) == {other.key}


def test_an_organisation_that_one_does_not_see_is_not_named(by: Acting) -> None:
    hidden = f"group:{'0' * 8}-0000-0000-0000-{'0' * 12}"
    make_organisation(name="Cachée", audience=hidden)
    run = preview(by, "titre;date;organisations\nFête;12/06/2024;Cachée\n")
    assert counts_of(run)["refused"] == 1


def test_the_same_file_previewed_twice_then_applied_twice_counts_once(by: Acting) -> None:
    text = HEAD + "Fête;12/06/2024;Tours;;\nFête;12/06/2024;Blois;;\nBal;13/06/2024;;;\n"
    first, second = preview(by, text), preview(by, text)
    applied(first, by)
    applied(second, by)
    assert Action.objects.count() == 3
    assert counts_of(second)["unchanged"] == 3
    assert run_page(second).done is not None
    assert run_page(second).done.differs


def test_organisations_that_nothing_tells_apart_are_told_apart_by_the_order_they_came(
    by: Acting,
) -> None:
    for kind in ("structure", "structure", "funder"):
        make_organisation(name="Le Fournil", city="", kind=kind)
    run = preview(by, "titre;date;organisations\nFête;12/06/2024;Le Fournil\n")
    (question,) = questions_of(run)
    labels = [label for _value, label in question.choices]
    assert len(set(labels)) == 3
    assert "2" in labels[1]
    assert not any(sign in labels[2] for sign in "123")
