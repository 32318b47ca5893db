"""How a form of the house is drawn."""

from datetime import date, time
from decimal import Decimal
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.renderers import TemplatesSetting
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import mark_safe

from essaim.kernel.forms import DayInput, Folding, HouseRenderer


class NoteForm(Folding, forms.Form):
    folds = (("Where", ("place",)), ("Gone", ("absent",)))

    title = forms.CharField(help_text="One line.")
    on = forms.DateField(widget=DayInput())
    state = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    place = forms.CharField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class FileForm(forms.Form):
    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))


def drawn(form: forms.BaseForm) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def test_a_label_says_in_words_that_a_field_is_required():
    with translation.override("fr"):
        page = drawn(NoteForm())
    assert "(obligatoire)" in page.select_one("label[for=id_title]").text
    assert "(obligatoire)" not in page.select_one("label[for=id_place]").text


def test_an_error_is_tied_to_its_field_and_linked_from_the_top():
    page = drawn(NoteForm({"on": "2024-06-12", "state": "a"}))
    field = page.select_one("#id_title")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"].split() == ["id_title_helptext", "id_title_error"]
    assert [link["href"] for link in page.select("[role=alert] a")] == ["#id_title"]
    assert all(page.select_one(f"#{name}") for name in field["aria-describedby"].split())


def test_choices_stand_in_a_fieldset_with_their_question():
    assert drawn(NoteForm()).select_one("fieldset legend").text.startswith("State")


def test_what_few_fill_in_folds_away_until_it_holds_something():
    folds = drawn(NoteForm()).select("details.fold")
    assert [fold.select_one("summary").text for fold in folds] == ["Where"]
    assert not folds[0].has_attr("open")
    assert drawn(NoteForm(initial={"place": "Lyon"})).select_one("details.fold").has_attr("open")


def test_every_field_is_drawn_once():
    names = [tag["name"] for tag in drawn(NoteForm()).select("[name]")]
    assert sorted(set(names)) == ["on", "place", "secret", "state", "title"]
    assert len(names) == 6


def test_a_date_speaks_the_language_of_browsers():
    with translation.override("fr"):
        field = drawn(NoteForm(initial={"on": date(2024, 6, 12)})).select_one("#id_on")
    assert (field["type"], field["value"]) == ("date", "2024-06-12")


@override_settings(UPLOAD_LIMIT=5 * 1024 * 1024)
def test_a_file_field_says_what_it_takes():
    with translation.override("en"):
        text = drawn(FileForm()).text
    assert "csv, xlsx" in text
    assert "At most 5 MB." in text


def test_a_file_that_was_refused_leaves_the_form_readable():
    form = FileForm({}, {"file": SimpleUploadedFile("empty.csv", b"")})
    assert drawn(form).select_one("#id_file_error")


TYPED = [
    None,
    "",
    "two words",
    "a\"b<c>&'d",
    mark_safe("five &amp; six"),
    3,
    Decimal("1.50"),
    date(2024, 6, 12),
    time(9, 5),
    True,
]
ATTRIBUTES = [
    {},
    {"id": "id_title", "required": True, "disabled": False, "maxlength": 20},
    {"aria-describedby": 'a"b', "data-suggest": "/q/?a=1&b=2", "step": "any", "min": None},
]


@pytest.mark.parametrize(
    "kind",
    [
        forms.TextInput,
        forms.NumberInput,
        forms.EmailInput,
        forms.URLInput,
        forms.PasswordInput,
        forms.HiddenInput,
        forms.CheckboxInput,
        forms.FileInput,
        forms.DateInput,
        DayInput,
        forms.TimeInput,
    ],
)
def test_an_input_is_drawn_at_once_as_django_draws_it(kind: type[forms.Widget]):
    for value, attributes in product(TYPED, ATTRIBUTES):
        drawn = [
            kind().render("the<name", value, dict(attributes), renderer)
            for renderer in (HouseRenderer(), TemplatesSetting())
        ]
        assert drawn[0] == drawn[1]
