"""A list that is declared: what its filters read, in what order it stands, what leaves of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.html import escape

from essaim.kernel.acting import VISITOR
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Listing, Nothing, Order
from essaim.kernel.listing.http import answer_table
from essaim.network.models import Organisation
from tests.factories.network import make_organisation

pytestmark = pytest.mark.django_db
CHOICES = [("a", "Première"), ("b", "Deuxième")]
FILTERS = (
    filters.words("Nom", "name__icontains"),
    filters.choice("nature", "Nature", CHOICES, "kind"),
    filters.either("membre", "Membre", yes="Oui", no="Non", asks="is_member"),
    filters.year("annee", "Année", lambda _by: [2024, 2023], "year"),
    filters.tick("fort", "Temps forts", "is_highlight"),
    filters.key("chose", "Chose", "key"),
)


def asked(**typed: str) -> dict[str, Any]:
    return filters.asked_by(FILTERS, filters.form_of(FILTERS, typed, VISITOR))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({}, {}),
        ({"q": " été "}, {"name__icontains": "été"}),
        ({"nature": "b"}, {"kind": "b"}),
        ({"membre": "oui"}, {"is_member": True}),
        ({"membre": "non"}, {"is_member": False}),
        ({"annee": "2023"}, {"year": 2023}),
        ({"fort": "on"}, {"is_highlight": True}),
        ({"fort": "False"}, {}),
        ({"nature": "z", "membre": "x", "annee": "1", "chose": "x", "q": "x" * 101}, {}),
        ({"annee": "²", "nature": "a\x00", "inconnu": "1"}, {}),
    ],
)
def test_what_a_filter_cannot_read_is_left_out(typed: dict[str, str], read: dict[str, Any]) -> None:
    assert asked(**typed) == read


def test_each_filter_in_force_says_what_it_asks() -> None:
    typed = {"q": "été", "nature": "b", "membre": "non", "fort": "on", "annee": "x"}
    form = filters.form_of(FILTERS, typed, VISITOR)
    assert dict(filters.in_force(FILTERS, form)) == {
        "q": "Nom\xa0: été",
        "nature": "Nature\xa0: Deuxième",
        "membre": "Membre\xa0: Non",
        "fort": "Temps forts",
    }


def test_rows_of_one_name_are_told_apart_in_a_filter() -> None:
    twins = [make_organisation(name="Ruches", city=city) for city in ("Lille", "Lyon")]
    chosen = filters.row("de", "De", lambda _by: twins, "organisation")
    form = filters.form_of([chosen], {"de": str(twins[1].key)}, VISITOR)
    assert filters.asked_by([chosen], form) == {"organisation": twins[1]}
    labels = [label for _value, label in form.fields["de"].choices]  # type: ignore[attr-defined]
    assert len(set(labels)) == len(labels) == 3


def listing(**options: Any) -> Listing:
    shown = (columns.link("name"), columns.text("kind"), columns.text("short_name"))
    return Listing(title="Liste", columns=shown, nothing=Nothing("Rien"), **options)


def test_a_column_takes_its_label_from_the_model() -> None:
    assert listing(model=Organisation).header() == ["Nom", "Nature", "Nom court"]


def test_a_list_stands_in_a_total_order() -> None:
    first, last = Order("", "Nom", ("folded",)), Order("dernier", "Dernières", ("-pk",))
    declared = listing(orders=(first, last))
    rows = Organisation.objects.order_by("name")
    assert declared.find(rows, {}).query.order_by == ("name", "pk")
    assert declared.find(rows, {}, declared.order_called("")).query.order_by == ("folded", "pk")
    assert declared.find(rows, {}, declared.order_called("dernier")).query.order_by == ("-pk",)
    assert declared.order_called("x\x00") is first


def test_a_query_is_narrowed_by_lookups_and_a_function_takes_them_as_keywords() -> None:
    ruches = make_organisation(name="Ruches")
    make_organisation(name="Autre")
    declared, asks = listing(), {"name__icontains": "ruche"}
    assert list(declared.find(Organisation.objects.all(), asks)) == [ruches]
    assert declared.find(lambda **words: sorted(words.items()), asks) == [*asks.items()]


def drawn(column: columns.Column, row: Any) -> str:
    template = get_template("components/table.html")
    page = {"listing": SimpleNamespace(title="", heading=""), "heads": [(column, "Titre")] * 2}
    html = template.render({**page, "page": [row]}, RequestFactory().get("/"))
    return html[html.index("<td") :].split(">", 1)[1].split("</td>")[0]


@pytest.mark.parametrize("of", ["words", lambda row: row.words])
def test_nothing_is_a_dash_and_no_text_is_markup(of: Any) -> None:
    column = columns.text(of)
    assert drawn(column, SimpleNamespace(words="")) == "–"
    assert drawn(column, SimpleNamespace(words=None)) == "–"
    assert drawn(column, SimpleNamespace(words="<b>")) == escape("<b>")
    assert drawn(column, SimpleNamespace(words=["<b>", 2])) == f"{escape('<b>')}, 2"
    assert drawn(columns.number(of), SimpleNamespace(words=0)) == "0"


def test_what_leaves_of_a_column_is_its_value() -> None:
    row = SimpleNamespace(words=["a", "b"], n=3, get_kind_display=lambda: "Réseau")
    assert columns.text("words").cell(row) == "a, b"
    assert columns.number("n").cell(row) == 3
    assert columns.text("kind").cell(row) == "Réseau"


def test_a_table_leaves_before_its_last_row_is_read() -> None:
    read: list[int] = []

    def rows() -> Iterator[list[int]]:
        for number in range(10_000):
            read.append(number)
            yield [number]

    answer = answer_table("csv", name="n", header=["n"], rows=rows())
    parts = iter(answer)
    next(parts)
    assert len(read) < 1_000
    assert len(b"".join(parts).splitlines()) + 200 >= 10_000


def test_a_moment_is_told_on_the_clock_of_the_house() -> None:
    at = datetime(2024, 6, 12, 16, 30, tzinfo=UTC)
    row = SimpleNamespace(at=at)
    assert "18:30" in columns.moment("at").drawn(row)
