"""A report as one document: its JSON is exact, canonical and refused when it is not one."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.documents.codec import Unreadable
from essaim.documents.document import Document, Heading, Prose
from essaim.documents.formats import FORMATS, UnresolvedFigure, render
from tests.documents.documents import BASE_URL, BLOCKS, CHART, VISITS, make_document, make_hostile


def test_a_document_comes_back_from_its_json():
    document = make_document()
    assert Document.from_json(document.to_json()) == document


@given(st.text())
def test_any_words_come_back_from_json(words):
    document = make_hostile(words.encode("utf-8", "ignore").decode())
    assert Document.from_json(document.to_json()) == document


def test_the_json_is_canonical_and_its_digest_is_stable():
    text = make_document(blocks=(), figures=(), data=()).to_json()
    assert text == (
        '{"blocks":[],"data":[],"figures":[],"form":"essaim-report/1","language":"fr","notice":'
        '"démonstration : personnes, votes et présences inventés","published_on":"2025-03-01",'
        '"publisher":"Mouvement des Prés","subtitle":"Rapport à la Fondation des Prés",'
        '"title":"Bilan 2024","type":"Document","year":2024}'
    )
    digest = make_document(blocks=(), figures=(), data=()).digest()
    assert digest == "72c4bd6181759540da02127f651c126ed4facd970afadf15dc6f1fd6e9ed6ac5"


def test_values_of_charts_stay_exact():
    chart = replace(CHART, series=(replace(CHART.series[0], values=(Decimal("0.10"), None)),))
    block = replace(BLOCKS[11], chart=chart)
    back = Document.from_json(make_document(blocks=(block,)).to_json())
    assert back.blocks == (block,)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"form": "other"}, "not a report of the form"),
        ({"year": "2024"}, "'2024' is not int"),
        ({"published_on": "hier"}, "'hier' is not date"),
        ({"unknown": 1}, "fields unknown or missing: unknown"),
        ({"blocks": [{"type": "Script"}]}, "of no known type"),
        ({"blocks": {}}, "not a list"),
    ],
)
def test_what_is_not_a_document_is_refused(change, sentence):
    record = {**json.loads(make_document().to_json()), **change}
    with pytest.raises(Unreadable, match=sentence):
        Document.from_json(json.dumps(record))


def test_what_is_not_json_is_refused():
    with pytest.raises(Unreadable, match="not JSON"):
        Document.from_json("{")


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "prose", ['<span data-figure="gone"></span>', VISITS.replace("visits", "x")]
)
def test_a_dead_figure_is_refused_with_its_place(fmt, prose):
    document = make_document(blocks=(Heading(1, "Bilan moral", "a"), Prose(f"<p>{prose}</p>")))
    with pytest.raises(UnresolvedFigure, match="Bilan moral"):
        render(document, fmt, base_url=BASE_URL)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_document_gives_the_same_bytes(fmt):
    first = render(make_document(), fmt, base_url=BASE_URL)
    assert render(Document.from_json(make_document().to_json()), fmt, base_url=BASE_URL) == first
