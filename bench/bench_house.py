"""The demonstration year: how long it takes to build, to leave in each format; what pages weigh."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from bench.lines import Line, once
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.house import ROOT, Year, build_year, environment
from tests.journeys.test_weights import PAGES
from tests.journeys.weights import in_production, weigh

FORMATS = ("html", "pdf", "docx", "odt", "md", "pack")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}


def lines() -> Iterator[Line]:
    years: list[Year] = []
    with TemporaryDirectory() as folder:
        data = Path(folder)
        taken = once(lambda: years.append(build_year(data)))
        yield Line("essaim demo --no-serve", f"{taken:.1f} s")
        yield from format_lines(data)
        yield from weight_lines(data)
    yield Line("installed, in .venv, with the workshop", size_of(ROOT / ".venv"))


def format_lines(data: Path) -> Iterator[Line]:
    """A fresh process for each."""
    for fmt in FORMATS:
        out = data / f"bilan.{fmt}"
        words = ["bilan", "2024", "--format", fmt, "--out", str(out)]
        taken = once(partial(essaim, data, *words))
        yield Line(f"Bilan 2024 as {fmt}", f"{taken:.1f} s, {out.stat().st_size / 1000:.0f} kB")


def essaim(data: Path, *words: str) -> None:
    command = [sys.executable, "-m", "config.cli", *words]
    output = subprocess.DEVNULL
    subprocess.run(command, cwd=ROOT, env=environment(data, **SETTINGS), stdout=output, check=True)


def weight_lines(data: Path) -> Iterator[Line]:
    if not CHROMIUM.exists():
        yield Line("weight of public pages", f"not measured: no browser at {CHROMIUM}")
        return
    with in_production(data) as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in PAGES:
            weight = weigh(browser, house.address + path)
            measured = f"{weight.bytes / 1000:.1f} kB, {weight.requests} requests"
            yield Line(f"public page {path}", measured, "≤ 60 kB, ≤ 8")
        browser.close()


def size_of(folder: Path) -> str:
    files = (path.lstat().st_size for path in folder.resolve().rglob("*") if not path.is_dir())
    return f"{sum(files) / 1e6:.0f} MB"


def full_lines() -> Iterator[Line]:
    """Minutes, not seconds: a new clone up to its demo, and the tests."""
    with TemporaryDirectory() as folder:
        clone = Path(folder) / "essaim"
        home = {**environment(Path(folder)), **SETTINGS, "ESSAIM_DATA_DIR": str(clone / "var")}

        def step(*command: str, at: Path = clone) -> None:
            subprocess.run(command, cwd=at, env=home, check=True, stdout=subprocess.DEVNULL)

        taken = once(lambda: step("git", "clone", "--quiet", str(ROOT), str(clone), at=ROOT))
        taken += once(lambda: step("make", "install"))
        size = size_of(clone / ".venv")
        taken += once(lambda: step(".venv/bin/essaim", "demo", "--no-serve"))
        yield Line("from clone to the demo year", f"{taken:.0f} s")
        yield Line("installed, in .venv, to run", size)
        yield Line("make test", f"{once(lambda: step('make', 'test')):.0f} s")
