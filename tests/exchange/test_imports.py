"""Importing actions: preview, apply, twice, take back. The engine and its first target together."""

from datetime import date

import pytest
from django.test import TestCase

from essaim.exchange.actions import apply_run, discard_run, map_columns, preview_import, undo_run
from essaim.exchange.models import Run
from essaim.exchange.queries import counts_of, run_page
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.exports import write_csv
from essaim.kernel.tabular import read_table
from essaim.programme.actions.actions import add_evidence, edit_action
from essaim.programme.content import ActionContent
from essaim.programme.lists import ACTIONS
from essaim.programme.models import Action
from essaim.programme.queries.exports import export_rows
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_organisation
from tests.factories.programme import make_action, make_axis, make_objective

FILE = """titre;date;objectif;organisations;lieu;remarques internes
Assemblée de printemps;12/06/2024;1.1;Réseau Alpha:co_organises;Tours;à relire
Formation à la gouvernance;du 21 au 23 mai 2024;1.1;Réseau Alpha;Paris;
Rencontre impossible;31/02/2024;1.1;;;
Atelier sans objectif connu;14/10/2024;9.9;;;
"""


@pytest.fixture
def by(db: None) -> Acting:
    make_organisation(name="Réseau Alpha")
    make_objective(axis=make_axis(code="1"), code="1.1")
    return coordinator()


def preview(by: Acting, text: str = FILE) -> Run:
    table = read_table(text.encode("cp1252"), "actions.csv")
    return preview_import(target="actions", table=table, by=by)


