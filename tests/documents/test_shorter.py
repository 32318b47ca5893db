"""What is printed of a document: all that somebody wrote, and each figure once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.documents.document import (
    ActionItem,
    ActionList,
    Block,
    ChartBlock,
    Detail,
    Document,
    Evidence,
    FigureLine,
    Heading,
    KeyFigure,
    KeyFigures,
    Prose,
    Table,
)
from essaim.documents.formats import FORMATS, render
from essaim.documents.formats.frame import place_of
from essaim.documents.formats.shorter import MOST, printed
from essaim.kernel.charts import Chart, ChartKind, Series
from tests.documents.documents import BASE_URL, make_document

CITED = '<p>Nous avons reçu <a class="figure" href="/v" data-figure="visits">52 visites</a>.</p>'
GROWN = '<p>C’est <a class="figure" href="/g" data-figure="growth">+60 %</a> de plus.</p>'


def of(*blocks: Block, detail: Detail = Detail.USUAL) -> Document:
    lines = tuple(FigureLine(name, name, name) for name in ("visits", "before", "growth", "other"))
    return Document(
        title="Bilan", language="fr", publisher="Réseau", year=2024,
        blocks=blocks, figures=lines, detail=detail,
    )  # fmt: skip


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(tuple(f"{name}!" for name in row) for row in rows)
    return Table("En chiffres", ("Chiffre", "2024", "2023", "Évolution"), cells, (1,), rows)


def bars(title: str, *pairs: tuple[str, str]) -> ChartBlock:
    labels, texts = zip(*pairs, strict=True)
    series = Series(title, tuple(Decimal(len(text)) for text in texts), texts)
    return ChartBlock(Chart(ChartKind.BAR, title, "…", labels, (series,)))


def actions(count: int, *, highlights: tuple[int, ...] = ()) -> ActionList:
    items = (
        ActionItem("2024", f"Action {n}", summary="Ce qu’elle fut", is_highlight=n in highlights)
        for n in range(count)
    )
    return ActionList(tuple(items), "Faits marquants")


def kinds(document: Document) -> list[str]:
    return [type(block).__name__ for block in printed(document).blocks]


def test_the_complete_document_is_printed_as_it_is() -> None:
    document = of(actions(90), Prose(CITED), table(("", "visits")), detail=Detail.COMPLETE)
    assert printed(document) is document


@pytest.mark.parametrize(
    ("row", "text", "is_left"),
    [
        (("", "visits"), CITED, False),
        (("", "other"), CITED, True),
        (("", "visits", "before", "growth"), CITED, True),
        (("", "visits", "before", "growth"), CITED + GROWN, False),
        (("", "", "", ""), CITED, True),
    ],
    ids=["told", "another", "its change is told nowhere", "with its change", "no figure"],
)
def test_a_figure_that_its_text_tells_has_no_line_in_the_table(row, text, is_left) -> None:
    document = of(Heading(2, "Objectif", "a", "1.1"), Prose(text), table(row))
    assert ("Table" in kinds(document)) is is_left


def test_the_text_of_another_objective_does_not_count() -> None:
    first = (Heading(2, "Un", "a", "1.1"), Prose(CITED))
    second = (Heading(2, "Deux", "b", "1.2"), Prose("<p>Rien.</p>"), table(("", "visits")))
    assert kinds(of(*first, *second))[-1] == "Table"


@pytest.mark.parametrize(("change", "is_left"), [("+60 %", False), ("", True)])
def test_a_key_figure_is_told_once(change: str, is_left: bool) -> None:
    keys = KeyFigures((KeyFigure("Visites", "52 visites", change, "visits"),))
    row = ("", "visits", "before", "growth")
    document = of(Heading(1, "Clés", "k"), keys, Heading(2, "Un", "a", "1.1"), table(row))
    assert ("Table" in kinds(document)) is is_left


@pytest.mark.parametrize(
    ("chart", "is_left"),
    [
        (bars("Abonnés", ("Visites", "52 visites"), ("Lettre", "9 abonnés")), False),
        (bars("Abonnés", ("Visites", "52 visites"), ("Radio", "3 auditeurs")), True),
        (bars("Visites", ("2023", "32 visites"), ("2024", "52 visites")), False),
        (bars("Visites", ("2022", "1"), ("2023", "32"), ("2024", "52")), True),
        (bars("Lettre", ("2023", "8 abonnés"), ("2024", "9 abonnés")), True),
    ],
    ids=["key figures alone", "one more", "two years", "three years", "its change is not told"],
)
def test_a_chart_that_says_what_key_figures_say_is_not_drawn(chart, is_left) -> None:
    keys = KeyFigures(
        (
            KeyFigure("Visites", "52 visites", "+60 %", "visits"),
            KeyFigure("Lettre", "9 abonnés", "", "other"),
        )
    )
    document = of(Heading(1, "Clés", "k"), keys, Heading(1, "Graphiques", "g"), chart)
    assert kinds(document)[2:] == (["Heading", "ChartBlock"] if is_left else [])


@pytest.mark.parametrize("detail", list(MOST))
def test_a_list_holds_its_highlights_first_in_its_order_and_says_how_many_more(detail) -> None:
    most = MOST[detail]
    (block,) = printed(of(actions(most + 5, highlights=(most + 2,)), detail=detail)).blocks
    assert [item.title for item in block.items] == [
        *(f"Action {n}" for n in range(most - 1)),
        f"Action {most + 2}",
    ]
    assert block.more == 5
    assert all(bool(item.summary) is (detail is Detail.USUAL) for item in block.items)


@given(
    st.lists(st.sampled_from(["p", "h", "t", "a", "k", "c"]), max_size=12),
    st.sampled_from(list(Detail)),
)
def test_no_text_is_ever_lost_and_nothing_is_added(shape: list[str], detail: Detail) -> None:
    make = {
        "p": lambda n: Prose(f"<p>Texte {n}.</p>"),
        "h": lambda n: Heading(1, f"Titre {n}", f"h{n}"),
        "t": lambda _n: table(("", "visits"), ("", "other")),
        "a": lambda n: actions(n),
        "k": lambda _n: KeyFigures((KeyFigure("Visites", "52 visites", "", "visits"),)),
        "c": lambda _n: bars("Visites", ("Visites", "52 visites")),
    }
    document = of(*(make[kind](n) for n, kind in enumerate(shape)), detail=detail)
    shorter = printed(document)
    assert [b for b in shorter.blocks if isinstance(b, Prose)] == [
        b for b in document.blocks if isinstance(b, Prose)
    ]
    assert len(shorter.blocks) <= len(document.blocks)


# --- What it is frozen as -------------------------------------------------------------------------


def test_a_document_of_before_keeps_its_hash() -> None:
    """Fields that came since stand nowhere where they hold nothing."""
    text = make_document().to_json()
    assert '"detail"' not in text
    assert '"evidence"' not in text
    assert Document.from_json(text).digest() == make_document().digest()


def test_its_detail_and_its_evidence_are_frozen_with_it() -> None:
    item = ActionItem("2024", "Fête", evidence=(Evidence("Affiche", "https://x.example/a"),))
    document = of(ActionList((item,)), detail=Detail.ESSENTIAL)
    assert Document.from_json(document.to_json()) == document
    assert document.digest() != replace(document, detail=Detail.USUAL).digest()


# --- Evidence -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", ["html", "md", "docx", "odt", "pdf", "pack"])
def test_what_proves_an_action_stands_in_each_format(fmt: str) -> None:
    proof = Evidence("Affiche", "https://x.example/affiche")
    day = date(2024, 6, 12)
    item = ActionItem("12 juin 2024", "Fête", starts_on=day, ends_on=day, evidence=(proof,))
    document = of(Heading(1, "Axe", "a"), ActionList((item,)))
    data = render(document, fmt, base_url=BASE_URL)
    if fmt in {"docx", "odt", "pack"}:
        data = unzipped(data)
    assert b"https://x.example/affiche" in data


def unzipped(data: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("https://www.le-mes.org/", "le-mes.org"),
        ("http://gsef-net.org/fr/node/35853", "gsef-net.org/fr/node/35853"),
        (f"https://x.example/{'a' * 80}", f"x.example/{'a' * 49}…"),
        ("/fichiers/12/", ""),
    ],
)
def test_an_address_is_printed_short(href: str, shown: str) -> None:
    assert place_of(href) == shown


def test_every_format_takes_every_detail() -> None:
    for detail in Detail:
        document = replace(make_document(), detail=detail)
        assert all(render(document, fmt, base_url=BASE_URL) for fmt in FORMATS)
