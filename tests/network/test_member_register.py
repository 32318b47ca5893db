"""An import of members reads once which organisations there are, and notices who else writes."""

from unittest.mock import patch

import pytest

from essaim.exchange.actions import preview_import
from essaim.exchange.engine import Engine
from essaim.exchange.enums import RunState
from essaim.exchange.models import Run
from essaim.exchange.running import advance_run, begin
from essaim.kernel.acting import Acting
from essaim.kernel.columns import guess
from essaim.kernel.tabular import read_table
from essaim.network.actions.organisations import add_organisation
from essaim.network.columns import MEMBERS
from essaim.network.imports import identity
from essaim.network.models import Membership, Organisation
from tests.factories.accounts import coordinator
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db
FILE = "Nom;Membre depuis\nLa Ruche;2020\nLe Pôle;2021\nLa Grange;2022\n"


def begun(by: Acting) -> Run:
    make_college()
    table = read_table(FILE.encode(), "a.csv", score=lambda cells: len(guess(cells, MEMBERS)))
    return begin(preview_import(target="members", table=table, by=by), RunState.APPLYING)


def advance(run: Run, engines: dict[str, Engine]) -> bool:
    with patch("essaim.exchange.batches.BATCH", 1):
        return advance_run(run.key, run.attempt, engines)


def test_the_organisations_are_read_once_for_all_batches() -> None:
    run, engines = begun(coordinator()), dict[str, Engine]()
    with patch.object(identity, "Candidates", wraps=identity.Candidates) as read:
        while advance(run, engines):
            pass
    assert read.call_count == 1
    assert Membership.objects.count() == 3


def test_what_somebody_else_notes_between_two_batches_is_meant_by_the_rows_after() -> None:
    by = coordinator()
    run, engines = begun(by), dict[str, Engine]()
    advance(run, engines)
    add_organisation(name="Le Pôle", kind="structure", by=by)
    while advance(run, engines):
        pass
    assert Organisation.objects.filter(name="Le Pôle").count() == 1
    assert Membership.objects.count() == 3