def applied(run: Run, by: Acting) -> Run:
    """The work of a run begins when the transaction is committed."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return apply_run(run=run, by=by)


def undone(run: Run, by: Acting) -> Run:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return undo_run(run=run, by=by)


def outcome(run: Run) -> tuple[int, int, int, int]:
    counts = counts_of(run)
    return counts["created"], counts["updated"], counts["unchanged"], counts["refused"]


def test_a_preview_writes_nothing_but_itself(by: Acting) -> None:
    run = preview(by)
    assert outcome(run) == (2, 0, 0, 2)
    assert Action.objects.count() == 0


def test_a_refused_row_says_line_column_value_and_reason(by: Acting) -> None:
    refused = preview(by).rows.filter(outcome="refused").order_by("position")
    assert [(row.line, row.column, row.value) for row in refused] == [
        (4, "starts_on", "31/02/2024"),
        (5, "objectives", "9.9"),
    ]
    assert all(row.reason for row in refused)


def test_a_role_that_nobody_knows_is_told_with_those_that_are(by: Acting) -> None:
    text = "titre;date;organisations\nAtelier;12/06/2024;Réseau Alpha : regarde\n"
    (row,) = preview(by, text).rows.all()
    assert (row.column, row.value) == ("organisations", "regarde")
    assert "participe" in row.reason


def test_a_column_that_is_not_understood_is_named(by: Acting) -> None:
    assert run_page(preview(by)).ignored == ["remarques internes"]


def test_what_was_guessed_is_shown_in_the_words_of_the_house(by: Acting) -> None:
    page = run_page(preview(by))
    assert ("date", "Début") in page.read
    assert [one.column for one in page.rows if one.row.outcome == "refused"] == [
        "Début",
        "Objectifs",
    ]


def test_applying_creates_what_was_previewed(by: Acting) -> None:
    run = applied(preview(by), by)
    run.refresh_from_db()
    assert (run.state, run.cursor, run.total) == ("applied", 4, 4)
    action = Action.objects.get(title="Formation à la gouvernance")
    assert (action.starts_on, action.ends_on) == (date(2024, 5, 21), date(2024, 5, 23))
    assert action.origin == "import"
    roles = Action.objects.get(place="Tours").organisation_links.values_list("role", flat=True)
    assert list(roles) == ["co_organises"]


def test_the_same_file_twice_changes_nothing(by: Acting) -> None:
    applied(preview(by), by)
    again = preview(by)
    assert outcome(again) == (0, 0, 2, 2)
    applied(again, by)
    assert outcome(again) == (0, 0, 2, 2)
    assert Action.objects.count() == 2


def test_an_export_comes_back_unchanged(by: Acting) -> None:
    applied(preview(by), by)
    data = write_csv(ACTIONS.header(), export_rows(Action.objects.order_by("pk"), by))
    run = preview_import(target="actions", table=read_table(data, "export.csv"), by=by)
    assert outcome(run) == (0, 0, 2, 0)


def test_an_address_with_a_semicolon_comes_back_as_it_was(by: Acting) -> None:
    action = make_action(title="Fête")
    for url in ("https://a.example/x;y=1", "https://b.example/"):
        add_evidence(action=action, title="", url=url, by=by)
    data = write_csv(ACTIONS.header(), export_rows(Action.objects.order_by("pk"), by))
    run = preview_import(target="actions", table=read_table(data, "export.csv"), by=by)
    assert outcome(run) == (0, 0, 1, 0)


def test_a_changed_row_updates_and_an_empty_cell_says_nothing(by: Acting) -> None:
    applied(preview(by), by)
    text = "titre;date;objectif;lieu;résumé\nAssemblée de printemps;12/06/2024;1.1;;Enfin réunis\n"
    run = applied(preview(by, text), by)
    assert outcome(run) == (0, 1, 0, 0)
    action = Action.objects.get(title="Assemblée de printemps")
    assert (action.place, action.summary) == ("Tours", "Enfin réunis")


def test_undoing_restores_and_discards(by: Acting) -> None:
    applied(preview(by), by)
    text = "titre;date;objectif;résumé\nAssemblée de printemps;12/06/2024;1.1;Enfin\n"
    second = applied(preview(by, text + "Nouvelle;1/7/2024;1.1;\n"), by)
    undone(second, by)
    assert Action.objects.get(title="Assemblée de printemps").summary == ""
    assert Action.objects.get(title="Nouvelle").state == "discarded"
    assert not second.rows.exclude(undo_note="").exists()


def test_undoing_lists_what_was_touched_since(by: Acting) -> None:
    run = applied(preview(by), by)
    action = Action.objects.get(title="Assemblée de printemps")
    content = ActionContent(title=action.title, starts_on=action.starts_on, place="Nantes")
    edit_action(action=action, content=content, by=by)
    undone(run, by)
    notes = run.rows.exclude(undo_note="").values_list("undo_note", flat=True)
    assert len(notes) == 1
    assert "Assemblée de printemps" in notes[0]
    run.refresh_from_db()
    assert [row.undo_note for row in run_page(run).kept] == list(notes)
    action.refresh_from_db()
    assert (action.place, action.state) == ("Nantes", "held")


def test_what_was_taken_back_can_be_imported_again(by: Acting) -> None:
    run = applied(preview(by), by)
    undone(run, by)
    applied(preview(by), by)
    assert Action.objects.that_took_place().count() == 2


def test_an_identifier_of_a_source_wins_over_the_title(by: Acting) -> None:
    head = "source;id;titre;date\n"
    applied(preview(by, head + "wiki;7;Ancien titre;3/5/2024\n"), by)
    run = applied(preview(by, head + "wiki;7;Titre nouveau;3/5/2024\n"), by)
    assert outcome(run) == (0, 1, 0, 0)
    assert Action.objects.get().title == "Titre nouveau"


def test_columns_can_be_chosen_by_hand(by: Acting) -> None:
    run = preview(by, "quoi;date\nFête;3/5/2024\n")
    assert outcome(run) == (0, 0, 0, 1)
    run = map_columns(run=run, mapping={"title": 0, "starts_on": 1}, by=by)
    assert outcome(run) == (1, 0, 0, 0)


def test_a_file_without_a_known_column_waits_for_a_person(by: Acting) -> None:
    run = preview(by, "a;b\nFête;3/5/2024\n")
    assert (run.guessed["mapping"], outcome(run)) == ({}, (0, 0, 0, 1))


def test_only_those_who_may_import(by: Acting) -> None:
    run = preview(by)
    stranger, bureau = make_acting(), make_acting(role="bureau")
    with pytest.raises(Forbidden):
        preview(stranger)
    for verb in (apply_run, discard_run):
        with pytest.raises(Forbidden):
            verb(run=run, by=bureau)
    discard_run(run=run, by=by)
    assert not Run.objects.exists()


def test_a_run_is_not_applied_twice(by: Acting) -> None:
    run = applied(preview(by), by)
    with pytest.raises(RuleBroken):
        apply_run(run=run, by=by)
