"""A file of thousands is taken in by batches: what one read serves the next, and is never stale."""

from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essaim.exchange.engine import Engine
from essaim.exchange.enums import RunState
from essaim.exchange.models import Run
from essaim.exchange.running import advance_run
from essaim.journal.models import Entry, Revision
from essaim.kernel import locks
from essaim.kernel.acting import Acting
from essaim.network.actions.organisations import edit_organisation
from essaim.programme.actions import actions
from essaim.programme.actions import content as writing
from essaim.programme.actions.actions import (
    add_action,
    discard_action,
    edit_action,
    link_actions,
)
from essaim.programme.content import ActionContent
from essaim.programme.models import Action, ActionOrganisation, Evidence
from tests.factories.accounts import coordinator
from tests.factories.imports import preview
from tests.factories.network import make_organisation

pytestmark = pytest.mark.django_db
HEAD = "titre;date;organisations;preuves\n"


def file_of(rows: int, organisations: str = "", *, days: int = 28) -> str:
    lines = (
        f"Action {n};{n % days + 1:02}/05/2024;{organisations};https://a.example/{n}\n"
        for n in range(rows)
    )
    return HEAD + "".join(lines)


def begun(by: Acting, text: str) -> Run:
    run = preview(by, text)
    run.state, run.attempt, run.heartbeat_at = RunState.APPLYING, 1, timezone.now()
    run.save()
    return run


def taken_back(run: Run, between: Callable[[], object] = lambda: None, *, of: int = 5) -> Run:
    run.state, run.cursor = RunState.UNDOING, 0
    run.save()
    return batch_by_batch(run, between, of=of)


def batch_by_batch(run: Run, between: Callable[[], object] = lambda: None, *, of: int = 5) -> Run:
    engines: dict[str, Engine] = {}
    with patch("essaim.exchange.batches.BATCH", of), patch.object(locks, "HOLD", 60):
        while advance_run(run.key, 1, engines):
            between()
    run.refresh_from_db()
    return run


@pytest.fixture
def by(db: None) -> Acting:
    return coordinator()


def test_each_action_has_its_line_its_revision_and_all_that_its_row_says(by: Acting) -> None:
    house = make_organisation(name="Habitat")
    run = batch_by_batch(begun(by, file_of(12, "Habitat : accueille")))
    assert (run.state, Action.objects.filter(origin="import").count()) == ("applied", 12)
    assert ActionOrganisation.objects.filter(organisation=house, role="hosts").count() == 12
    assert Evidence.objects.values("url").distinct().count() == 12
    for action in Action.objects.all():
        line = Entry.objects.get(target_key=action.key)
        assert (line.verb, line.actor_key) == ("programme.add_action", by.key)
        revision = Revision.objects.get(target_key=action.key)
        assert (revision.number, revision.entry_key) == (1, line.key)
        row = run.rows.get(target_key=action.key)
        assert revision.record == row.after == action.as_record()
        assert action.folded


def test_more_rows_of_a_batch_cost_no_more_statements(by: Acting) -> None:
    counts = []
    for rows in (10, 40):
        make_organisation(name=f"Habitat {rows}")
        run = begun(by, file_of(rows, f"Habitat {rows}").replace("Action", f"Fête {rows}"))
        with CaptureQueriesContext(connection) as seen:
            batch_by_batch(run, of=100)
        days = sum('"starts_on" = ' in query["sql"] for query in seen)
        counts.append(len(seen) - days)
    assert counts[0] == counts[1]


def test_an_organisation_that_is_renamed_meanwhile_is_known_by_its_new_name_alone(by) -> None:
    house = make_organisation(name="Habitat")

    def rename() -> None:
        house.refresh_from_db()
        if house.name == "Habitat":
            edit_organisation(organisation=house, name="Toits", by=by)

    run = batch_by_batch(begun(by, file_of(10, "Habitat")), rename)
    outcomes = list(run.rows.order_by("position").values_list("outcome", flat=True))
    assert outcomes == ["created"] * 5 + ["refused"] * 5
    assert "Aucune organisation" in run.rows.get(position=7).reason


@pytest.mark.parametrize("days", [28, 1])
def test_what_somebody_notes_meanwhile_is_not_noted_twice(by: Acting, days: int) -> None:
    """By title and day, which was looked up before or not; what is discarded stands for nothing."""
    noted: list[Action] = []

    def note() -> None:
        if not noted:
            for number in (7, 8):
                day = date(2024, 5, number % days + 1)
                content = ActionContent(title=f"Action {number}", starts_on=day)
                noted.append(add_action(content=content, by=by))
            discard_action(action=noted[1], by=by)

    run = batch_by_batch(begun(by, file_of(10, days=days)), note)
    outcomes = list(run.rows.order_by("position").values_list("outcome", flat=True))
    assert outcomes == ["created"] * 7 + ["updated"] + ["created"] * 2
    assert run.rows.get(position=7).target_key == noted[0].key
    assert Action.objects.kept().filter(title="Action 7").count() == 1


