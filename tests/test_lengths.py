"""No form lets through more than its column holds, no action either; on both databases."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models

import essaim
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import Fitted, fit
from essaim.kernel.lengths import LINK, TEXT
from essaim.network.models import Organisation
from essaim.programme.forms.plan import PlacedObjectiveForm
from essaim.programme.models import Axis, Indicator, Objective
from essaim.reprise.reading.drafts import LENGTHS
from tests.factories.assemblies import make_meeting
from tests.factories.network import make_organisation
from tests.factories.programme import make_action

#: Texts of forms that go into no column of their own, and why.
GOES_NOWHERE = {
    "q": "words that are looked for",
    "verb": "words that are looked for",
    "word": "says that one means it",
    "read": "what stood there when the page was opened",
    "LotForm.words": "kept in the counts, as JSON",
    "AskForCodeForm.email": "an account that is looked up",
    "terms": "codes that are looked up",
    "new_themes": "names, each checked by itself",
    "nominee": "a name that the action measures",
    "options": "one a line, each measured by the action",
    "grades": "kept as JSON",
    "quorum_share": "two numbers",
    "majority_share": "two numbers",
    **dict.fromkeys(
        (
            *("QuestionForm.label", "QuestionForm.hint", "QuestionForm.choices"),
            *("QuestionForm.rows", "QuestionForm.low_label", "QuestionForm.high_label"),
            *("QuestionForm.unit", "QuestionForm.condition_value"),
        ),
        "kept as JSON, and bounded by the form",
    ),
    "adopted_on": "a row of a list",
    "funder": "a row of a list",
    "carried_by": "a row of a list",
    "holder": "a row of a list",
}
#: Texts whose column has no length: the guard of all texts bounds them.
LONG = {
    *("text", "instruction", "purpose", "note", "opening", "internal", "answer", "argument"),
    *("remedy", "reason", "condition", "why", "evidence", "summary", "notes", "definition"),
    *("method", "introduction", "evaluation", "means"),
}


def all_forms() -> Iterator[type[forms.BaseForm]]:
    for module in walk_packages(essaim.__path__, "essaim."):
        if ".forms" in module.name:
            for value in vars(import_module(module.name)).values():
                is_form = isinstance(value, type) and issubclass(value, forms.BaseForm)
                is_form = is_form and hasattr(value, "base_fields")
                if is_form and value.__module__ == module.name:
                    yield value


def text_fields() -> Iterator[tuple[str, forms.CharField]]:
    for form in all_forms():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
                yield f"{form.__module__}.{form.__name__}.{name}", field


def our_columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        if model.__module__.startswith("essaim."):
            for column in model._meta.concrete_fields:
                if isinstance(column, models.CharField) and not column.choices:
                    yield model, column


def test_no_form_lets_through_more_than_its_column_holds():
    wrong = []
    for name, field in text_fields():
        column = getattr(field, "column", None)
        if column is not None and (field.max_length or 0) > (column.max_length or TEXT):
            wrong.append(name)
    assert wrong == []


def test_every_text_of_a_form_has_a_bound_by_its_column_or_by_a_table():
    known = GOES_NOWHERE.keys() | LONG
    unknown = [
        name
        for name, field in text_fields()
        if not hasattr(field, "column")
        and not {name.rpartition(".")[2], ".".join(name.split(".")[-2:])} & known
        and not (issubclass(form_named(name), forms.ModelForm))
    ]
    assert unknown == []


def test_a_text_without_a_length_of_its_own_has_that_of_all_texts():
    class AnyForm(forms.Form):
        text = forms.CharField()

    assert AnyForm({"text": "é" * TEXT}).is_valid()
    assert list(AnyForm({"text": "é" * (TEXT + 1)}).errors) == ["text"]


def form_named(name: str) -> type[forms.BaseForm]:
    module, form, _field = name.rsplit(".", 2)
    return getattr(import_module(module), form)


def test_links_are_long_in_every_room():
    short = [
        f"{model.__name__}.{column.name}"
        for model, column in our_columns()
        if isinstance(column, models.URLField) and column.max_length < LINK
    ]
    assert short == []


#: The index of the search, whose rows are made of rows that were fitted.
DERIVED = {"IndexEntry", "NameGram", "Position"}


def test_whatever_is_written_is_measured():
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    assert {model.__name__ for model in ours if not issubclass(model, Fitted)} == DERIVED


@pytest.mark.parametrize(
    ("model", "column"), list(our_columns()), ids=lambda one: getattr(one, "__name__", str(one))
)
def test_a_text_that_outgrows_its_column_is_refused(model, column):
    def text(length):
        if isinstance(column, models.URLField):
            return "https://example.org/".ljust(length, "a")
        if isinstance(column, models.EmailField):
            return "a@" + ".".join(["b" * 60] * 5)[: length - 5] + ".fr"
        return "e" * length

    fit(model(**{column.attname: text(column.max_length)}))
    with pytest.raises(RuleBroken, match=str(column.max_length)):
        fit(model(**{column.attname: text(column.max_length + 1)}))


@pytest.mark.parametrize(
    ("make", "change", "limit"),
    [
        (make_action, {"title": "x" * 251}, "250"),
        (make_action, {"place": "é" * 151}, "150"),
        (make_organisation, {"name": "x" * 201}, "200"),
        (make_organisation, {"website": "https://example.org/" + "a" * 2000}, "2000"),
        (make_meeting, {"video_url": "https://example.org/" + "a" * 2000}, "2000"),
        (make_meeting, {"sequence": 2**31}, str(2**31 - 1)),
    ],
)
def test_an_action_with_too_much_raises_a_sentence(db, make, change, limit):
    row = make()
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(RuleBroken, match=limit):
        row.save()
    row.refresh_from_db()


@pytest.mark.parametrize("size", [243, 322, 1990])
def test_long_links_and_long_texts_are_kept_on_both_databases(db, size):
    meeting = make_meeting()
    meeting.video_url = "https://example.org/" + "a" * (size - 20)
    meeting.save()
    words = " ".join(f"mot{number * 7919}" for number in range(3_000))
    action = make_action(summary=words)
    action.refresh_from_db()
    meeting.refresh_from_db()
    assert len(meeting.video_url) == size
    assert action.summary == words


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps what it is given")
def test_the_columns_of_the_database_are_those_of_the_models(db):
    wrong = []
    for model, column in our_columns():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT character_maximum_length FROM information_schema.columns"
                " WHERE table_name = %s AND column_name = %s",
                [model._meta.db_table, column.column],
            )
            if cursor.fetchone() != (column.max_length,):
                wrong.append(f"{model.__name__}.{column.name}")
    assert wrong == []


def test_what_a_past_report_proposes_fits_its_columns():
    columns = {
        "axis": (Axis, "title"),
        "objective": (Objective, "title"),
        "unit": (Indicator, "unit"),
        "indicator": (Indicator, "title"),
        "organisation": (Organisation, "name"),
    }
    assert {
        name: model._meta.get_field(column).max_length for name, (model, column) in columns.items()
    } == LENGTHS


def test_a_long_title_of_an_objective_can_be_edited():
    form = PlacedObjectiveForm({"code": "1.1", "title": "é" * 300, "position": "1"})
    assert form.is_valid()
