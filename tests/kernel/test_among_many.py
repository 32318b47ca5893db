"""A row among more than a menu holds: its name is typed, and means one thing or is asked about."""

from typing import Any

import pytest
from django.http import QueryDict

from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.among_many import A_MENU, NEAR, AmongManyField
from essaim.kernel.listing import filters
from essaim.network.models import Organisation
from tests.factories.network import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def many() -> list[Organisation]:
    return [make_organisation(name=f"Autre {at}") for at in range(A_MENU)]


def offered(by: Acting) -> Any:
    return Organisation.objects.visible_to(by).order_by("folded", "pk")


CHOSEN = [filters.row("organisation", "Organisation", offered, "organisation")]


def form_sent(*values: str) -> Any:
    data = QueryDict(mutable=True)
    data.setlist("organisation", list(values))
    return filters.form_of(CHOSEN, data, VISITOR)


def test_few_are_a_menu_and_more_are_a_field_to_type_in() -> None:
    assert "<select" in str(form_sent()["organisation"])
    make_organisation(name="Ruches")
    field = str(form_sent()["organisation"])
    assert "<select" not in field
    assert "/chercher/suggestions/?genre=network.organisation" in field
    assert "Autre 1" not in field


@pytest.mark.parametrize("typed", ["Ruches du Nord", "  ruches du nord ", "RUCHES DU NORD", "RDN"])
def test_exactly_that_name_is_taken(typed: str) -> None:
    ruches = make_organisation(name="Ruches du Nord", short_name="RDN")
    make_organisation(name="Ruches du Nord-Est")
    assert filters.asked_by(CHOSEN, form_sent(typed)) == {"organisation": ruches}


def test_the_key_that_links_carry_is_taken_and_shown_by_its_name() -> None:
    ruches = make_organisation(name="Ruches")
    form = form_sent(str(ruches.key))
    assert filters.asked_by(CHOSEN, form) == {"organisation": ruches}
    assert 'value="Ruches"' in str(form["organisation"])
    assert dict(filters.in_force(CHOSEN, form)) == {"organisation": "Organisation\xa0: Ruches"}


def test_several_are_asked_about_and_what_is_chosen_is_taken() -> None:
    twins = [make_organisation(name="Ruches", city=city) for city in ("Lille", "Lyon")]
    form = form_sent("ruches")
    drawn = str(form["organisation"])
    assert filters.asked_by(CHOSEN, form) == {}
    assert form.errors["organisation"] == [
        "Plusieurs correspondent\xa0: choisissez, ou complétez le nom."
    ]
    assert [str(twin.key) in drawn for twin in twins] == [True, True]
    assert "Lille" in drawn
    chosen = form_sent("ruches", str(twins[1].key))
    assert filters.asked_by(CHOSEN, chosen) == {"organisation": twins[1]}


def test_the_name_shown_of_a_namesake_finds_it_again() -> None:
    twins = [make_organisation(name="Ruches", city=city) for city in ("Lille", "Lyon")]
    shown = AmongManyField(offered(VISITOR)).prepare_value(str(twins[1].key))
    assert "Lyon" in shown
    assert filters.asked_by(CHOSEN, form_sent(shown)) == {"organisation": twins[1]}


def test_a_name_is_found_among_more_that_begin_or_end_like_it_than_are_shown() -> None:
    for letter in "abcdefghijklmn":
        make_organisation(name=f"{letter}tre Ruches")
        make_organisation(name=f"Ruches · Club {letter}")
    ruches, last = make_organisation(name="Ruches"), make_organisation(name="Ruches · Zinc")
    assert filters.asked_by(CHOSEN, form_sent("ruches")) == {"organisation": ruches}
    assert filters.asked_by(CHOSEN, form_sent("Ruches · Zinc")) == {"organisation": last}


def test_the_last_of_many_namesakes_is_found_by_the_name_that_is_shown() -> None:
    twins = [make_organisation(name="Ruches", city=f"Ville {at}") for at in range(2 * NEAR)]
    shown = AmongManyField(offered(VISITOR)).prepare_value(str(twins[-1].key))
    assert filters.asked_by(CHOSEN, form_sent(shown)) == {"organisation": twins[-1]}


def test_words_that_one_name_holds_are_enough() -> None:
    south = make_organisation(name="Ruches du Sud")
    make_organisation(name="Ruches du Nord")
    assert filters.asked_by(CHOSEN, form_sent("sud")) == {"organisation": south}
    assert filters.asked_by(CHOSEN, form_sent("ruches")) == {}


@pytest.mark.parametrize("typed", ["Inconnue", "Cachée", "<b>", "%", "\x00", "·"])
def test_what_is_not_there_to_see_is_said_not_to_be_there(typed: str) -> None:
    make_organisation(name="Cachée", audience="bureau")
    form = form_sent(typed)
    assert filters.asked_by(CHOSEN, form) == {}
    assert len(form.errors["organisation"]) == 1
