"""Figures that texts cite: offered, shown, hidden, and what their writer is told."""

import pytest

from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.markup import from_markdown
from essaim.writing.queries import Citable, Cited
from tests.factories.accounts import coordinator, make_acting
from tests.factories.programme import make_indicator, make_objective, make_reading

pytestmark = pytest.mark.django_db
HIDDEN = "un chiffre réservé à moins de personnes"


@pytest.fixture(autouse=True)
def figures() -> None:
    for code, audience in {"visits": "public", "dons": "bureau"}.items():
        make_reading(
            indicator=make_indicator(code=code, title=code.capitalize(), audience=audience),
            scaled=52464,
        )


def shown(text: str, by: Acting) -> str:
    html = from_markdown(text)
    return Cited.by([html], 2024).shown(html, by).replace("\u202f", " ").replace("&nbsp;", " ")


def test_a_figure_reads_as_its_value_and_leads_to_its_page() -> None:
    text = shown("Soit [[visits]], soit [[visits@2024|number]].", VISITOR)
    assert ">52 464 visites</a>" in text
    assert text.count('href="/') == 2


@pytest.mark.parametrize("by", [VISITOR, make_acting])
def test_a_hidden_figure_tells_neither_value_nor_page(by: object) -> None:
    reader = by() if callable(by) else by
    assert isinstance(reader, Acting)
    assert (
        shown("Soit [[dons]] et [[dons|growth]].", reader) == f"<p>Soit {HIDDEN} et {HIDDEN}.</p>"
    )
    assert ">52 464 visites</a>" in shown("[[dons]]", coordinator())


@pytest.mark.parametrize(
    "typed",
    ["[[nowhere]]", "[[visits@hier]]", "[[visits|beauty]]", "[[[[visits]]]]", "[[visits]", "[[]]"],
)
def test_what_is_no_figure_stays_as_it_was_typed(typed: str) -> None:
    text = shown(f"Soit {typed} ici.", VISITOR)
    assert "52 464" not in text or typed == "[[[[visits]]]]"
    assert "<script" not in text
    assert "Soit" in text
    assert "ici." in text


def test_the_writer_is_told_once_of_each_figure_that_readers_will_not_see() -> None:
    html = from_markdown("[[nowhere]] [[dons]] [[dons]] [[visits]]")
    cited = Cited.by([html], 2024)
    unknown, hidden = cited.cautions(html, coordinator(), "public")
    assert "[[nowhere]]" in unknown
    assert "[[dons]]" in hidden
    assert HIDDEN in hidden.replace("\u00a0", " ")
    assert cited.cautions(html, coordinator(), "bureau") == [unknown]


def test_a_writer_learns_nothing_of_a_figure_that_they_may_not_see() -> None:
    html = from_markdown("[[nowhere]] [[dons]]")
    cited = Cited.by([html], 2024)
    unknown, hidden = cited.cautions(html, make_acting(), "public")
    assert unknown.replace("nowhere", "dons") == hidden


@pytest.mark.parametrize("near", [True, False])
def test_a_writer_is_offered_the_figures_that_they_see(near: bool) -> None:
    objective = make_objective()
    make_reading(indicator=make_indicator(title="Près", objective=objective))

    def offered(by: Acting) -> list[str]:
        choices = Citable(by, 2024, objective.key if near else None).choices
        return [choice.title for choice in choices if not near or choice.is_near]

    assert sorted(offered(make_acting())) == (["Près"] if near else ["Près", "Visits"])
    assert sorted(offered(coordinator())) == (["Près"] if near else ["Dons", "Près", "Visits"])


def test_texts_that_cite_nothing_cost_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        Cited.by(["<p>Un</p>", "<p>Deux</p>"], 2024)


@pytest.mark.parametrize("length", [1, 3])
def test_texts_cost_the_same_however_many_figures_they_cite(
    length: int, django_assert_num_queries
) -> None:
    html = from_markdown(" ".join(["[[visits]]", "[[dons]]", "[[visits@2023]]"][:length]))
    with django_assert_num_queries(2):
        Cited.by([html] * length, 2024)
