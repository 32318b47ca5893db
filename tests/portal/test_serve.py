"""`essaim serve` with several web processes: what they count they count together."""

import pytest
from django.core.management import CommandError, call_command

from essaim.portal.management.commands import serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    commands: list[list[str]] = []
    monkeypatch.setattr(serve, "keep_alive", lambda processes, chores: commands.extend(processes))
    return commands


def test_two_web_processes_ask_for_the_shared_cache(settings, started) -> None:
    settings.REDIS_URL = ""
    with pytest.raises(CommandError, match="set ESSAIM_REDIS_URL"):
        call_command("serve", "--workers", "2")
    assert started == []


@pytest.mark.parametrize(("redis", "workers"), [("", "1"), ("redis://127.0.0.1/0", "2")])
def test_one_alone_or_several_with_it_are_started(settings, started, redis, workers) -> None:
    settings.REDIS_URL = redis
    with pytest.raises(SystemExit):
        call_command("serve", "--workers", workers)
    assert workers in started[0]
