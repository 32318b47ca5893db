"""What is made of a published document is made once, whole, within a bound, and for nobody else."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from essaim.documents.formats import kept
from essaim.documents.formats.kept import DAY, kept_file, sweep_kept_files

SHA = "a" * 64


class Maker:
    """Makes a file, and counts how often."""

    def __init__(self, content: bytes = b"file") -> None:
        self.content, self.times = content, 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.content


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.KEPT_FILES_ROOT = tmp_path / "kept"
    settings.KEPT_FILES_BYTES = 10_000
    return settings.KEPT_FILES_ROOT


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*")}


def test_it_is_made_once(folder) -> None:
    make = Maker()
    assert [kept_file(SHA, "pdf", make) for _time in range(3)] == [b"file"] * 3
    assert make.times == 1


@pytest.mark.parametrize(("digest", "what"), [("b" * 64, "pdf"), (SHA, "odt"), (SHA, "pdf ")])
def test_another_document_or_format_is_another_file(folder, digest: str, what: str) -> None:
    kept_file(SHA, "pdf", Maker(b"first"))
    assert kept_file(digest, what, Maker(b"second")) == b"second"


def test_another_essaim_makes_it_anew(folder, monkeypatch) -> None:
    kept_file(SHA, "pdf", Maker(b"former"))
    monkeypatch.setattr(kept, "_makers", lambda: "another")
    assert kept_file(SHA, "pdf", Maker(b"newer")) == b"newer"


def test_the_mark_of_what_makes_files_moves_with_a_template(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(kept, "_SOURCES", (tmp_path,))
    marks = set()
    for name, text in (("a.typ", "1"), ("a.typ", "2"), ("b.py", "3"), ("b.pyc", "4")):
        (tmp_path / name).write_text(text)
        kept._makers.cache_clear()
        marks.add(kept._makers())
    kept._makers.cache_clear()
    assert len(marks) == 3


@pytest.mark.parametrize(
    "spoil",
    [lambda file: b"", lambda file: file[:-1], lambda file: file + b"x", lambda file: b"x" + file],
)
def test_a_file_that_is_not_whole_is_made_again(folder, spoil: Callable[[bytes], bytes]) -> None:
    kept_file(SHA, "pdf", Maker())
    (path,) = folder.glob("*")
    path.write_bytes(spoil(path.read_bytes()))
    make = Maker()
    assert kept_file(SHA, "pdf", make) == b"file"
    assert kept_file(SHA, "pdf", make) == b"file"
    assert make.times == 1


def test_a_fault_in_the_making_keeps_nothing(folder) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept_file(SHA, "pdf", fail)
    assert names(folder) == set()


def test_only_the_house_reads_the_folder(folder) -> None:
    mask = os.umask(0o077)
    try:
        kept_file(SHA, "pdf", Maker())
    finally:
        os.umask(mask)
    (path,) = folder.glob("*")
    assert (path.stat().st_mode & 0o077, folder.stat().st_mode & 0o077) == (0, 0)


def test_a_disk_that_takes_nothing_costs_the_keeping_alone(folder, monkeypatch, caplog) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert kept_file(SHA, "pdf", Maker()) == b"file"
    assert names(folder) == set()
    assert "not kept" in caplog.text


def test_a_house_that_keeps_nothing_makes_it_each_time(folder, settings) -> None:
    settings.KEPT_FILES_BYTES = 0
    make = Maker()
    kept_file(SHA, "pdf", make)
    kept_file(SHA, "pdf", make)
    assert (make.times, folder.exists()) == (2, False)


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_the_longest_unasked_go_first_where_there_are_many(folder) -> None:
    for number in range(6):
        kept_file(SHA, str(number), Maker(b"x" * 3_000))
        for path in folder.glob("*"):
            age(path, time.time() - path.stat().st_mtime + 10)
    sizes = [path.stat().st_size for path in folder.glob("*")]
    assert (len(sizes), sum(sizes)) == (3, 3 * 3_032)
    make = Maker()
    for number in (5, 4, 3):
        kept_file(SHA, str(number), make)
    assert make.times == 0


def test_what_nobody_asked_for_in_sixty_days_goes(folder) -> None:
    kept_file(SHA, "pdf", Maker())
    (path,) = folder.glob("*")
    age(path, 59.9 * DAY)
    sweep_kept_files()
    assert names(folder) == {path.name}
    age(path, 60.1 * DAY)
    sweep_kept_files()
    assert names(folder) == set()


def test_to_ask_for_it_keeps_it(folder) -> None:
    kept_file(SHA, "pdf", Maker())
    (path,) = folder.glob("*")
    age(path, 59 * DAY)
    kept_file(SHA, "pdf", Maker())
    assert time.time() - path.stat().st_mtime < DAY


def test_what_a_killed_process_left_half_written_goes(folder) -> None:
    folder.mkdir()
    left, fresh = folder / "1.part", folder / "2.part"
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")
    age(left, 3601)
    sweep_kept_files()
    assert names(folder) == {"2.part"}


def test_a_folder_that_is_not_there_yet_is_swept_too(folder) -> None:
    sweep_kept_files()
    assert not folder.exists()


def test_many_at_once_get_the_same_file(folder) -> None:
    start, got = Barrier(6), []

    def ask() -> None:
        start.wait()
        got.extend(kept_file(SHA, "pdf", Maker(b"x" * 2_000)) for _time in range(30))

    threads = [Thread(target=ask) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [b"x" * 2_000] * 180
    assert len(names(folder)) == 1
