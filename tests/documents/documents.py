"""A small whole report, every kind of block in it, and the same with hostile words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from essaim.documents.document import (
    ActionItem,
    ActionList,
    ChartBlock,
    Contents,
    DataTable,
    Document,
    FigureLine,
    Heading,
    Identity,
    KeyFigure,
    KeyFigures,
    Prose,
    ProseKind,
    Record,
    Status,
    Table,
    TitlePage,
)
from essaim.kernel.charts import Chart, ChartKind, Series

BASE_URL = "https://essaim.example"
VISITS = (
    '<a class="figure" href="/indicateurs/visites/2024" data-figure="visits">52 464 visites</a>'
)
GROWTH = '<a class="figure" href="/indicateurs/croissance" data-figure="growth">+60 %</a>'
HOSTILE = [
    '#panic("x") #read("/etc/passwd") $x^2$ *gras* _soul_ `code` = titre',
    "<script>alert(1)</script> &amp; &lt;b&gt; </p>",
    "=HYPERLINK(1) @x [rien] [lien](http://x) \\begin{x} ![i](j) {{ y }} {% z %}",
    "anticonstitutionnellement" * 12,
    "عربي ועברית",
]

CHART = Chart(
    ChartKind.BAR,
    "Visites du site",
    "Le site passe de 32 732 visites en 2023 à 52 464 en 2024.",
    ("2023", "2024"),
    (Series("Visites", (Decimal(32732), Decimal(52464)), ("32 732", "52 464")),),
    "visites",
)

FIGURES = (
    FigureLine(
        "visits",
        "52 464 visites",
        "Visites du site",
        period="2024",
        definition="Nombre de visites du site dans l’année.",
        formula="Somme des douze mois.",
        source="Statistiques du site",
        qualifier="valeur exacte",
        href="/indicateurs/visites/2024",
        records=(Record("Relevé de mars", "mars 2024"), Record("Relevé d’avril", "avril 2024")),
        withheld=2,
        withheld_why="réservés aux membres",
    ),
    FigureLine("growth", "+60 %", "Croissance des visites", href="/indicateurs/croissance"),
    FigureLine("trainings", "2 formations", "Formations", formula="Nombre d’actions tenues."),
)

ACTIONS = ActionList(
    (
        ActionItem(
            "12 février 2024",
            "Formation à l’animation du jeu",
            "Tours",
            "Une dizaine de personnes formées.",
            ("Réseau des Prés", "Atelier du Val"),
            "formation",
            "/actions/1",
            starts_on=date(2024, 2, 12),
        ),
        ActionItem("11 et 12 juin 2024", "Rencontre nationale", "Paris", is_highlight=True),
    ),
    "Ce qui a été fait",
)

BLOCKS = (
    TitlePage(("Convention pluriannuelle 2024–2026", "Fondation des Prés")),
    Contents(),
    Heading(1, "Préambule", "preambule"),
    Prose(f"<p>Le site a reçu {VISITS}, soit <strong>{GROWTH}</strong>.</p>"),
    KeyFigures(
        (
            KeyFigure("visites du site", "52 464", "+60 % en un an", "visits"),
            KeyFigure("formations", "2", "", "trainings"),
            KeyFigure("abonnés", "2 500"),
        ),
        "L’année en chiffres",
    ),
    Heading(1, "Promouvoir l’économie solidaire", "axe-1", "1"),
    Heading(2, "Outils de communication", "objectif-1-1", "1.1"),
    Status("Transformé", "le congrès est devenu une suite de rencontres"),
    Prose("<p>Le travail a porté ses fruits.</p>", ProseKind.EVALUATION),
    Prose(
        "<h3>Les faits</h3><ul><li>un<ul><li>deux</li></ul></li><li>trois</li></ul>"
        "<ol><li>a</li></ol><blockquote><p>dit-on<br>parfois le 1<sup>er</sup></p></blockquote>"
        "<h4>Et <em>puis</em></h4>"
        '<p>Voir <a href="https://example.org/a_b">ici</a>.</p>',
    ),
    ACTIONS,
    ChartBlock(CHART, "Statistiques du site"),
    Table(
        "Abonnés par réseau",
        ("Réseau", "2023", "2024"),
        (("LinkedIn", "530", "1 002"), ("Facebook", "−12", "963")),
        (1, 2),
    ),
    Prose("<p>Un mi-temps, et du temps bénévole.</p>", ProseKind.MEANS),
    Heading(1, "Conclusion", "conclusion"),
    Prose("<p>L’an prochain, nous continuons.</p>"),
    Identity((("Nom", "Réseau des Prés"), ("SIRET", "444 165 237 00041"))),
)


def make_document(**changes: object) -> Document:
    document = Document(
        title="Bilan 2024",
        subtitle="Rapport à la Fondation des Prés",
        language="fr",
        publisher="Mouvement des Prés",
        year=2024,
        published_on=date(2025, 3, 1),
        notice="démonstration : personnes, votes et présences inventés",
        blocks=BLOCKS,
        figures=FIGURES,
        data=(
            DataTable(
                "readings", ("indicator", "value"), (("visits", "52464"), ("balance", "-12"))
            ),
        ),
    )
    return replace(document, **changes)


def make_hostile(words: str) -> Document:
    """A document in which these words stand at every place that takes words."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    chart = replace(
        CHART,
        title=words,
        description=words,
        categories=(words, "b"),
        series=(replace(CHART.series[0], label=words, texts=(words, "2")),),
    )
    return make_document(
        title=words,
        subtitle=words,
        publisher=words,
        notice=words,
        blocks=(
            TitlePage((words,)),
            Contents(),
            Heading(1, words, "un", words),
            Status(words, words),
            Prose(f"<h3>{safe}</h3><p>{safe}</p><ul><li>{safe}</li></ul>", ProseKind.MEANS),
            KeyFigures((KeyFigure(words, words, words, "f"),), words),
            ActionList((ActionItem(words, words, words, words, (words,), words, "/a"),), words),
            ChartBlock(chart, words),
            Table(words, (words, "b"), ((words, words),)),
            Identity(((words, words),)),
        ),
        figures=(
            FigureLine("f", words, words, *[words] * 5, "/f", (Record(words, words),), 1, words),
        ),
        data=(DataTable("rows", (words,), ((words,),)),),
    )
