"""`python -m bench.load NAME`: a served house under load, on loopback and for a bounded time."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import load_kept, load_locks, load_slow
from bench.lines import Line, table
from tests.journeys.house import ROOT, House, drop_database, environment, make_database, served

#: Each takes a house that has just been opened, and tells what it measured.
LOADS: Mapping[str, Callable[[House, str], Iterator[Line]]] = {
    "kept": load_kept.lines,
    "locks": load_locks.lines,
    "slow": load_slow.lines,
}
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings", "ESSAIM_EMAIL_URL": "memory:"}
#: Opens a house, and signs in who coordinates it.
OPENED = """
import django, io
django.setup()
from django.core.management import call_command
from django.test import Client
from essaim.accounts.models import User
call_command("migrate", verbosity=0)
founded = {"network": "Réseau des essais", "email": "alix@reseau.example"}
call_command("found", **founded, stdout=io.StringIO())
client = Client()
client.force_login(User.objects.get())
print(client.cookies["sessionid"].value)
"""


@contextmanager
def new_house(**more: str) -> Iterator[tuple[House, str]]:
    """Web server and worker on a free port, their data in a folder that is thrown away at the end.

    Beside it the session of who coordinates it, for a cookie. `more` is for its environment.
    """
    with TemporaryDirectory(prefix="essaim-load-") as name:
        folder = Path(name)
        settings = {**SETTINGS, **more}
        make_database(folder)
        try:
            opening = [sys.executable, "-c", OPENED]
            output = subprocess.check_output(
                opening, cwd=ROOT, env=environment(folder, **settings), text=True
            )
            with served(folder, {}, **settings) as house:
                yield house, output.strip()
        finally:
            drop_database(folder)


def main() -> None:
    name = sys.argv[1] if sys.argv[1:] else ""
    if name not in LOADS:
        sys.exit(f"python -m bench.load {' | '.join(LOADS)}")
    with new_house() as (house, session):
        print(table(LOADS[name](house, session)))


if __name__ == "__main__":
    main()
