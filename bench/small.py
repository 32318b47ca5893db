"""`python -m bench.small`: a machine of one processor and 512 MB, a large house, heavy requests.

The house has twenty thousand organisations and actions. It is served by one processor (its
affinity) within 512 MB (a control group, version 1 or 2, which only root may make; without one the
peak is told, and nothing is bounded), and thirty people at once ask for what weighs most.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.lines import Line, table
from tests import callers
from tests.callers import Answer, Caller
from tests.journeys.house import ROOT, House, environment, served

MEGABYTE = 1024 * 1024
MEMORY = 512 * MEGABYTE
PEOPLE = 30
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings", "ESSAIM_EMAIL_URL": "memory:"}
#: A house of twenty thousand; says the session of who coordinates it, and where its report is.
FILLED = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from bench.house import fill, furnish
from bench.large import coordinator
call_command("migrate", verbosity=0)
report, meeting = furnish()
fill(20_000)
client = Client()
client.force_login(coordinator())
print(client.cookies["sessionid"].value, reverse("reports:composer", args=[report.key]))
"""
#: Asked by one after the other of the thirty; the composer once.
HEAVY = (
    "/",
    "/reseau/?page=300",
    "/reseau/?q=veillee",
    "/programme/actions/?page=300",
    "/chercher/?q=rencontre",
    "/programme/actions/actions.csv",
    "/programme/actions/actions.xlsx",
    "/programme/",
)


@contextmanager
def bounded(memory: int) -> Iterator[Path | None]:
    """What is started within is bounded together; gives the control group, if one can be made."""
    root = Path("/sys/fs/cgroup")
    kinds = {root / "memory": "memory.limit_in_bytes", root: "memory.max"}
    for parent, limit in kinds.items():
        group = parent / f"essaim-small-{os.getpid()}"
        if not (parent / "cgroup.procs").exists():
            continue
        try:
            group.mkdir()
            (group / limit).write_text(str(memory))
        except OSError:
            continue
        (group / "cgroup.procs").write_text(str(os.getpid()))
        try:
            yield group
        finally:
            (parent / "cgroup.procs").write_text(str(os.getpid()))
            for number in (group / "cgroup.procs").read_text().split():
                os.kill(int(number), 9)
        return
    yield None


def told_by(group: Path | None, *names: str) -> int | None:
    """What a control group counts, under the name that its version has for it."""
    for name in names:
        if group is not None and (group / name).exists():
            return int((group / name).read_text().split()[-1])
    return None


def ask(house: House, session: str, path: str) -> Answer:
    return Caller(house.address, session=session).open(path)


def lines(folder: Path) -> Iterator[Line]:
    filling = [sys.executable, "-c", FILLED]
    settings = environment(folder, **SETTINGS)
    addresses = subprocess.check_output(filling, cwd=ROOT, env=settings, text=True)
    session, composer = addresses.split()
    everywhere = os.sched_getaffinity(0)
    one_of_them = {min(everywhere)}
    with bounded(MEMORY) as group:
        os.sched_setaffinity(0, one_of_them)
        with served(folder, {}, **SETTINGS) as house:
            os.sched_setaffinity(0, everywhere)
            if group is not None:  # who calls is not of the machine
                (group.parent / "cgroup.procs").write_text(str(os.getpid()))
            idle = told_by(group, "memory.usage_in_bytes", "memory.current")
            paths = [composer, *(HEAVY * PEOPLE)[: PEOPLE - 1]]
            with ThreadPoolExecutor(PEOPLE) as people:
                answers = list(people.map(lambda path: ask(house, session, path), paths))
            yield from in_words(answers, group, idle)


def in_words(answers: Sequence[Answer], group: Path | None, idle: int | None) -> Iterator[Line]:
    memory = "512 MB" if group else "no bound of memory: no control group can be made here"
    bound = f"one processor, {memory}"
    yield Line(f"small machine ({bound}): {len(answers)} heavy requests at once", "")
    statuses = sorted({answer.status for answer in answers})
    yield Line("— answers", f"{statuses}", "[200]")
    taken = sorted(answer.seconds for answer in answers)
    yield Line("— each waits: median, longest", f"{median(taken):.1f} s, {taken[-1]:.1f} s")
    if group is not None:
        most = told_by(group, "memory.max_usage_in_bytes", "memory.peak") or 0
        megabytes = f"{(idle or 0) // MEGABYTE} MB, {most // MEGABYTE} MB"
        yield Line(
            "— memory, with the files that it reads: at first, at most", megabytes, "≤ 512 MB"
        )
        yield Line("— killed for want of memory", str(killed(group)), "0")


def killed(group: Path) -> int:
    """How often the machine killed one of its processes."""
    for name in ("memory.oom_control", "memory.events"):
        if (group / name).exists():
            counts = dict(line.split() for line in (group / name).read_text().splitlines())
            return int(counts.get("oom_kill", 0))
    return 0


def main() -> None:
    callers.PATIENCE = 600  # everybody waits for one processor
    with TemporaryDirectory(prefix="essaim-small-") as name:
        print(table(lines(Path(name))))


if __name__ == "__main__":
    main()
