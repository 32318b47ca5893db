"""kill -9 of the web process of a served house, within a request: nothing is half-done.

Started again, the house has all of an act or nothing of it; and who sends the same form again finds
it done once.
"""

import http.client
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.callers import Caller
from tests.factories.files import PDF
from tests.journeys.house import (
    ROOT,
    database_url,
    drop_database,
    environment,
    is_on_postgres,
    make_database,
    served,
)

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.killing.settings", "ESSAIM_EMAIL_URL": "memory:"}
#: A house with a report and some meetings under way; says who coordinates it, then their keys.
SEED = """
import io
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from essaim.accounts.models import User
from tests.factories.assemblies import make_elector, make_meeting
from tests.factories.reports import make_whole_report
call_command("migrate", verbosity=0)
founded = {"network": "Réseau des essais", "email": "alix@reseau.example"}
call_command("found", **founded, stdout=io.StringIO())
client = Client()
client.force_login(User.objects.get())
print(client.cookies["sessionid"].value, make_whole_report()[0].key)
for _number in range(3):
    meeting = make_meeting()
    make_elector(meeting=meeting, present=True)
    print(meeting.key)
"""
TABLE = "titre;date\n" + "".join(f"Action {n};{n % 28 + 1}/05/2024\n" for n in range(800))


@dataclass
class Seeded:
    """The folder of a house, the session of who coordinates it, what is there to be acted on."""

    folder: Path
    session: str
    report: str
    meetings: list[str]

    def count(self, rows: str) -> int:
        if is_on_postgres():
            with psycopg.connect(database_url(self.folder)) as connection:
                return int(connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
        with sqlite3.connect(self.folder / "essaim.sqlite3") as file:
            return int(file.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])


@dataclass(frozen=True)
class Scene:
    """A form, and the rows of which its act makes so many, with one line of the journal."""

    path: str
    verb: str
    rows: Mapping[str, int]
    typed: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] | None = None

    def counted(self, house: Seeded) -> dict[str, int]:
        lines = f"journal_entry WHERE verb = '{self.verb}'"
        return {rows: house.count(rows) for rows in (*self.rows, lines)}

    def after_one(self, before: Mapping[str, int]) -> dict[str, int]:
        return {rows: count + self.rows.get(rows, 1) for rows, count in before.items()}


MOMENTS = ["line", "answer", "whenever"]
SCENES = {
    "publication": Scene(
        "/bilans/{report}/publier/", "reports.publish_report", {"reports_snapshot": 1}
    ),
    "closing of a meeting": Scene(
        "/assemblees/reunions/{meeting}/clore/",
        "assemblies.close_meeting",
        {"assemblies_meeting WHERE state = 'closed'": 1},
    ),
    "upload of an import": Scene(
        "/imports/nouveau/actions/",
        "exchange.preview_import",
        {"exchange_run": 1, "exchange_row": 800},
        files={"file": ("suivi.csv", TABLE.encode())},
    ),
    "upload of a file": Scene(
        "/fichiers/nouveau/",
        "files.store_file",
        {"files_storedfile": 1},
        {"audience": "members"},
        {"file": ("a.pdf", PDF)},
    ),
}


#: The long ones also at a moment that nobody chose.
CASES = [(name, moment) for name in SCENES for moment in MOMENTS[:2]]
CASES += [("publication", "whenever"), ("upload of an import", "whenever")]


class Kept:
    """A house that is served, and opened again each time that it was killed."""

    def __init__(self, seeded: Seeded) -> None:
        self.seeded, self.living = seeded, ExitStack()
        self.callers: list[Caller] = []

    def caller(self) -> Caller:
        """Who coordinates it, in a house that is just opened."""
        self.living.close()
        living = served(self.seeded.folder, {}, **SETTINGS)
        house = self.living.enter_context(living)
        return Caller(house.address, session=self.seeded.session)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("killed")
    make_database(folder)
    seeding = [sys.executable, "-c", SEED]
    env = environment(folder, **SETTINGS)
    first, *meetings = subprocess.check_output(seeding, cwd=ROOT, env=env, text=True).splitlines()
    session, report = first.split()
    kept = Kept(Seeded(folder, session, report, meetings))
    with kept.living:
        kept.callers.append(kept.caller())
        yield kept
    drop_database(folder)


def is_cut_off(caller: Caller, path: str, form: Mapping[str, str], scene: Scene, dies: str) -> bool:
    try:
        caller.send(path, form, scene.files, {"X-Dies": dies})
    except (OSError, http.client.HTTPException):
        return True
    return False


@pytest.mark.parametrize(("name", "moment"), CASES)
def test_a_house_that_is_killed_has_all_of_an_act_or_nothing(name, moment, kept):
    scene, house = SCENES[name], kept.seeded
    path = scene.path.format(report=house.report, meeting=house.meetings[MOMENTS.index(moment)])
    before, caller = scene.counted(house), kept.callers.pop()
    all_of_it = scene.after_one(before)
    form = {**caller.fields(path), **scene.typed}
    dies = str(random.uniform(0, 0.3)) if moment == "whenever" else moment
    assert is_cut_off(caller, path, form, scene, dies) or moment == "whenever"
    again = kept.caller()
    kept.callers.append(again)
    left = scene.counted(house)
    assert left in {"line": [before], "answer": [all_of_it]}.get(moment, [before, all_of_it])
    again.cookies |= caller.cookies
    answer = again.send(path, form, scene.files)
    assert answer.status in {302, 303}, answer.text[:2000]
    assert scene.counted(house) == all_of_it
    assert house.count("files_storedfile") <= len(list((house.folder / "files").rglob("*.pdf")))
