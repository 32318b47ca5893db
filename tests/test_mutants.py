"""The run of wrong versions: what it changes, what it refuses, what it says."""

from pathlib import Path

import pytest

from tools.mutants import ROOT, Mutant, Spoilt, mutated, read, try_all, unnoticed

TESTS = ("tests/test_sum.py::test_it_adds",)


def make_mutant(before: str = "one + other", after: str = "one - other", **told) -> Mutant:
    line = {"room": "sums", "what": "subtracts", "file": "house/sums.py", "tests": TESTS}
    return Mutant(**{**line, **told}, before=before, after=after)


def test_every_line_changes_something_and_names_tests() -> None:
    for mutant in read():
        assert mutant.before != mutant.after, mutant.what
        assert mutant.tests, mutant.what


def test_every_line_finds_what_it_changes() -> None:
    """Whoever moves a rule moves its wrong versions with it."""
    for mutant in read():
        mutated((ROOT / mutant.file).read_text(), mutant)


@pytest.mark.parametrize("text", ["return one", "one + other, one + other"])
def test_a_text_that_stands_not_exactly_once_is_refused(text: str) -> None:
    with pytest.raises(Spoilt, match=r"stands [02] times"):
        mutated(text, make_mutant())


def test_a_change_that_python_cannot_read_is_no_wrong_version() -> None:
    with pytest.raises(SyntaxError):
        mutated("one + other", make_mutant(after="one +"))


@pytest.mark.parametrize("line", ['what = "a"', 'what = "a"\nfile = "b"\nbefore = ""\nafter = "c"'])
def test_a_line_without_all_its_fields_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "sums.toml").write_text(f"[[mutant]]\n{line}\ntests = []")
    with pytest.raises(Spoilt, match=r"sums\.toml, mutant 1"):
        read(tmp_path)


def test_every_test_named_must_fail_itself() -> None:
    mutant = make_mutant(tests=("tests/a.py::test_one", "tests/a.py::test_other"))
    report = "FAILED tests/a.py::test_one[1] - no\nFAILED tests/a.py::test_other_one - no"
    assert unnoticed(mutant, report) == ["tests/a.py::test_other"]
    assert unnoticed(mutant, f"{report}\nFAILED tests/a.py::test_other") == []


def test_words_choose_by_room_file_and_sentence() -> None:
    assert make_mutant().speaks_of(["SUMS", "subtracts"])
    assert not make_mutant().speaks_of(["sums", "adds"])


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of one function, with its test."""
    for name, text in {
        "pyproject.toml": "[tool.pytest.ini_options]\n",
        "house/__init__.py": "",
        "house/sums.py": "def add(one, other):\n    return one + other\n",
        "tests/test_sum.py": "from house.sums import add\n\n"
        "def test_it_adds():\n    assert add(1, 1) == 2\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_wrong_version_is_killed_or_survives_or_is_out_of_date(house: Path) -> None:
    tried = [
        make_mutant(),
        make_mutant(after="max(one, other) * 2"),
        make_mutant(before="one * other"),
        make_mutant(tests=("tests/test_sum.py::test_it_adds", "tests/test_sum.py::test_gone")),
    ]
    faults = [verdict.fault for verdict in try_all(tried[:3], house)]
    assert faults[0] == ""
    assert faults[1] == "passes tests/test_sum.py::test_it_adds"
    assert "stands 0 times" in faults[2]
    with pytest.raises(Spoilt, match="as it is"):
        list(try_all(tried[3:], house))
    assert "one + other" in (house / "house/sums.py").read_text()
