"""A house that was open before keeps all that it held."""

import os
import subprocess
import sys
from pathlib import Path

TWICE = """
from essaim.programme.models import Decision
for text in ("La première.", "La seconde.", "La troisième."):
    Decision.objects.create(
        text=text, body="Bureau", decided_on="2024-03-01", reference="B 2024-1"
    )
"""
REFERENCES = "from essaim.programme.models import Decision; print(*Decision.objects.order_by('pk')"
REFERENCES += ".values_list('reference', flat=True), sep=', ')"


def essaim(folder: Path, *command: str) -> str:
    """In a house of its own, on SQLite."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "ESSAIM_DATA_DIR": str(folder)}
    run = [sys.executable, "-m", "config.cli", *command]
    done = subprocess.run(run, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


def test_a_reference_that_named_several_decisions_is_told_apart(tmp_path: Path) -> None:
    essaim(tmp_path, "migrate", "programme", "0001", "--verbosity", "0")
    essaim(tmp_path, "shell", "--no-imports", "-c", TWICE)
    essaim(tmp_path, "migrate", "--verbosity", "0")
    references = essaim(tmp_path, "shell", "--no-imports", "-c", REFERENCES)
    assert references == "B 2024-1, B 2024-1 (2), B 2024-1 (3)"
