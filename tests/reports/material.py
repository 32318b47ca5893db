"""Material of reports without a database, for the checks."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from essaim.kernel.markup import from_markdown
from essaim.reports.material import AxisChapter, CitedFigure, Fact, Material, ObjectiveChapter
from essaim.reports.prose import Citation, Prose
from essaim.reports.report_templates import PartKind, templates
from essaim.reports.template_reading import Limit

SOME = UUID(int=1)
PART_NAMES = {"evaluation": "Évaluation", "means": "Moyens", "results": "Résultats"}


def a_prose(markdown: str, *, place: str = "preamble", heading: str = "Préambule", **more: Any):
    """A text as somebody wrote it."""
    defaults = {"where": place, "url": f"/ecrire/{place}", "year": 2024}
    return Prose(place=place, heading=heading, html=from_markdown(markdown), **{**defaults, **more})


def a_fact(title: str = "Rencontre", **fields: Any) -> Fact:
    day = date(2024, 5, 21)
    fact = Fact(1, SOME, "meeting", title, "", day, day, "day", "", False, True, 0, ())
    return fact._replace(**fields)


def an_objective(code: str = "1.1", *, facts: int = 1, **texts: str) -> ObjectiveChapter:
    """An objective with an action; `evaluation` and `means` are required, as in a Bilan."""
    proses = {
        PartKind(name): a_prose(
            texts.get(name, ""),
            place=f"{code}/{name}",
            heading=PART_NAMES[name],
            is_required=name != "results",
        )
        for name in PART_NAMES
    }
    return ObjectiveChapter(
        id=1,
        key=SOME,
        code=code,
        title=f"Objectif {code}",
        url=f"/objectifs/{code}",
        status="achieved",
        status_label="atteint",
        reason="",
        decision=None,
        became="",
        facts=[a_fact() for _ in range(facts)],
        left_out=[],
        withheld=0,
        rows=[],
        texts=proses,
    )


def a_figure(code: str = "visites", **fields: Any) -> CitedFigure:
    figure = CitedFigure(
        citation=Citation(code, "2024", "value"),
        title="Visites du site",
        unit="visites",
        text="52 464 visites",
        value=Fraction(52464),
        url=f"/indicateurs/{code}",
        definition="",
        formula="",
        source="Matomo",
        qualifier="exact",
        base="",
        warning="",
        is_visible=True,
        is_stock=False,
    )
    return replace(figure, **fields)


def a_material(
    *objectives: ObjectiveChapter, preamble: str = "", figures: tuple[CitedFigure, ...] = (), **more
) -> Material:
    """A report whose preamble is given; its figures are known to every text."""
    values = {figure.citation: figure.text for figure in figures}
    chapters = [
        replace(chapter, texts={k: replace(v, values=values) for k, v in chapter.texts.items()})
        for chapter in objectives
    ]
    sections = {"preamble": a_prose(preamble, values=values, limit=Limit("words", 900))}
    material = Material(
        key=SOME,
        title="Bilan 2024",
        year=2024,
        url="/bilan",
        composer_url="/bilan/composer",
        template=templates()["bilan_foundation"],
        programme="Programme",
        agreement="Convention",
        lines=(),
        sections=sections,
        axes=[AxisChapter("1", "Axe", chapters)],
        expected=[chapter.code for chapter in objectives],
        rubrics=[],
        key_rows=[],
        charts=[],
        figures={figure.citation: figure for figure in figures},
        gone=frozenset(),
        behind={},
        publisher="Réseau",
        identity=(),
        audience="public",
    )
    return replace(material, **more)
