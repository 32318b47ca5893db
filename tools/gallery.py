"""All pieces of docs/look.md on a few pages, written as static HTML and photographed.

`python -m tools.gallery [FOLDER]` writes the pages (build/gallery without FOLDER); with `--shots`,
pictures at 360 and 1280 pixels, light and dark, and what axe finds. Nothing is read from a database.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("ESSAIM_DATA_DIR", tempfile.mkdtemp(prefix="essaim-gallery-"))

import django
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation
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
    objective = forms.ChoiceField(label="Objectif", choices=[("1.1", "1.1 Animer"), ("1.2", "1.2 Relier")])
    state = forms.ChoiceField(
        label="État", choices=[("planned", "prévue"), ("held", "tenue")], widget=forms.RadioSelect
    )
    summary = forms.CharField(label="En une phrase", required=False, widget=forms.Textarea)
    shared = forms.BooleanField(label="Montrer aux membres", required=False, help_text="Sinon, au bureau seul.")
    place = forms.CharField(label="Lieu", required=False)
    kinds = forms.MultipleChoiceField(
        label="Avec", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("a", "un réseau membre"), ("b", "un partenaire")],
    )  # fmt: skip
    evidence = forms.FileField(
        label="Justificatif", required=False, widget=forms.FileInput(attrs={"accept": ".pdf,.csv,.xlsx"})
    )


class FilterForm(forms.Form):
    """A list's filters."""

    q = forms.CharField(label="Chercher dans les actions", required=False)
    year = forms.ChoiceField(label="Année", choices=[("", "toutes"), ("2024", "2024")], required=False)
    state = forms.ChoiceField(label="État", choices=[("", "tous"), ("held", "tenue")], required=False)


def context(page: str) -> dict[str, Any]:
    request = RequestFactory().get(f"/{page}", {"state": "held", "page": "3"})
    wrong = SampleForm({"title": "", "on": "2024-06-12", "place": "Lyon"}, {"evidence": _document()})
    return {
        "request": request,
        "user": Somebody(),
        "network_name": "Réseau d’exemple",
        "menu": [
            {"label": label, "url": f"/{label}", "current": label == "Programme"}
            for label in ("Programme", "Réseau", "Bilans", "Imports")
        ],
        "demo_notice": "démonstration : personnes, votes et présences inventés",
        "legal_links": [("Mentions légales", "/mentions"), ("Accessibilité", "/accessibilite")],
        "messages": [
            Message(25, "L’action est retirée de la liste.", extra_tags="undo:/reprendre"),
            Message(40, "Cette lecture existe déjà pour mai 2024."),
        ],
        "form": SampleForm(),
        "wrong": wrong,
        "filters": FilterForm(),
        "page": Paginator(range(400), 20).page(3),
        "day": date(2024, 6, 12),
        "next_day": date(2024, 6, 13),
        **lists(),
    }  # fmt: skip


def lists() -> dict[str, Any]:
    return {
        "steps": [("Programme", "/programme"), ("Axe 1", "/programme/axe-1")],
        "tabs": [
            {"label": "Actions", "url": "#", "current": True, "count": 42},
            {"label": "Chiffres", "url": "#chiffres"},
            {"label": "Historique", "url": "#historique"},
        ],
        "chips": [{"label": "2024", "url": "?"}, {"label": "tenue", "url": "?year=2024"}],
        "choices": [
            {"label": "Toutes", "url": "?", "current": True, "count": 61},
            {"label": "Rencontres", "url": "?kind=meeting", "count": 18},
            {"label": "Articles", "url": "?kind=article", "count": 1204},
        ],
        "facts": [("Financeur", "Fondation d’exemple"), ("Durée", "2024–2026"), ("Montant", "")],
        "items": [
            {"when": "12 et 13 juin 2024", "title": "Séminaire d’été", "url": "#s", "text": "Deux jours pour relire la feuille de route avec neuf réseaux.", "status": "held", "status_label": "tenue", "foot": "objectif 1.2"},
            {"when": "septembre 2024", "title": "Lettre commune aux communes", "status": "planned", "status_label": "prévue", "quiet": True},
        ],
        "entries": [
            {"when": "3 mars 2024 à 14 h 10", "who": "Camille Roux", "what": "a corrigé l’action", "changes": [("Lieu", "Lyon", "Villeurbanne"), ("Résumé", "", "Deux jours à relire.")], "restore_url": "/restaurer"},
            {"when": "1er mars 2024", "who": "import du 1er mars", "what": "a ajouté l’action"},
        ],
        "states": ["achieved", "partly_achieved", "in_progress", "transformed", "postponed", "abandoned", "not_started", "draft"],
        "rows": [("APES", "réseau régional", 1250, 3), ("Réseau des tiers-lieux nourriciers", "réseau national", 480, 12), ("Collectif des épiceries", "structure", 0, 0)],
    }  # fmt: skip


def _document() -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"note")


def write(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    options = {**settings.TEMPLATES[0]["OPTIONS"], "context_processors": []}
    engine = {**settings.TEMPLATES[0], "DIRS": [str(TEMPLATES)], "OPTIONS": options}
    written = []
    with override_settings(
        TEMPLATES=[engine], ROOT_URLCONF=__name__, STATIC_URL="static/"
    ), translation.override("fr"):
        for template in sorted(TEMPLATES.glob("*.html")):
            path = folder / template.name
            page = context(template.stem)
            path.write_text(render_to_string(template.name, page, page["request"]))
            written.append(path)
    return written


def photograph(pages: list[Path]) -> int:
    """Pictures beside the pages; the number of what axe finds."""
    found = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        for page in pages:
            found += sum(_shoot(browser, page, scheme) for scheme in ("light", "dark"))
        browser.close()
    return found


def _shoot(browser: Browser, path: Path, scheme: Any) -> int:
    found = 0
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        page.screenshot(path=path.with_name(f"{path.stem}-{width}-{scheme}.png"), full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            print(f"{path.stem} {width} {scheme}: wider than the screen")
            found += 1
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["target"] for node in violation["nodes"]][:4]
            print(f"{path.stem} {width} {scheme}: {violation['id']}: {violation['help']} {nodes}")
            found += 1
        page.close()
    return found


def main(arguments: list[str]) -> int:
    django.setup()
    folders = [Path(word) for word in arguments if not word.startswith("--")]
    pages = write(folders[0] if folders else ROOT / "build/gallery")
    print("\n".join(str(page) for page in pages))
    return min(1, photograph(pages)) if "--shots" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
