"""Rows that change actions which stand: done together, told one by one, and taken back whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.programme.models import Action
from tests.exchange.test_batches import batch_by_batch, begun, file_of, taken_back
from tests.factories.accounts import coordinator
from tests.factories.network import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db: None) -> Acting:
    return coordinator()


def other_file(rows: int) -> str:
    """The same actions under identifiers, by another organisation, with another link."""
    lines = (
        f"Action {n};{n % 28 + 1:02}/05/2024;Toits;Dit autrement;https://b.example/{n};{n};Suivi\n"
        for n in range(rows)
    )
    return "titre;date;organisations;résumé;preuves;identifiant;source\n" + "".join(lines)


def changed(by: Acting, rows: int, *, of: int = 5):
    for name in ("Habitat", "Toits"):
        make_organisation(name=name)
    batch_by_batch(begun(by, file_of(rows, "Habitat")), of=100)
    return batch_by_batch(begun(by, other_file(rows)), of=of)


def said(action: Action) -> tuple[object, ...]:
    links = {evidence.url for evidence in action.evidence.all()}
    names = {link.organisation.name for link in action.organisation_links.all()}
    return action.summary, names, links, action.source, action.external_id


def test_each_says_what_its_row_says_and_has_its_lines_and_its_revision(by: Acting) -> None:
    run = changed(by, 12)
    assert set(run.rows.values_list("outcome", "is_applied")) == {("updated", True)}
    for action in Action.objects.all():
        number = action.external_id
        links = {f"https://{site}.example/{number}" for site in "ab"}
        assert said(action) == ("Dit autrement", {"Toits"}, links, "Suivi", number)
        verbs = Entry.objects.filter(target_key=action.key).order_by("id").values_list("verb")
        names = ("add_action", "edit_action", "identify_action", "add_evidence")
        assert [verb for (verb,) in verbs] == [f"programme.{name}" for name in names]
        row = run.rows.get(target_key=action.key)
        first, *_others, last = Revision.objects.of(action.key).order_by("number")
        assert (first.record, last.record) == (row.before, row.after)
        assert row.after == action.as_record()


def test_taken_back_each_says_again_what_it_said_before(by: Acting) -> None:
    run = taken_back(changed(by, 12))
    assert (run.state, run.rows.exclude(undo_note="").count()) == ("undone", 0)
    for action in Action.objects.all():
        number = action.title.removeprefix("Action ")
        assert said(action) == ("", {"Habitat"}, {f"https://a.example/{number}"}, "", "")
        assert action.as_record() == run.rows.get(target_key=action.key).before
        verb = Entry.objects.filter(target_key=action.key).order_by("id")[4].verb
        assert verb == "programme.restore_revision"


def test_what_no_revision_says_is_typed_again(by: Acting) -> None:
    """As of actions that came in bulk, before the house kept versions."""
    run = changed(by, 3)
    Revision.objects.filter(number=1).delete()
    taken_back(run)
    for action in Action.objects.all():
        assert (action.summary, action.external_id) == ("", "")
        assert [link.organisation.name for link in action.organisation_links.all()] == ["Habitat"]


def test_more_changed_rows_cost_no_more_statements(by: Acting) -> None:
    counts = []
    for rows in (1, 3, 30):
        Action.objects.all().delete()
        for name in ("Habitat", "Toits"):
            make_organisation(name=f"{name} {rows}")
        noted = file_of(rows, f"Habitat {rows}").replace("Action", f"Fête {rows}")
        batch_by_batch(begun(by, noted), of=100)
        again = other_file(rows).replace("Toits", f"Toits {rows}").replace("Suivi", f"Suivi {rows}")
        run = begun(by, again.replace("Action", f"Fête {rows}"))
        with CaptureQueriesContext(connection) as applying:
            batch_by_batch(run, of=100)
        with CaptureQueriesContext(connection) as undoing:
            taken_back(run, of=100)
        counts.append((len(applying), len(undoing)))
    assert counts == counts[:1] * 3


def test_of_two_lines_that_say_what_came_meanwhile_the_first_takes_it(by: Acting) -> None:
    """The second was planned as another one, and stays it, though both stand in one batch."""
    text = "titre;date;lieu;résumé\nFête;01/05/2024;;Une\nFête;01/05/2024;;Deux\n"
    run = begun(by, text)
    run.rows.update(outcome="created", question=None, reason="")
    batch_by_batch(begun(by, "titre;date\nFête;01/05/2024\n"))
    run = batch_by_batch(run, of=10)
    assert [action.summary for action in Action.objects.order_by("pk")] == ["Une", "Deux"]
    assert list(run.rows.order_by("position").values_list("outcome", flat=True)) == [
        "updated",
        "created",
    ]
