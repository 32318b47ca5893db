"""`essaim reprise FILE`: the proposal on the terminal, with or without a database."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from essaim.reprise.models import PastReport
from tests.factories.network import make_organisation
from tests.reprise.past_reports import REPORT, docx_of

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rapport-2023.txt"
    path.write_text(REPORT)
    return path


def run(*args: Any) -> str:
    out = StringIO()
    call_command("reprise", *args, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_the_proposal_is_printed_as_json_and_nothing_is_written(report: Path) -> None:
    make_organisation(name="Ruche des Savoirs")
    proposal = json.loads(run(report, "--dry-run", "--json"))
    assert [objective["code"] for objective in proposal["objectives"]] == ["1.1", "1.2", "2.1"]
    assert set(proposal) == {
        "axes",
        "objectives",
        "actions",
        "figures",
        "organisations",
        "not_understood",
    }
    known = [
        organisation["name"]
        for organisation in proposal["organisations"]
        if organisation["is_known"]
    ]
    assert known == ["Ruche des Savoirs"]
    assert PastReport.objects.count() == 0


@pytest.mark.django_db
def test_json_keeps_accents_and_two_spaces(report: Path) -> None:
    text = run(report, "--dry-run", "--json")
    assert '\n  "axes": [\n' in text
    assert "Faire connaître les ateliers" in text


@pytest.mark.django_db
def test_the_summary_is_in_french_with_what_was_not_understood(report: Path) -> None:
    text = run(report, "--dry-run")
    assert "rapport-2023.txt, rapport de 2023" in text
    assert "     2 axes" in text
    assert "     3 objectifs" in text
    assert "Non compris, ligne par ligne\N{NO-BREAK SPACE}:" in text
    assert "Les liens avec le public se resserrent." in text


@pytest.mark.django_db
def test_the_year_is_given_or_read(report: Path) -> None:
    days = {
        year: json.loads(run(report, "--dry-run", "--json", f"--year={year}"))["actions"][-1][
            "starts_on"
        ]
        for year in (2021, 2022)
    }
    assert days == {2021: "2021-01-01", 2022: "2022-01-01"}


@pytest.mark.django_db
def test_without_dry_run_a_review_is_opened_and_its_address_printed(report: Path) -> None:
    text = run(report)
    opened = PastReport.objects.get()
    assert text.rstrip().endswith(f"http://localhost:8000{opened.get_absolute_url()}")


@pytest.mark.django_db
def test_with_json_the_address_is_not_on_stdout(report: Path) -> None:
    json.loads(run(report, "--json"))
    assert PastReport.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("vide.txt", b"", "est vide"),
        ("bilan.png", b"\x89PNG\r\n\x1a\n" + b"0" * 30 + b"IEND", "n’est pas d’un type accepté"),
        ("bilan.pdf", b"%PDF-1.7 %%EOF", "est illisible"),
        ("coupe.docx", docx_of(("Normal", "a"))[:700], "tronqué ou abîmé"),
        (None, b"", "Il n’y a pas de fichier"),
    ],
)
def test_a_bad_file_is_one_sentence(
    tmp_path: Path, name: str | None, data: bytes, why: str
) -> None:
    path = tmp_path / (name or "absent.txt")
    if name:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=why):
        run(path, "--dry-run", "--json")


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["0", "99999"])
def test_a_year_that_is_none_is_refused(report: Path, year: str) -> None:
    with pytest.raises(CommandError):
        run(report, "--dry-run", f"--year={year}")


def essaim(*args: Any, data_dir: Path) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ESSAIM_")}
    return subprocess.run(
        [sys.executable, "-m", "config.cli", *map(str, args)],
        env={**kept, "ESSAIM_DATA_DIR": str(data_dir)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_trial_needs_no_database(report: Path, tmp_path: Path) -> None:
    done = essaim("reprise", report, "--dry-run", "--json", data_dir=tmp_path / "var")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["axes"]) == 2


def test_without_tables_a_review_is_refused_in_one_sentence(report: Path, tmp_path: Path) -> None:
    done = essaim("reprise", report, data_dir=tmp_path / "var")
    assert (done.returncode, done.stdout) == (1, "")
    assert "essaim migrate" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
