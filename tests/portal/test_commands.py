"""A new house is opened once; the two processes live and end together."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.cli import main
from essaim.accounts.models import HouseRole
from essaim.network.models import Organisation

ROOT = Path(__file__).resolve().parent.parent.parent
#: Two children: one says its number and lives on, the other ends as it is told.
HOUSE = """
import sys, time
from os import getpid
from essaim.portal.serving import keep_alive
def lives():
    print(getpid(), flush=True)
    time.sleep(60)
def ends():
    {ends}
sys.exit(keep_alive([lives, ends], print))
"""
LIVES = "time.sleep(60)"


def open_house(ends: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOUSE.format(ends=ends)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def is_gone(number: str) -> bool:
    return not Path(f"/proc/{number.strip()}").exists()


@pytest.mark.parametrize(("ends", "code"), [("sys.exit(3)", 3), ("pass", 1), ("1 / 0", 1)])
def test_when_one_process_ends_so_does_the_other(ends: str, code: int) -> None:
    with open_house(ends) as house:
        out, _err = house.communicate(timeout=30)
        assert house.returncode == code
        assert all(is_gone(number) for number in out.split())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_being_told_to_stop_ends_both(number: signal.Signals) -> None:
    with open_house(LIVES) as house:
        assert house.stdout is not None
        child = house.stdout.readline()
        house.send_signal(number)
        assert house.wait(timeout=30) == 0
        assert is_gone(child)


@pytest.mark.django_db
def test_a_house_is_opened_once() -> None:
    call_command("found", network="Réseau des essais", email="alix@reseau.example")
    assert Organisation.objects.get(is_house=True).name == "Réseau des essais"
    roles = HouseRole.objects.filter(user__email="alix@reseau.example")
    assert set(roles.values_list("role", flat=True)) == {"coordination", "administrator"}
    with pytest.raises(CommandError, match="open already"):
        call_command("found", network="Un autre", email="noe@reseau.example")


@pytest.mark.django_db
def test_a_wrong_address_opens_nothing() -> None:
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("found", network="Réseau des essais", email="alix chez nous")
    assert not Organisation.objects.exists()


def test_a_house_without_tables_says_what_to_run_first(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ESSAIM_DATA_DIR": str(tmp_path)}
    found = ["-m", "config.cli", "found", "--network", "Essais", "--email", "alix@reseau.example"]
    run = subprocess.run(
        [sys.executable, *found], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "run `essaim migrate` first" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["x" * 201, "\u200b", "\x1b\n"])
def test_a_house_whose_name_does_not_fit_is_refused_in_a_sentence(
    db: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(
        "config.cli.execute_from_command_line",
        lambda _said: call_command("found", network=name, email="a@reseau.example"),
    )
    with pytest.raises(SystemExit) as refusal:
        main()
    assert str(refusal.value).endswith(".")
    assert not Organisation.objects.exists()


def test_the_name_of_a_house_stands_on_one_line(db: None) -> None:
    call_command("found", network=" Réseau\n des  re\u0301seaux\x1b", email="a@reseau.example")
    assert Organisation.objects.get().name == "Réseau des réseaux"
