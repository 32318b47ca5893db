"""The room of docs/new-room.md is built from that page, beside the house, and used."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "new-room.md"
#: A file of the room, as the page shows it: its name, then its text.
FILE = re.compile(
    r"^`(loans/[\w./]+)`\n\n```(?:python|django)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
SETTINGS = """
import essaim

essaim.__path__.append("{folder}/essaim")
from config.settings_test import *
from config.settings_test import INSTALLED_APPS, ROOMS

ROOMS = [*ROOMS, "essaim.loans"]
INSTALLED_APPS = ["essaim.loans", *INSTALLED_APPS]
ROOT_URLCONF = "addresses"
"""
ADDRESSES = """
from config.urls import *
from config.urls import include, path, urlpatterns

urlpatterns = [path("prets/", include("essaim.loans.urls")), *urlpatterns]
"""


def files() -> dict[str, str]:
    return dict(FILE.findall(PAGE.read_text()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where the room stands, with the settings of a house that has it."""
    folder = tmp_path_factory.mktemp("new_room")
    for name, text in files().items():
        path = folder / "essaim" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "essaim/loans/__init__.py").touch()
    (folder / "house.py").write_text(SETTINGS.format(folder=folder))
    (folder / "addresses.py").write_text(ADDRESSES)
    run(folder, "-m", "django", "makemigrations", "loans", "--verbosity", "0")
    return folder


def run(folder: Path, *command: str) -> None:
    env = {
        **os.environ,
        "PYTHONPATH": f"{folder}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "house",
        "ESSAIM_DATA_DIR": str(folder),
    }
    if "ESSAIM_TEST_DATABASE_URL" in env:
        env["ESSAIM_TEST_DATABASE_URL"] += "_new_room"
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_room_is_small() -> None:
    """Lines that are not blank, of Python and HTML, beside an empty `__init__`."""
    lines = [line for text in files().values() for line in text.splitlines() if line.strip()]
    assert len(files()) <= 12
    assert len(lines) <= 200


def test_a_house_with_the_room_passes_the_checks_of_django(folder: Path) -> None:
    run(folder, "-m", "django", "check")


def test_the_room_does_all_that_a_room_does(folder: Path) -> None:
    """`tests/new_room/in_use.py`, in that house."""
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--ds", "house"]
    run(folder, "-m", "pytest", *options, "tests/new_room/in_use.py")
