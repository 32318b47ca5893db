"""A year of records becomes the Bilan: noted, composed, published, handed on."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.journeys.steps import (
    actions_told,
    note_action,
    open_bilan,
    open_composer,
    open_group,
    publish,
)
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_stranger_sees_the_programme_and_its_year(somebody: Callable[..., Visitor]) -> None:
    stranger = somebody().open("/")
    assert stranger.sees("52 464 Visites du site +60 %")
    open_group(stranger, "Agir").follow("Programme", within="nav")
    assert stranger.sees("2.1 Animer des Assemblées permanentes")
    open_group(stranger, "Agir").follow("Actions", within="nav").follow(
        "Séminaire de convergence inter-réseaux"
    )
    assert stranger.sees("du 21 au 23 mai 2024")


def test_what_is_noted_is_told_by_the_bilan(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator")
    before = actions_told(open_composer(coordinator))

    note_action(coordinator, "Atelier de lecture du livre", "2024-11-20", "1.2")
    assert coordinator.sees("C’est noté.")
    coordinator.open("/programme/indicateurs/").follow("Abonnés sur Facebook", within="main")
    coordinator.follow("Ajouter un relevé").write("Période", "2023").write("Valeur", "900")
    coordinator.write("Source", "Statistiques de la page").press("Enregistrer")

    open_composer(coordinator)
    assert actions_told(coordinator) == before + 1
    assert coordinator.sees("Atelier de lecture du livre")
    assert coordinator.sees("Abonnés sur Facebook 963 abonnés 900 abonnés +7 %")


def test_a_published_bilan_leaves_in_four_formats(somebody: Callable[..., Visitor]) -> None:
    coordinator = publish(somebody("coordinator"))
    assert coordinator.sees("publiée le")

    pdf = coordinator.download(coordinator.link("PDF"))
    assert pdf.startswith(b"%PDF-")
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert re.search(r"52\s464\svisites", " ".join(pages))

    for name, inside in (("DOCX", "word/document.xml"), ("ODT", "content.xml")):
        with zipfile.ZipFile(BytesIO(coordinator.download(coordinator.link(name)))) as document:
            assert "4\u202f372" in document.read(inside).decode(), name

    markdown = coordinator.download(coordinator.link("Markdown")).decode()
    assert re.search(r"^# Bilan 2024$", markdown, re.MULTILINE)


def test_a_figure_opens_onto_the_records_behind_it(somebody: Callable[..., Visitor]) -> None:
    coordinator = open_bilan(somebody("coordinator"))
    coordinator.follow(re.compile(r"^4\slettres$"))
    assert coordinator.title == "Lettres d’information"
    coordinator.follow("Lettre d’information de mai 2024")
    assert coordinator.path.startswith("/programme/actions/")


def test_a_funder_reads_without_account_until_the_link_is_withdrawn(
    somebody: Callable[..., Visitor],
) -> None:
    coordinator = publish(somebody("coordinator")).follow("Lien pour un financeur")
    coordinator.write("Pour", "Fondation des Prés").press("Créer le lien")
    address = coordinator.page.locator("main input[readonly]").first.input_value()

    funder = somebody().open(address)
    assert funder.status == 200
    assert funder.sees("Pour Fondation des Prés")
    assert funder.sees("52 464 visites")
    assert funder.download(funder.link("PDF")).startswith(b"%PDF-")

    coordinator.press("Retirer")
    assert coordinator.sees("retiré")
    assert funder.open(address).status == 410
    assert not funder.sees("52 464")


def test_a_forged_link_opens_nothing(somebody: Callable[..., Visitor]) -> None:
    stranger = somebody().open("/bilans/lien/AAAA:BBBB:CCCC/")
    assert stranger.status == 410
    assert not stranger.sees("Bilan 2024")
    assert "AAAA:BBBB:CCCC" in stranger.house.log
