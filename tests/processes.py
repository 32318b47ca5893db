"""Another process of the house, at work on the database of the test."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def another_process(code: str) -> "subprocess.Popen[bytes]":
    """Python that runs this once Django is set up; for tests whose rows are committed."""
    name = connection.settings_dict["NAME"]
    kind = "sqlite:///" if connection.vendor == "sqlite" else "postgres://postgres@127.0.0.1:5432/"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ESSAIM_DATABASE_URL": f"{kind}{name}",
        "ESSAIM_DATA_DIR": str(settings.DATA_DIR),
    }
    whole = f"import django; django.setup()\n{code}"
    return subprocess.Popen([sys.executable, "-c", whole], env=env, cwd=ROOT)
