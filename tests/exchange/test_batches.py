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
from essaim.programme.actions import content as writing
from essaim.programme.actions.actions import add_action, discard_action
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
