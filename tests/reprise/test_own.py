"""A report that the house made is read back whole: nothing lost, nothing added."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.documents.document import ActionItem, ActionList, Detail, Document, Heading
from essaim.documents.formats import render
from essaim.kernel.datewords import date_range
from essaim.reprise.formats import report_text
from essaim.reprise.reading import Reprise, read_report
from essaim.reprise.reading.drafts import draft_of, is_ticked
from essaim.reprise.reading.own import read_when
from essaim.reprise.reading.period import read_period
from essaim.reprise.reading.proposals import clean_title
from tests.reprise.own import (
    DAYS,
    FIGURES_SAID,
    TEXTS,
    figures_of,
    items,
    own_document,
    said,
    texts_of,
    words,
)

FORMATS = ["md", "html", "docx", "odt", "pdf"]


def read_back(document: Document, fmt: str) -> Reprise:
    data = render(document, fmt, base_url="https://essaim.example")
    return read_report(report_text(data, f"bilan.{fmt}"))


@pytest.fixture(scope="module", params=[(fmt, "fr") for fmt in FORMATS] + [("docx", "en")])
def back(request: pytest.FixtureRequest) -> Reprise:
    fmt, language = request.param
    return read_back(own_document(language), fmt)


def test_its_outline_is_the_same(back: Reprise) -> None:
    assert back.year == 2024
    assert [(axis.code, axis.title) for axis in back.axes] == [("1", "Relier"), ("2", "Peser")]
    assert [(each.code, each.title) for each in back.objectives] == [
        ("1.1", "Planter"),
        ("2.1", "Plaider"),
    ]


def test_its_actions_are_the_same_with_their_days_and_all_are_ticked(back: Reprise) -> None:
    days = [f"{first} {last} {precision}" for first, last, precision in DAYS]
    titles = [item.title for item in items("fr")]
    assert said(back) == list(zip(titles, days, strict=True))
    assert all(is_ticked(action) for action in back.actions)
    assert [action.objective for action in back.actions] == ["1.1"] * 6 + ["2.1"] * 4


def test_what_is_said_of_an_action_is_kept(back: Reprise) -> None:
    for action, item in zip(back.actions, items("fr"), strict=True):
        for said_of_it in filter(None, (item.place, item.summary, *item.organisations)):
            assert said_of_it in action.text


def test_its_figures_are_the_same_with_the_names_of_their_indicators(back: Reprise) -> None:
    assert figures_of(back) == FIGURES_SAID


def test_its_texts_are_the_same(back: Reprise) -> None:
    planting = back.objectives[0]
    assert dict(texts_of(planting)) == {kind: words(html) for kind, html in TEXTS.items()}


@pytest.mark.parametrize("fmt", ["docx", "odt", "pdf"])
def test_shorter_paper_is_read_back_as_it_is_printed(fmt: str) -> None:
    back = read_back(replace(own_document(), detail=Detail.USUAL), fmt)
    assert [title for title, _days in said(back)] == [item.title for item in items("fr")]
    assert all(is_ticked(action) for action in back.actions)
    assert figures_of(back) == FIGURES_SAID[:1]
    planting = back.objectives[0]
    assert dict(texts_of(planting)) == {kind: words(html) for kind, html in TEXTS.items()}


def test_a_figure_is_proposed_under_its_own_name() -> None:
    data = render(own_document(), "md", base_url="https://essaim.example")
    text = report_text(data, "bilan.md")
    rows = draft_of(read_report(text), text)["figures"]
    assert rows[0]["indicator"] == "Visites du site"
    assert rows[0]["objective"] == "1.1"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("first", "last", "precision"), DAYS)
def test_days_are_read_as_they_are_said(first, last, precision, language) -> None:  # type: ignore[no-untyped-def]
    period = read_period("Bilan 2024", None)
    found = read_when(date_range(first, last, precision, language=language), period)
    assert found == (first, last, precision)


@pytest.mark.parametrize(
    "field", ["Tours", "12 personnes", "le 31 février 2024", "mai, juillet 2024"]
)
def test_what_says_more_than_days_or_none_is_no_field_of_days(field: str) -> None:
    assert read_when(field, read_period("Bilan 2024", None)) is None


PIECES = st.sampled_from(
    ["jardin", "« A & B »", "n° 8", "[essai]", "a_b_c", "l’été", "12", "dit-on", "(deux)", "#3"]
)  # fmt: skip
TITLES = st.lists(PIECES, max_size=6).map(lambda pieces: " ".join(["Chantier", *pieces]))
WHENS = st.sampled_from(DAYS).map(lambda days: date_range(*days))
ITEMS = st.lists(st.tuples(TITLES, WHENS), min_size=1, max_size=8)


@settings(max_examples=40)
@given(ITEMS, st.sampled_from(["md", "html"]))
def test_compose_export_and_reprise_are_a_fixed_point(
    pairs: list[tuple[str, str]], fmt: str
) -> None:
    facts = ActionList(tuple(ActionItem(when, title) for title, when in pairs), "Faits")
    document = own_document()
    blocks = (Heading(1, "Un", "a", "1"), Heading(2, "Deux", "b", "1.1"), facts)
    shown = Document(**{**vars(document), "blocks": blocks})
    back = read_back(shown, fmt)
    assert [action.title for action in back.actions] == [clean_title(title) for title, _ in pairs]
