"""A new rule, or a new way to look, writes its line: who may, and who may not."""

from collections.abc import Iterator
from importlib import import_module, util

import pytest
from django.conf import settings

from tests.rights import test_meetings, test_network, test_programme, test_reports, test_services
from tests.rights import test_votes as votes
from tests.rights.table import labels, names

ROOMS = [name.removeprefix("essaim.") for name in settings.ROOMS]
TABLES: dict[str, list[str]] = {
    "accounts": [test_services.ACCOUNTS],
    "exchange": [test_services.EXCHANGE],
    "files": [test_services.FILES],
    "post": [test_services.POST],
    "portal": [test_services.PORTAL],
    "network": [test_network.NETWORK],
    "programme": [
        test_programme.ACTIONS,
        test_programme.FIGURES,
        test_programme.PLAN,
        test_programme.REPRISE,
    ],
    "assemblies": [
        test_meetings.BODIES,
        test_meetings.MEETINGS,
        test_meetings.ELECTORS_AND_DATES,
        votes.SITTINGS,
        votes.VOTES,
        votes.MINUTES,
        votes.UNDERTAKINGS,
    ],
    "reports": [test_reports.REPORTS],
}


def rules_of(room: str) -> Iterator[str]:
    """The names under which `can` finds a rule of the room."""
    if util.find_spec(f"essaim.{room}.rules") is None:
        return
    module = import_module(f"essaim.{room}.rules")
    for name, value in vars(module).items():
        is_ours = getattr(value, "__module__", "").startswith(module.__name__)
        if is_ours and callable(value) and not name.startswith("_"):
            yield name


@pytest.mark.parametrize("room", ROOMS)
def test_every_rule_has_its_line(room: str) -> None:
    written = {name for table in TABLES.get(room, []) for name in names(table)}
    kernel_asks = {"can", "require", "rule_of"} if room == "kernel" else set()
    assert set(rules_of(room)) - kernel_asks == written


def test_no_line_is_written_twice() -> None:
    for tables in TABLES.values():
        found = [label for table in tables for label in labels(table)]
        assert len(found) == len(set(found))
