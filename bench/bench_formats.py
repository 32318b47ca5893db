"""A report of 40 pages and 20 charts: our PDF against the bare typst compile of the same files.

Each run is a fresh process, timed from outside, in turns. The budget is a ratio of 1.5.
Run it alone with `python -m bench.bench_formats`.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from bench.lines import Line
from essaim.documents.document import (
    ActionItem,
    ActionList,
    Block,
    ChartBlock,
    Contents,
    Document,
    FigureLine,
    Heading,
    Prose,
    ProseKind,
    TitlePage,
)
from essaim.documents.formats.pdf import TEMPLATE
from essaim.kernel.charts import Chart, ChartKind, Series

BASE_URL = "https://essaim.example"
ROUNDS = 7
CHARTS = 20
SENTENCE = (
    "Le réseau tient ses rencontres, relaie ses membres, forme des personnes et porte sa voix dans "
    "les instances où se décident les règles de l’économie solidaire. "
)
READ = """
import sys
from pathlib import Path
from essaim.documents.document import Document
document = Document.from_json(Path(sys.argv[1]).read_text())
"""
DATA = f"""{READ}
from essaim.documents.formats.pdf import data_of
Path(sys.argv[2]).write_text(data_of(document, base_url="{BASE_URL}"))
"""
OURS = f"""{READ}
from essaim.documents.formats import render
Path(sys.argv[2]).write_bytes(render(document, "pdf", base_url="{BASE_URL}"))
"""
BARE = """
import sys
from pathlib import Path
import typst
pdf = typst.compile(
    sys.argv[3], format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True,
    sys_inputs={"data": Path(sys.argv[1]).read_text()},
)
Path(sys.argv[2]).write_bytes(pdf)
"""


def main(rounds: int = ROUNDS) -> None:
    """Print the minimum and the median of both, and their ratio."""
    with TemporaryDirectory() as folder:
        print("\n".join(lines(Path(folder), rounds)))


def ratio_lines(folder: Path, rounds: int = ROUNDS) -> Iterator[Line]:
    """The same as lines of the one table."""
    pdf, times = measure(folder, rounds)
    ratio = statistics.median(ours / bare for ours, bare in times)
    pages = len(PdfReader(pdf).pages)
    yield Line(
        f"PDF of {pages} pages, {CHARTS} charts: against bare typst", f"{ratio:.2f}", "≤ 1.5"
    )
    ours, bare = (statistics.median(column) for column in zip(*times, strict=True))
    yield Line("— each, in a fresh process", f"{ours:.2f} s, {bare:.2f} s")


def measure(folder: Path, rounds: int) -> tuple[Path, list[tuple[float, float]]]:
    """Our process is given the JSON of the document, theirs the data of the template."""
    document, data, pdf = folder / "document.json", folder / "data.json", folder / "report.pdf"
    document.write_text(long_document().to_json())
    seconds(DATA, document, data)
    times = [
        (seconds(OURS, document, pdf), seconds(BARE, data, folder / "bare.pdf", TEMPLATE))
        for _ in range(rounds)
    ]
    return pdf, times


def lines(folder: Path, rounds: int) -> list[str]:
    """The table of this module alone."""
    pdf, times = measure(folder, rounds)
    ours, bare = zip(*times, strict=True)
    low, middle = (min(ours), min(bare)), (statistics.median(ours), statistics.median(bare))
    ratio = statistics.median(house_time / bare_time for house_time, bare_time in times)
    pages, size = len(PdfReader(pdf).pages), pdf.stat().st_size // 1024
    return [
        f"PDF of {pages} pages, {CHARTS} charts, {size} kB; {rounds} fresh processes each",
        f"  ours   min {low[0]:.3f} s   median {middle[0]:.3f} s",
        f"  bare   min {low[1]:.3f} s   median {middle[1]:.3f} s",
        f"  ratio  of the minima {low[0] / low[1]:.2f}, median of ratios {ratio:.2f} (budget 1.5)",
    ]


def seconds(script: str, *paths: Path) -> float:
    """How long a fresh process takes, from its start to its end."""
    command = [sys.executable, "-c", script, *map(str, paths)]
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def long_document() -> Document:
    """A report of some forty pages."""
    figures = tuple(
        FigureLine(f"f{number}", f"{number} visites", f"Visites {number}", "2024", SENTENCE)
        for number in range(1, CHARTS + 1)
    )
    chapters = [block for number in range(1, CHARTS + 1) for block in chapter(number)]
    return Document(
        title="Bilan 2024",
        language="fr",
        publisher="Mouvement des Prés",
        year=2024,
        notice="démonstration : personnes, votes et présences inventés",
        blocks=(TitlePage(), Contents(), *chapters),
        figures=figures,
    )


def chapter(number: int) -> list[Block]:
    """A page or two: a judgement, facts with figures, actions, a chart with its table."""
    link = f'<a class="figure" href="/f/{number}" data-figure="f{number}">{number} visites</a>'
    facts = (
        f"<p>{SENTENCE * 4}{link}. {SENTENCE * 2}</p><ul><li>{SENTENCE}</li><li>{link}</li></ul>"
    )
    values = tuple(Decimal(number * 37 % (month + 7) + 5) for month in range(6))
    series = Series("Visites", values, tuple(map(str, values)))
    months = tuple(f"mois {month}" for month in range(1, 7))
    kind = ChartKind.LINE if number % 2 else ChartKind.BAR
    action = ActionItem("12 juin 2024", f"Rencontre {number}", "Lille", SENTENCE, ("Le réseau",))
    return [
        Heading(1, f"Objectif {number}", f"o{number}", f"{number}"),
        Prose(f"<p>{SENTENCE * 2}</p>", ProseKind.EVALUATION),
        Prose(facts),
        ActionList((action,) * 3, "Ce qui a été fait"),
        ChartBlock(Chart(kind, f"Visites {number}", SENTENCE, months, (series,))),
        Prose(f"<p>{SENTENCE}</p>", ProseKind.MEANS),
    ]


if __name__ == "__main__":
    main()
