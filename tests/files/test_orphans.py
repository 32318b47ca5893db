"""No file stays on the disk without a row: none of an act undone, or of a killed process."""

import os
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction

from essaim.files import rules
from essaim.files.models import StoredFile
from essaim.files.sweeping import sweep_files
from essaim.journal import actions as journal
from essaim.journal.actions import action, take_back
from essaim.programme.actions.actions import add_file_evidence
from essaim.programme.models import Evidence
from tests.factories.accounts import coordinator
from tests.factories.files import PDF, make_file
from tests.factories.programme import make_action
from tests.files.test_actions import on_disk, own_folder  # noqa: F401 a fixture

pytestmark = pytest.mark.django_db


def full(*_args: object, **_options: object) -> None:
    raise OperationalError("database or disk is full")


def test_a_disk_that_is_full_for_the_row_keeps_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StoredFile, "save", full)
    with pytest.raises(OperationalError):
        make_file()
    assert on_disk() == []


def test_a_disk_that_is_full_for_the_journal_keeps_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "_write", full)
    with pytest.raises(OperationalError):
        make_file()
    assert on_disk() == []


def test_an_act_that_breaks_after_its_file_keeps_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is an act within an act: both are undone."""
    noted = make_action()
    monkeypatch.setattr(Evidence, "save", full)
    said = {"content": BytesIO(PDF), "name": "a.pdf", "title": "Preuve"}
    with pytest.raises(OperationalError):
        add_file_evidence(action=noted, by=coordinator(), **said)
    assert on_disk() == []
    assert not StoredFile.objects.exists()


@action
def _keep_two(*, by: object) -> StoredFile:
    """Of the first of which nothing comes: its act breaks, and this one goes on."""
    with suppress(ValueError), transaction.atomic():
        _keep_and_break(by=by)
    return make_file()


@action
def _keep_and_break(*, by: object) -> None:
    make_file()
    raise ValueError


def test_what_goes_on_after_an_act_that_broke_keeps_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "_keep_two", lambda by: True, raising=False)
    kept = _keep_two(by=coordinator())
    assert on_disk() == [Path(kept.content.name).name]


def test_outside_of_an_act_nothing_is_taken_back() -> None:
    take_back(lambda: pytest.fail("undone"))


def age(path: Path, days: float) -> Path:
    when = time.time() - days * 24 * 3600
    os.utime(path, (when, when))
    return path


def test_the_sweep_takes_old_files_without_a_row_and_nothing_else(own_folder: Path) -> None:  # noqa: F811
    stored = make_file()
    kept = age(Path(stored.content.path), 400)
    orphan = own_folder / "ab" / ("ab" + "0" * 30 + ".pdf")
    part = orphan.with_name(f"{orphan.name}.{'1' * 32}.part")
    young = own_folder / "cd" / ("cd" + "0" * 30 + ".pdf")
    other = own_folder / "ab" / "note-of-the-host.txt"
    elsewhere = own_folder / "ef" / orphan.name
    for path in (orphan, part, young, other, elsewhere):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PDF)
    for path in (orphan, part, other, elsewhere):
        age(path, 61)
    age(young, 59)

    assert sweep_files() == 2

    assert [path.exists() for path in (orphan, part, young, other, elsewhere, kept)] == [
        False, False, True, True, True, True,
    ]  # fmt: skip
    call_command("sweep_files")
    assert kept.exists()


def test_a_folder_that_is_not_there_yet_is_swept_too(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "none"
    assert sweep_files() == 0
