"""Wrong versions of the house: each must fail the tests that stand beside it in `tools/mutants/`.

`python -m tools.mutants [WORD…]` tries those of which the room, the file or the sentence holds a
WORD, all without one. Each is made in a scratch copy, never in the tree, and only the tests that it
names run there, on SQLite. A line is one change that a tired person could make:

    [[mutant]]
    what = "a link still opens at its last moment"
    file = "essaim/post/links.py"
    before = "link.expires_at <= at"
    after = "link.expires_at < at"
    tests = ["tests/post/test_links.py::test_a_link_is_over_at_its_last_moment"]

`before` stands exactly once in the file; every test named fails, in one of its cases at least.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().with_suffix("")
FIELDS = {"what", "file", "before", "after", "tests"}
LEFT_OUT = (".git", ".venv", "build", "var", ".*_cache", "*.egg-info")
#: What pytest answers: passed, and failed; all else says that the tests did not run.
PASSED, FAILED = 0, 1
#: What fails is enough: no pictures of it, no rewriting of asserts, one process.
PYTEST = ("-m", "pytest", "-q", "--tb=no", "-rf", "--assert=plain", "-p", "no:cacheprovider")


class Spoilt(Exception):
    """The data and the house no longer fit together; the sentence says where."""


@dataclass(frozen=True)
class Mutant:
    """One wrong version: the change, and the tests that must notice it."""

    room: str
    what: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]

    def speaks_of(self, words: Iterable[str]) -> bool:
        words_of_it = f"{self.room} {self.file} {self.what}".lower()
        return all(word.lower() in words_of_it for word in words)


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: killed, or a sentence of what is wrong."""

    mutant: Mutant
    seconds: float
    fault: str = ""

    def __str__(self) -> str:
        state = "SURVIVED" if self.fault else "killed"
        line = f"{state:<8} {self.seconds:5.1f} s  {self.mutant.room:<10}  {self.mutant.what}"
        return f"{line}\n{'':>20}{self.mutant.file}: {self.fault}" if self.fault else line


def read(folder: Path = DATA) -> list[Mutant]:
    """Every line of every file, in order. Raises Spoilt where a line lacks a field."""
    mutants = []
    for path in sorted(folder.glob("*.toml")):
        for number, line in enumerate(tomllib.loads(path.read_text())["mutant"], start=1):
            if set(line) != FIELDS or not all(line[name] for name in FIELDS - {"after"}):
                raise Spoilt(f"{path.name}, mutant {number}: wants exactly {sorted(FIELDS)}")
            mutants.append(Mutant(path.stem, **{**line, "tests": tuple(line["tests"])}))
    return mutants


def mutated(text: str, mutant: Mutant) -> str:
    """The text with the change made. Raises Spoilt where `before` does not stand exactly once."""
    times = text.count(mutant.before)
    if times != 1:
        raise Spoilt(f"“before” stands {times} times, and must stand once: {mutant.before!r}")
    changed = text.replace(mutant.before, mutant.after)
    if mutant.file.endswith(".py"):
        compile(changed, mutant.file, "exec")
    return changed


def unnoticed(mutant: Mutant, report: str) -> list[str]:
    """The tests named of which no case failed, from what pytest said."""
    lines = report.splitlines()
    failed = [line.removeprefix("FAILED ") for line in lines if line.startswith("FAILED ")]
    return [
        test
        for test in mutant.tests
        if not any(f"{line} ".startswith((f"{test}[", f"{test} ", f"{test}::")) for line in failed)
    ]


class Workshop:
    """Scratch copies of the house, in which tests run."""

    def __init__(self, root: Path, folder: Path, places: int) -> None:
        self.root = root
        self.folder = folder
        self.places = places
        self.free: Queue[Path] = Queue()

    def prepare(self, tests: Iterable[str]) -> None:
        """One copy, then the others from it, with the bytecode of what was imported.

        Raises Spoilt where a test named does not pass on the house as it is.
        """
        first = self.folder / "copy"
        shutil.copytree(self.root, first, ignore=shutil.ignore_patterns(*LEFT_OUT))
        answer = _run(first, tests, bytecode=True)
        if answer.returncode != PASSED:
            output = f"{answer.stdout[-4000:]}{answer.stderr[-2000:]}"
            raise Spoilt(f"the tests do not pass on the house as it is:\n{output}")
        self.free.put(first)
        for number in range(1, self.places):
            another = self.folder / f"copy-{number}"
            shutil.copytree(first, another)
            self.free.put(another)

    @contextmanager
    def copy(self) -> Iterator[Path]:
        copy = self.free.get()
        try:
            yield copy
        finally:
            self.free.put(copy)

    def judge(self, mutant: Mutant) -> Verdict:
        began = time.monotonic()
        with self.copy() as copy:
            fault = self._fault(copy, mutant)
        return Verdict(mutant, time.monotonic() - began, fault)

    def _fault(self, copy: Path, mutant: Mutant) -> str:
        try:
            changed = mutated((self.root / mutant.file).read_text(), mutant)
        except (Spoilt, OSError, SyntaxError) as error:
            return str(error)
        (copy / mutant.file).write_text(changed)
        try:
            answer = _run(copy, mutant.tests)
        finally:
            shutil.copy2(self.root / mutant.file, copy / mutant.file)
        if answer.returncode not in {PASSED, FAILED}:
            return f"the tests could not run:\n{answer.stdout[-2000:]}{answer.stderr[-2000:]}"
        passed = unnoticed(mutant, answer.stdout)
        return f"passes {', '.join(passed)}" if passed else ""


def _run(
    copy: Path, tests: Iterable[str], *, bytecode: bool = False
) -> subprocess.CompletedProcess[str]:
    """Bytecode is kept of the house as it is alone: it is told from another by second and size."""
    ours = ("ESSAIM_", "PYTHON")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env |= {"PYTHONPATH": str(copy), "ESSAIM_DATA_DIR": str(copy / "build")}
    env |= {} if bytecode else {"PYTHONDONTWRITEBYTECODE": "1"}
    (copy / "build").mkdir(exist_ok=True)
    command = [sys.executable, *PYTEST, *sorted(set(tests))]
    return subprocess.run(
        command, cwd=copy, env=env, capture_output=True, text=True, timeout=600, check=False
    )


def try_all(mutants: list[Mutant], root: Path = ROOT, places: int = 1) -> Iterator[Verdict]:
    """One verdict each, as they come. Raises Spoilt where a test named does not pass today."""
    with TemporaryDirectory(prefix="essaim-mutants-") as folder:
        workshop = Workshop(root, Path(folder), places)
        workshop.prepare(test for mutant in mutants for test in mutant.tests)
        with ThreadPoolExecutor(places) as pool:
            yield from pool.map(workshop.judge, mutants)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("words", nargs="*", help="only those of which all of these are said")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="side by side")
    asked = parser.parse_args(arguments)
    try:
        mutants = [mutant for mutant in read() if mutant.speaks_of(asked.words)]
        verdicts = []
        for verdict in try_all(mutants, places=max(1, asked.jobs)):
            print(verdict, flush=True)
            verdicts.append(verdict)
    except Spoilt as error:
        print(error)
        return 1
    alive = [verdict for verdict in verdicts if verdict.fault]
    print(f"{len(verdicts)} wrong versions, {len(verdicts) - len(alive)} killed")
    return 1 if alive or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
