"""A row of a form: from a menu where they are few, by its name where they are many."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from essaim.kernel.acting import BUREAU, VISITOR, Acting
from essaim.kernel.among_many import A_MENU
from essaim.kernel.choices import AS_NOW, SeenChoiceField
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
