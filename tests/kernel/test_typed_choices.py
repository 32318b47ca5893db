"""A row of a form: from a menu where they are few, by its name where they are many."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict

from essaim.kernel.acting import BUREAU, VISITOR, Acting
from essaim.kernel.among_many import A_MENU, ListedChoiceField
from essaim.kernel.choices import AS_NOW, SeenChoiceField, SeenMultipleChoiceField
from essaim.kernel.editing import Edit, editing, revision_of
from essaim.network.models import Organisation
from tests.factories.network import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def many() -> list[Organisation]:
    return [make_organisation(name=f"Autre {at}") for at in range(A_MENU)]


def form_of(*sent: str, kept: Organisation | None = None, by: Acting = VISITOR) -> forms.Form:
    class Chosen(forms.Form):
        where = SeenChoiceField(Organisation.objects.none(), label="Où", required=False)

    data = QueryDict(mutable=True)
    data.setlist("where", list(sent))
    form = Chosen(data if sent else None, initial={"where": kept and kept.pk})
    rows = Organisation.objects.visible_to(by).order_by("folded", "pk")
    field: Any = form.fields["where"]
    field.offer(rows, kept=[kept and kept.pk])
    return form


def chosen(form: forms.Form) -> Any:
    return form.cleaned_data["where"] if form.is_valid() else dict(form.errors)


def test_few_are_a_menu_read_once(django_assert_num_queries) -> None:
    ruches = make_organisation(name="Ruches")
    with django_assert_num_queries(1):
        assert "<select" in str(form_of()["where"])
    assert chosen(form_of(str(ruches.pk))) == ruches


def test_many_are_typed_and_none_of_them_is_read(many, django_assert_num_queries) -> None:
    make_organisation(name="Ruches")
    with django_assert_num_queries(1):
        field = str(form_of()["where"])
    assert "<select" not in field
    assert 'data-suggest="/chercher/suggestions/?genre=network.organisation"' in field
    assert "Autre 1" not in field


@pytest.mark.parametrize("typed", ["Ruches du Nord", " ruches du nord", "RDN", "ruches nord"])
def test_a_name_means_its_row(many, typed) -> None:
    ruches = make_organisation(name="Ruches du Nord", short_name="RDN")
    assert chosen(form_of(typed)) == ruches
    assert chosen(form_of(str(ruches.key))) == ruches


def test_nothing_typed_is_nothing_chosen(many) -> None:
    make_organisation(name="Ruches")
    assert chosen(form_of("")) is None


def test_several_are_asked_about(many) -> None:
    twins = [make_organisation(name="Ruches", city=city) for city in ("Lille", "Lyon")]
    form = form_of("ruches")
    assert not form.is_valid()
    drawn = str(form["where"])
    assert [str(twin.key) in drawn for twin in twins] == [True, True]
    assert chosen(form_of("ruches", str(twins[1].key))) == twins[1]


@pytest.mark.parametrize("typed", ["Cachée", "Inconnue", "\x00", "x" * 5000, "1", "%"])
def test_what_one_may_not_see_is_not_there(many, typed) -> None:
    make_organisation(name="Ruches")
    make_organisation(name="Cachée", audience="bureau")
    assert list(chosen(form_of(typed))) == ["where"]


def test_what_stands_there_is_shown_by_its_name_and_left_as_it_is(many) -> None:
    twins = [make_organisation(name="Ruches", city=city) for city in ("Lille", "Lyon")]
    shown = form_of(kept=twins[1])["where"].value()
    assert shown == "Ruches · Lyon · Réseau membre"
    assert chosen(form_of(shown, kept=twins[1])) == twins[1]


def test_what_stands_there_hidden_stays_and_is_not_named(many) -> None:
    make_organisation(name="Ruches")
    hidden = make_organisation(name="Cachée", audience="bureau")
    shown = form_of(kept=hidden)["where"].value()
    assert shown == str(AS_NOW)
    assert chosen(form_of(shown, kept=hidden)) == hidden
    assert chosen(form_of("Cachée", kept=hidden)) != hidden
    assert chosen(form_of(str(AS_NOW))) != hidden
    seen = Acting(None, None, frozenset({"public", BUREAU}))
    assert form_of(kept=hidden, by=seen)["where"].value() == "Cachée"


def test_two_people_who_choose_are_asked_in_names(many) -> None:
    mine, theirs = make_organisation(name="Ruches"), make_organisation(name="Miel")
    edit = Edit.sent([revision_of(form_of(kept=many[0]))], [])
    edit.who = lambda: "Camille a changé ceci."
    token = editing.set(edit)
    try:
        form = form_of(str(mine.key), kept=theirs)
        assert not form.is_valid()
        (question,) = edit.questions.values()
        assert (question.stands, question.typed) == ("Miel", "Ruches")
        untouched = form_of("Autre 0", kept=theirs)
        assert chosen(untouched) == theirs
    finally:
        editing.reset(token)


# --- Several of them ------------------------------------------------------------------------------


@pytest.fixture
def more(many: list[Organisation]) -> list[Organisation]:
    return [*many, make_organisation(name="Une de plus")]


class Several(forms.Form):
    places = SeenMultipleChoiceField(Organisation.objects.none(), label="Lieux")


def several(sent: dict[str, list[str]] | None = None, *, kept: Any = (), by=VISITOR) -> Several:
    data = QueryDict(mutable=True)
    for name, values in (sent or {}).items():
        data.setlist(name, values)
    form = Several(data if sent is not None else None, initial={"places": [r.pk for r in kept]})
    rows = Organisation.objects.visible_to(by).order_by("folded", "pk")
    form.fields["places"].offer(rows, kept=[row.pk for row in kept])  # type: ignore[attr-defined]
    return form


def test_several_are_typed_each_in_a_field_with_room_for_more(many) -> None:
    ruches = make_organisation(name="Ruches")
    drawn = BeautifulSoup(str(several(kept=[many[3], ruches])["places"]), "html.parser")
    values = [box["value"] for box in drawn.select("input[name=places]")]
    assert values == ["Autre 3", "Ruches", "", "", ""]
    assert len({box["aria-label"] for box in drawn.select("input")}) == len(values)
    assert not drawn.select("select")


def test_names_mean_their_rows_and_empty_fields_nothing(more) -> None:
    form = several({"places": ["autre 3", "", "Autre 7", " "]})
    assert form.is_valid()
    assert set(form.cleaned_data["places"]) == {more[3], more[7]}


def test_each_name_that_is_not_known_is_named_and_what_was_typed_stays(more) -> None:
    form = several({"places": ["Autre 3", "Nulle part", "Ailleurs"]})
    assert len(form.errors["places"]) == 2
    assert "Nulle part" in form.errors["places"][0]
    drawn = BeautifulSoup(str(form["places"]), "html.parser")
    assert drawn.select("input")[1]["value"] == "Nulle part"


def test_several_that_correspond_are_chosen_from_below_their_field(many) -> None:
    north, south = (make_organisation(name=f"Ruches du {end}") for end in ("Nord", "Sud"))
    form = several({"places": ["Autre 3", "ruches"]})
    assert not form.is_valid()
    drawn = BeautifulSoup(str(form["places"]), "html.parser")
    keys = [box["value"] for box in drawn.select("input[type=radio][name=places-1]")]
    assert keys == [str(north.key), str(south.key)]
    again = several({"places": ["Autre 3", "ruches"], "places-1": [str(south.key)]})
    assert again.is_valid()
    assert set(again.cleaned_data["places"]) == {many[3], south}


def test_several_must_be_one_at_least(more) -> None:
    assert not several({"places": ["", ""]}).is_valid()


def test_what_is_kept_and_hidden_stays_among_several_without_its_name(many) -> None:
    hidden = make_organisation(name="Cachée", audience=BUREAU)
    drawn = str(several(kept=[hidden])["places"])
    assert "Cachée" not in drawn
    form = several({"places": [str(AS_NOW), "Autre 3"]}, kept=[hidden])
    assert form.is_valid()
    assert set(form.cleaned_data["places"]) == {hidden, many[3]}
    assert not several({"places": ["Cachée"]}, kept=[hidden]).is_valid()


# --- One of some values ---------------------------------------------------------------------------


def listed(count: int, typed: str | None = None) -> forms.Form:
    class Listed(forms.Form):
        place = ListedChoiceField(label="Département")

    form = Listed(None if typed is None else {"place": typed}, initial={"place": "1"})
    field: Any = form.fields["place"]
    field.offer([("", "tous"), *((str(at), f"{at} · Lieu {at}") for at in range(count))])
    return form


def test_values_that_are_many_are_typed_and_the_page_suggests_them() -> None:
    assert "<select" in str(listed(A_MENU)["place"])
    drawn = BeautifulSoup(str(listed(A_MENU + 1)["place"]), "html.parser")
    assert drawn.input["value"] == "1 · Lieu 1"
    assert drawn.input["list"] == drawn.datalist["id"]
    assert [option["value"] for option in drawn.select("option")][:1] == ["0 · Lieu 0"]
    assert not drawn.select("select")


@pytest.mark.parametrize("typed", ["7", "lieu 7", "LIEU 7", "7 · Lieu 7"])
def test_a_value_its_label_or_a_side_of_it_means_the_value(typed: str) -> None:
    form = listed(A_MENU + 1, typed)
    assert form.is_valid()
    assert form.cleaned_data["place"] == "7"


def test_a_value_that_is_not_among_them_is_refused() -> None:
    assert "Lieu 99" in listed(A_MENU + 1, "Lieu 99").errors["place"][0]