def test_the_same_file_again_changes_nothing_and_reads_its_actions_some_at_a_time(by) -> None:
    batch_by_batch(begun(by, file_of(40)))
    lines = Entry.objects.filter(target_model="programme.action")
    before = lines.count()
    run = begun(by, file_of(40))
    with CaptureQueriesContext(connection) as seen:
        batch_by_batch(run, of=100)
    assert set(run.rows.values_list("outcome", flat=True)) == {"unchanged"}
    assert lines.count() == before
    assert len(seen) < 40


def test_one_row_that_cannot_be_leaves_the_others_and_half_of_nothing(
    by: Acting, monkeypatch
) -> None:
    fill_new = writing._write_parts

    def fails(pairs) -> None:
        if any(action.title == "Action 3" for action, _content in pairs):
            raise ValueError("a bug")
        fill_new(pairs)

    monkeypatch.setattr(writing, "_write_parts", fails)
    run = batch_by_batch(begun(by, file_of(12)), of=12)
    outcomes = list(run.rows.order_by("position").values_list("outcome", flat=True))
    assert outcomes == ["created"] * 3 + ["refused"] + ["created"] * 8
    revisions = Revision.objects.filter(target_model="programme.action")
    assert Action.objects.count() == revisions.count() == Evidence.objects.count() == 11


def test_each_action_that_is_taken_back_has_its_line_and_its_revision(by: Acting) -> None:
    run = taken_back(batch_by_batch(begun(by, file_of(12))))
    assert (run.state, run.rows.filter(is_applied=True).count()) == ("undone", 0)
    for action in Action.objects.all():
        assert action.state == "discarded"
        line = Entry.objects.filter(target_key=action.key).latest("id")
        assert (line.verb, line.actor_key) == ("programme.discard_action", by.key)
        assert line.fields == ["state"]
        revision = Revision.objects.of(action.key)[0]
        assert (revision.number, revision.entry_key) == (2, line.key)
        assert revision.record == action.as_record()


def test_more_rows_taken_back_cost_no_more_statements(by: Acting) -> None:
    counts = []
    for rows in (1, 3, 40):
        run = batch_by_batch(begun(by, file_of(rows).replace("Action", f"Fête {rows}")), of=100)
        with CaptureQueriesContext(connection) as statements:
            taken_back(run, of=100)
        counts.append(len(statements))
    assert counts == counts[:1] * 3


def test_what_rows_change_is_held_from_its_reading_until_it_is_written(by: Acting) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    make_organisation(name="Habitat")
    batch_by_batch(begun(by, file_of(3)))
    run = begun(by, file_of(3, "Habitat"))
    with CaptureQueriesContext(connection) as sent:
        batch_by_batch(run)
    held = [one["sql"] for one in sent if "FOR NO KEY UPDATE OF" in one["sql"]]
    assert [sql for sql in held if 'FROM "programme_action"' in sql]


def test_what_is_changed_or_cited_between_two_batches_stays_with_its_reason(by: Acting) -> None:
    run = batch_by_batch(begun(by, file_of(12)))
    changed, cited = (Action.objects.get(title=f"Action {n}") for n in (1, 2))
    other = add_action(content=ActionContent(title="Suite", starts_on=date(2024, 7, 1)), by=by)

    def meanwhile() -> None:
        if not cited.links_in.exists():
            content = ActionContent(title="Action 1", starts_on=changed.starts_on, place="Nantes")
            edit_action(action=changed, content=content, by=by)
            link_actions(action=other, target=cited, kind="follows", by=by)

    run = taken_back(run, meanwhile)
    notes = dict(run.rows.exclude(undo_note="").values_list("position", "undo_note"))
    assert notes == {
        1: "«\xa0Action 1\xa0» a été modifiée depuis l’import, et reste telle quelle.",
        2: "«\xa0Action 2\xa0» est citée ailleurs, et reste.",
    }
    kept = Action.objects.kept().exclude(pk=other.pk).order_by("pk")
    assert [action.title for action in kept] == ["Action 1", "Action 2"]


def test_one_row_that_cannot_be_taken_back_leaves_no_other_behind(by: Acting, monkeypatch) -> None:
    run = batch_by_batch(begun(by, file_of(12)), of=12)
    refuse = actions.refuse_kept

    def fails(action: Action, content: ActionContent | None = None) -> None:
        if action.title == "Action 3":
            raise ValueError("a bug")
        refuse(action, content)

    monkeypatch.setattr(actions, "refuse_kept", fails)
    run = taken_back(run, of=12)
    (row,) = run.rows.exclude(undo_note="")
    assert (row.position, row.is_applied) == (3, True)
    assert [action.title for action in Action.objects.kept()] == ["Action 3"]
    assert Entry.objects.filter(verb="programme.discard_action").count() == 11
