"""All pieces of docs/look.md on a few pages, written as static HTML and photographed.

`python -m tools.gallery [FOLDER]` writes the pages (build/gallery without FOLDER); with `--shots`,
pictures at 360 and 1280 pixels, light and dark, and what axe finds. No database is read.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("ESSAIM_DATA_DIR", tempfile.mkdtemp(prefix="essaim-gallery-"))

import django
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django import forms
from django.conf import settings
from django.contrib.messages.storage.base import Message  # noqa: TID251
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from playwright.sync_api import Browser, sync_playwright

from essaim.kernel.forms import DayInput, Folding

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).resolve().parent / "gallery"
STATIC = ROOT / "essaim/kernel/static"
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
WIDTHS = (360, 1280)
#: The gallery needs no room's addresses.
urlpatterns: list[Any] = []


@dataclass(frozen=True)
class Somebody:
    """Enough of an account for the header."""

    is_authenticated: bool = True

    def __str__(self) -> str:
        return "Camille Roux"


class SampleForm(Folding, forms.Form):
    """One field of each sort."""

    folds = (("Où et avec qui", ("place", "kinds")), ("Pièce jointe", ("evidence",)))

    title = forms.CharField(label="Intitulé", help_text="Une ligne, comme au bilan.")
    on = forms.DateField(label="Date", widget=DayInput())
    objective = forms.ChoiceField(
        label="Objectif", choices=[("1.1", "1.1 Animer"), ("1.2", "1.2 Relier")]
    )
    state = forms.ChoiceField(
        label="État", choices=[("planned", "prévue"), ("held", "tenue")], widget=forms.RadioSelect
    )
    summary = forms.CharField(label="En une phrase", required=False, widget=forms.Textarea)
    shared = forms.BooleanField(
        label="Montrer aux membres", required=False, help_text="Sinon, au bureau seul."
    )
    place = forms.CharField(label="Lieu", required=False)
    kinds = forms.MultipleChoiceField(
        label="Avec", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("a", "un réseau membre"), ("b", "un partenaire")],
    )  # fmt: skip
    evidence = forms.FileField(
        label="Justificatif",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.csv,.xlsx"}),
    )


class FilterForm(forms.Form):
    """A list's filters."""

    q = forms.CharField(label="Chercher dans les actions", required=False)
    year = forms.ChoiceField(
        label="Année", choices=[("", "toutes"), ("2024", "2024")], required=False
    )
    state = forms.ChoiceField(
        label="État", choices=[("", "tous"), ("held", "tenue")], required=False
    )


def context(page: str) -> dict[str, Any]:
    samples: dict[str, Any] = json.loads((TEMPLATES / "samples.json").read_text())
    vide: UploadedFile[Any] = SimpleUploadedFile("vide.csv", b"")
    empty = MultiValueDict({"evidence": [vide]})
    typed = {"title": "", "on": "2024-06-12", "place": "Lyon"}
    return {
        **samples,
        "request": RequestFactory().get(f"/{page}", {"state": "held", "page": "3"}),
        "user": Somebody(),
        "messages": [
            Message(25, "L’action est retirée de la liste.", extra_tags="undo:/reprendre"),
            Message(40, "Cette lecture existe déjà pour mai 2024."),
        ],
        "form": SampleForm(),
        "wrong": SampleForm(typed, empty),
        "filters": FilterForm(),
        "page": Paginator(range(400), 20).page(3),
        "day": date(2024, 6, 12),
        "next_day": date(2024, 6, 13),
    }


def write(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    theirs: dict[str, Any] = settings.TEMPLATES[0]
    options = {**theirs["OPTIONS"], "context_processors": []}
    engine = {**theirs, "DIRS": [str(TEMPLATES)], "OPTIONS": options}
    written = []
    with override_settings(TEMPLATES=[engine], ROOT_URLCONF=__name__), translation.override("fr"):
        for template in sorted(TEMPLATES.glob("*.html")):
            path = folder / template.name
            page = context(template.stem)
            path.write_text(render_to_string(template.name, page, page["request"]))
            written.append(path)
    return written


def photograph(pages: list[Path]) -> int:
    """Pictures beside the pages; the number of what axe finds."""
    count = 0
    with served(pages[0].parent) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        for page in pages:
            count += sum(_shoot(browser, page, address, scheme) for scheme in ("light", "dark"))
        browser.close()
    return count


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a loopback port: a browser loads no sprite and no module from a bare file."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
            """Pictures are the only news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def _shoot(browser: Browser, path: Path, address: str, scheme: Any) -> int:
    count = 0
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(f"{address}/{path.name}")
        page.wait_for_timeout(200)
        page.screenshot(path=path.with_name(f"{path.stem}-{width}-{scheme}.png"), full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            print(f"{path.stem} {width} {scheme}: wider than the screen")
            count += 1
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["target"] for node in violation["nodes"]][:4]
            print(f"{path.stem} {width} {scheme}: {violation['id']}: {violation['help']} {nodes}")
            count += 1
        page.close()
    return count


def main(arguments: list[str]) -> int:
    django.setup()
    folders = [Path(word) for word in arguments if not word.startswith("--")]
    pages = write(folders[0] if folders else ROOT / "build/gallery")
    print("\n".join(str(page) for page in pages))
    return min(1, photograph(pages)) if "--shots" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
