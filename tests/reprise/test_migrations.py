"""A house that took reports over before they had a room of their own keeps them."""

from pathlib import Path

from tests.programme.test_migrations import essaim

REPORT = """
from django.db import connection
columns = "(key, name, year, state, text, draft, outcome, made_at)"
row = ["5b9f4f8c3a6e4b6c9f1d2a3b4c5d6e7f", "2019.docx", 2019, "applied", "Un texte."]
row += ["{}", "[]", "2024-03-01"]
places = ", ".join(["%s"] * len(row))
with connection.cursor() as cursor:
    cursor.execute(f"INSERT INTO programme_pastreport {columns} VALUES ({places})", row)
"""
READ = "from essaim.reprise.models import PastReport; report = PastReport.objects.get()"
READ += "; print(report.key, report.name, report.text)"


def test_past_reports_move_with_all_that_they_hold(tmp_path: Path) -> None:
    essaim(tmp_path, "migrate", "programme", "0003", "--verbosity", "0")
    essaim(tmp_path, "shell", "--no-imports", "-c", REPORT)
    essaim(tmp_path, "migrate", "--verbosity", "0")
    read = essaim(tmp_path, "shell", "--no-imports", "-c", READ)
    assert read == "5b9f4f8c-3a6e-4b6c-9f1d-2a3b4c5d6e7f 2019.docx Un texte."
