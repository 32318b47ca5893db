"""Which files and imports are listed to whom."""

from typing import Any

import pytest

from essaim.exchange.models import Run
from essaim.exchange.queries import runs_for
from essaim.files.models import StoredFile
from essaim.files.queries import files_for
from essaim.kernel.acting import Acting
from tests.factories.files import make_file
from tests.rights.people import Network
from tests.rights.table import disagreements

pytestmark = pytest.mark.django_db

RUNS_AND_FILES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
runs_for run_of_bureau                               · · · · · · · · · · · · x x · · · · · · x
runs_for run_of_coordination                         · · · · · · · · · · · · · x · · · · · · x
runs_for run_of_former_coordination                  · · · · · · · · · · · · · x · · · · · · x
runs_for run_of_member                               · · · · · · · · · · · · · x · · · · · · x
files_for public                                     x x x x x x x x x x x x x x x x x x x x x
files_for members                                    · · x x x x · · · · · · x x x · · · · · x
files_for bureau                                     · · · · · · · · · · · · x x · · · · · · x
files_for group                                      · · · · · · · · x · · · · · · · · · · · ·
"""


def listed(name: str, given: dict[str, Any], by: Acting) -> bool:
    find = {"runs_for": runs_for, "files_for": files_for}[name]
    return given["row"] in find(by)


def test_runs_and_files() -> None:
    network = Network()
    common = {name: name for name in ("public", "members", "bureau")}
    things: dict[str, dict[str, Any]] = {}
    for name, audience in {**common, "group": network.only_group}.items():
        stored = make_file()
        StoredFile.objects.filter(pk=stored.pk).update(audience=audience)
        things[name] = {"row": stored}
    makers = {"bureau": "b", "coordination": "k", "former_coordination": "r", "member": "m"}
    for name, letter in makers.items():
        key = network.acting(letter).key
        run = Run.objects.create(target="programme.actions", name="a.csv", actor_key=key)
        things[f"run_of_{name}"] = {"row": run}
    assert disagreements(RUNS_AND_FILES, listed, network.everybody(), things) == ""
