"""A report of the house, and what must be read back of it in whatever format it was written."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

from essaim.documents.document import (
    ActionItem,
    ActionList,
    Document,
    FigureLine,
    Heading,
    Prose,
    ProseKind,
    Status,
    Table,
    TitlePage,
)
from essaim.kernel.datewords import date_range
from essaim.kernel.text import fold
from essaim.reprise.reading import Objective, Reprise
from tests.documents.documents import FIGURES, make_document

#: Every way in which the house says days: first, last, precision.
DAYS = [
    (date(2024, 1, 1), date(2024, 12, 31), "year"),
    (date(2023, 1, 1), date(2024, 12, 31), "year"),
    (date(2022, 1, 1), date(2024, 12, 31), "year"),
    (date(2024, 2, 1), date(2024, 2, 29), "month"),
    (date(2024, 2, 1), date(2024, 3, 31), "month"),
    (date(2023, 10, 1), date(2024, 3, 31), "month"),
    (date(2024, 3, 1), date(2024, 3, 1), "day"),
    (date(2024, 6, 12), date(2024, 6, 13), "day"),
    (date(2024, 4, 26), date(2024, 5, 2), "day"),
    (date(2023, 12, 26), date(2024, 1, 2), "day"),
]
VISITS = '<a class="figure" href="/indicateur/visites" data-figure="visits">52 464 visites</a>'
FIGURES_SAID = [
    ("52464", "visites", "Visites du site", "exact"),
    ("60", "%", "Croissance des visites", "exact"),
    ("2", "formations", "Formations", "exact"),
    ("100", "articles", "Articles relayés", "approximate"),
    ("3.54", "%", "Engagement", "exact"),
    ("-12", "abonnés", "Solde", "exact"),
]
TEXTS = {
    ProseKind.EVALUATION: f"<p>Le site a reçu {VISITS} en mai 2024.</p><p>Il plaît, dit-on.</p>",
    ProseKind.RESULTS: "<ul><li>Une lettre est partie le 3 mars 2024.</li><li>Un jeu.</li></ul>",
    ProseKind.DIFFICULTIES: "<p>Les 12 bénévoles manquent de temps.</p>",
    ProseKind.MEANS: "<p>Un mi-temps de janvier à juin.</p><ul><li>deux salles</li></ul>",
    ProseKind.NEXT: "<p>Une fête le 4 juillet 2025.</p>",
}
FIELDS = {
    ProseKind.EVALUATION: "evaluation",
    ProseKind.RESULTS: "results",
    ProseKind.DIFFICULTIES: "difficulties",
    ProseKind.NEXT: "next_steps",
}


def items(language: str) -> tuple[ActionItem, ...]:
    """One for each way to say days, some with a place, partners and a sentence."""
    return tuple(
        ActionItem(
            date_range(first, last, precision, language=language),
            f"Chantier « numéro {at} » & compagnie",
            "Tours" if at % 2 else "",
            "On y a planté 12 arbres le 3 mai." if at % 3 else "",
            ("Atelier du Val",) if at % 4 else (),
            href=f"/programme/actions/{at}",
            is_highlight=at == 5,
        )
        for at, (first, last, precision) in enumerate(DAYS)
    )


def own_document(language: str = "fr") -> Document:
    first, second = items(language)[:6], items(language)[6:]
    decisions = (ActionItem("12 février 2024", "Le siège est transféré à Tours.", href="/d/1"),)
    figures = (
        *FIGURES,
        FigureLine("articles", "≈ 100 articles", "Articles relayés", period="2024"),
        FigureLine("engagement", "3,54 % (392 sur 11 080)", "Engagement"),
        FigureLine("balance", "−12 abonnés", "Solde"),
    )
    blocks = (
        TitlePage(("Convention 2024-2026",)),
        Heading(1, "Préambule", "preambule"),
        Prose("<p>L’année a commencé le 8 janvier 2024 avec 40 personnes.</p>"),
        Heading(1, "Relier", "axe-1", "1"),
        Table("L’axe en bref", ("Convenu", "Fait"), (("1.1 Planter", "6 actions"),)),
        Heading(2, "Planter", "objectif-1-1", "1.1"),
        Status("Transformé", "le congrès du 3 juin 2024 est devenu une fête"),
        *(Prose(TEXTS[kind], kind) for kind in (ProseKind.EVALUATION, ProseKind.RESULTS)),
        ActionList(first, "Faits marquants"),
        Prose(f"<p>Onze réunions, {VISITS}.</p>"),
        ActionList(decisions, "Décisions prises"),
        Table("En chiffres", ("Chiffre", "2024"), (("Visites", "52 464"),), (1,)),
        *(Prose(TEXTS[kind], kind) for kind in list(TEXTS)[2:]),
        Heading(1, "Peser", "axe-2", "2"),
        Heading(2, "Plaider", "objectif-2-1", "2.1"),
        Prose("<p>Bien.</p>", ProseKind.EVALUATION),
        ActionList(second, "Faits marquants"),
        Heading(1, "Conclusion", "conclusion"),
        Prose("<p>Une fête aura lieu le 4 mai 2025.</p>"),
    )
    return replace(make_document(), language=language, blocks=blocks, figures=figures, data=())


def words(text: str) -> list[str]:
    """Of a text in HTML or Markdown: what a reader reads, signs aside."""
    bare = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<[^>]+>", " ", text))
    return re.findall(r"\w+", fold(unescape(bare)))


def said(reprise: Reprise) -> list[tuple[str, str]]:
    """The title and the days of each action, in the order of the report."""
    return [
        (action.title, f"{action.starts_on} {action.ends_on} {action.precision}")
        for action in reprise.actions
    ]


def figures_of(reprise: Reprise) -> list[tuple[str, str, str, str]]:
    return [
        (f"{figure.value}", figure.unit, figure.indicator, f"{figure.qualifier}")
        for figure in reprise.figures
    ]


def texts_of(objective: Objective) -> Iterator[tuple[ProseKind, list[str]]]:
    for kind in TEXTS:
        read = getattr(objective, FIELDS[kind]) if kind in FIELDS else " ".join(objective.means)
        yield kind, words(read)
