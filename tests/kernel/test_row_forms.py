"""Forms of a row: what their model says, and a row that stays as it stands."""

from typing import ClassVar

import pytest
from django import forms

from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import TEXT
from essaim.kernel.models import AUDIENCES
from essaim.kernel.rowforms import RowForm
from essaim.network.forms.memberships import CollegeForm
from essaim.programme.models import Decision
from tests.factories.network import make_college


class AnyForm(RowForm[Decision]):
    class Meta(RowForm.Meta):
        model = Decision
        fields = ("text", "body", "decided_on", "evidence_url", "audience")
        labels: ClassVar = {"text": "What was decided"}


TYPED = {"text": "Oui", "body": " le\tCA ", "decided_on": "2024-06-12", "audience": "members"}


def test_a_form_asks_what_its_columns_say_and_in_the_words_of_the_form_where_it_has_some():
    fields = AnyForm(audiences=AUDIENCES).fields
    assert str(fields["text"].label) == "What was decided"
    assert str(fields["body"].label) == "Instance qui a décidé"
    assert (fields["text"].max_length, fields["body"].max_length) == (TEXT, 120)
    assert isinstance(fields["decided_on"].widget, DayInput)
    assert isinstance(fields["text"].widget, forms.Textarea)
    assert [name for name, field in fields.items() if not field.required] == ["evidence_url"]


def test_the_row_that_is_shown_stays_as_it_stands():
    row = Decision(text="Non", body="AG", audience="bureau")
    form = AnyForm(TYPED, instance=row, audiences=AUDIENCES)
    assert form.is_valid()
    assert form.cleaned_data["body"] == "le CA"
    assert (row.text, row.body, row.audience) == ("Non", "AG", "bureau")
    assert form.instance is row


def test_an_audience_that_stands_and_is_hidden_may_stay_and_no_other():
    row = Decision(text="Non", body="AG", audience="group:hidden")
    kept = {**TYPED, "audience": "group:hidden"}
    assert AnyForm(kept, instance=row, audiences=AUDIENCES).is_valid()
    assert "audience" in AnyForm(kept, audiences=AUDIENCES).errors


def test_a_link_that_leads_nowhere_on_the_web_is_refused():
    form = AnyForm({**TYPED, "evidence_url": "javascript:alert(1)"}, audiences=AUDIENCES)
    assert list(form.errors) == ["evidence_url"]


@pytest.mark.django_db
def test_what_stands_once_is_refused_at_its_field():
    make_college(name="Réseaux", code="R")
    assert "code" in CollegeForm({"name": "Autre", "code": "R"}).errors
