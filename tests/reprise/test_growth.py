"""A report four times as long takes four times the work, whatever it repeats."""

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest
from django.db import connection

from essaim.kernel.errors import RuleBroken
from essaim.reprise.actions import past_reports as acts
from essaim.reprise.models import PastReport
from essaim.reprise.reading import read_report
from essaim.reprise.reading.drafts import Draft, draft_of
from tests.factories.accounts import coordinator
from tests.turns import turns

T = TypeVar("T")
BEGIN = "# Bilan 2024\n# Axe 1 : Accueillir\n## 1.1 Recevoir\n\n"
#: What a report may hold ever more of.
SHAPES = {
    "headings": lambda n: BEGIN + "".join(f"## {k // 30 + 1}.{k % 30 + 1} But\n" for k in range(n)),
    "chapters": lambda n: "# Bilan 2024\n" + "".join(f"## Lieu {k}\n\nOui.\n\n" for k in range(n)),
    "one heading": lambda n: BEGIN + "".join(f"## 1.1 Recevoir {k}\n\n" for k in range(n)),
    "axes without a judgement": lambda n: "".join(f"# Axe 1 : Oui\n\n{k}\n\n" for k in range(n))
    + "Évaluation : bien\n\n## 1.1 Recevoir\n",
    "amounts on a line": lambda n: BEGIN + "- " + " ".join(f"{k + 1} ateliers" for k in range(n)),
    "days on a line": lambda n: BEGIN + ", ".join(f"le {k % 28 + 1} mai 2024" for k in range(n)),
    "sentences of a paragraph": lambda n: BEGIN + "\n".join(f"Le 3 mai, {k} x." for k in range(n)),
    "contents": lambda n: "# Bilan 2024\nSommaire\n"
    + "".join(f"1.{k} But ..... {k}\n" for k in range(n)),
    "bullets": lambda n: BEGIN + "".join(f"- atelier {k} le {k % 28 + 1} mai\n" for k in range(n)),
    "judgements": lambda n: BEGIN + "".join(f"Évaluation : bien {k}\n\n" for k in range(n)),
    "names": lambda n: BEGIN + " ".join(f"Association Nom{k}" for k in range(n)),
}  # fmt: skip


def lines_of(work: Callable[[], T]) -> tuple[T, int]:
    """What it answers, and how many lines of Python it went through, each turn of a loop anew."""
    count = [0]

    def look(_frame: object, event: str, _argument: object) -> object:
        count[0] += event == "line"
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        return work(), count[0]
    finally:
        sys.settrace(before)


def drafted(text: str) -> tuple[Draft, tuple[int, int]]:
    """The draft of a report, and how many lines its reading and its drafting took."""
    read, of_reading = lines_of(partial(read_report, text, year=2024))
    draft, of_drafting = lines_of(partial(draft_of, read, text))
    return draft, (of_reading, of_drafting)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_grows_as_the_report_does(shape):
    short, long = SHAPES[shape](150), SHAPES[shape](600)
    (_draft, few), (draft, many) = drafted(short), drafted(long)
    assert all(now < 6 * then for then, now in zip(few, many, strict=True))
    assert len(json.dumps(draft)) < 200 * len(long)


def test_a_number_in_a_sentence_without_end_is_shown_with_the_words_around_it():
    draft, _lines = drafted(SHAPES["amounts on a line"](600))
    row = draft["figures"][300]
    assert row["value"] == "301"
    assert row["context"].startswith("… ")
    assert "300 ateliers 301 ateliers 302 ateliers" in row["context"]
    assert row["context"].endswith(" …")
    assert len(row["context"]) < 700


@pytest.mark.django_db(transaction=True)
def test_a_report_is_read_before_anything_is_held(monkeypatch):
    waits: list[bool] = []

    def look(*given, **more):
        waits.append(connection.in_atomic_block)
        return read_report(*given, **more)

    monkeypatch.setattr(acts, "read_report", look)
    text = BEGIN + "".join(f"## 1.{k % 30 + 1} But {k}\n\nOui, {k} fois.\n\n" for k in range(3_000))
    with turns() as taken:
        acts.open_past_report(name="bilan.txt", text=text, by=coordinator())
    assert waits == [False]
    assert max(taken) < 0.3


def taken_over(many: int) -> int:
    """How many lines it takes to write so many actions without a day, figures and organisations."""
    text = f"# Bilan {many}\n# Axe 1 : Oui\n## 1.1 But\n\n" + "".join(
        f"- atelier {many}x{k} avec Association Abeilles{many}x{k} le 3 mai\n- {k + 2} lettres\n"
        for k in range(many)
    )
    by = coordinator()
    report = acts.open_past_report(name=f"{many}.txt", text=text, year=2024, by=by)
    for part in report.draft["parts"]:
        part["is_saved"] = True
    for row in report.draft["figures"]:
        row |= {"is_kept": True, "indicator": f"Lettres {many} {row['line']}"}
    for row in report.draft["organisations"]:
        row["is_kept"] = True
    report.save()
    applied, lines = lines_of(
        partial(
            acts.apply_past_report,
            past_report=report, programme=None, title=f"P{many}", audience="members", by=by,
        )
    )  # fmt: skip
    assert sum(line["fate"] == "created" for line in applied.outcome) > 2 * many
    return lines


@pytest.mark.django_db
def test_taking_over_grows_as_the_report_does():
    taken_over(2)  # what is read once for all
    few = taken_over(25)
    assert taken_over(100) < 5 * few


@pytest.mark.django_db
def test_a_report_that_proposes_too_much_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(acts, "MOST_ROWS", 3)
    text = BEGIN + "- atelier le 3 mai\n- atelier le 4 mai\n"
    with pytest.raises(RuleBroken, match=r"bilan\.txt.*3"):
        acts.open_past_report(name="bilan.txt", text=text, by=coordinator())
    assert not PastReport.objects.exists()
