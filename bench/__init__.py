"""What is timed, in one run: `python -m bench` prints the table. Django is made ready here."""

import os
import tempfile

#: Gone when the run ends.
FOLDER = tempfile.TemporaryDirectory(prefix="essaim-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("ESSAIM_DATA_DIR", FOLDER.name)

import django  # noqa: E402 - after the settings are named

django.setup()
