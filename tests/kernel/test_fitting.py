"""What columns hold stands in one place: whatever way a row comes in, it fits or is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from essaim.journal.models import Entry, Submission
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import Fitted, fit, fitted
from essaim.kernel.lengths import field_of
from essaim.kernel.middleware import _cleaned
from essaim.kernel.signs import in_lines, on_one_line
from essaim.network.actions import edit_person
from essaim.network.models import Organisation, Payment, Person
from essaim.post.models import Message
from essaim.programme.models import Action, ActionPerson, Evidence
from essaim.reports.models import Snapshot
from essaim.reprise.models import PastReport
from tests.factories.accounts import coordinator
from tests.factories.network import make_organisation, make_person
from tests.factories.programme import make_action
from tests.kernel.hostile import CLASSES, HOSTILE


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


OURS = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]


def lines_of(model: type[models.Model]) -> list[models.CharField]:
    columns = model._meta.concrete_fields
    return [
        column
        for column in columns
        if isinstance(column, models.CharField)
        and not column.choices
        and type(column) is models.CharField
        and (column.max_length or 0) > 20
    ]


@pytest.mark.parametrize("typed", CLASSES.values(), ids=CLASSES)
def test_a_title_a_name_and_a_code_stand_on_one_line(typed):
    for model in OURS:
        row = model(**{column.attname: typed for column in lines_of(model)})
        fit(row)
        assert {getattr(row, column.attname) for column in lines_of(model)} <= {"Une fête"}


@given(st.text(st.characters(exclude_categories=())))
def test_a_text_on_one_line_stays_so(text):
    line = on_one_line(text)
    assert on_one_line(line) == line == on_one_line(in_lines(text))
    assert not set(line) & set("\r\n\t\x00\x1b\u2028\u202e")
    assert "  " not in line
    assert line == line.strip()
    line.encode()


def test_typography_and_letters_of_all_scripts_stay_on_their_line():
    for text in ("Et\u00a0après\u202f?", "👩‍👩‍👧 漢 ع", "l’ESS\u00a0: 10\u202f%", "Ἑλλάς"):
        assert on_one_line(text) == text


def test_a_text_of_several_lines_keeps_them():
    action = Action(summary="Un\r\n\r\nDeux\x07\x0bTrois\tquatre  cinq e\u0301")
    fit(action)
    assert action.summary == "Un\n\nDeux\nTrois\tquatre  cinq é"


@pytest.mark.parametrize("typed", ["\u200b", "\u2060\u00ad", "\u200e \u200f"])
def test_a_title_of_which_nothing_shows_is_none(typed):
    with pytest.raises(RuleBroken, match="no sign of this shows"):
        fit(Action(title=typed))
    place = Action(title="Bal", place=typed)
    fit(place)
    assert place.place == ""


LINKS = [
    (model, column)
    for model in OURS
    for column in model._meta.concrete_fields
    if isinstance(column, models.URLField)
]


@pytest.mark.parametrize("address", HOSTILE)
def test_a_link_is_an_address_of_the_web_or_is_refused_by_its_name(address):
    for model, column in LINKS:
        with pytest.raises(RuleBroken, match=str(column.verbose_name)):
            fit(model(**{column.attname: address}))


def test_the_rooms_have_links():
    assert len(LINKS) >= 6


@pytest.mark.parametrize(
    "address",
    [
        "https://reseau.example/cr?x=1;y=(2)#z",
        "HTTP://reseau.example:8000/",
        "https://réseau.example/é",
        "https://192.0.2.1/",
        "https://drive.example/d/a@b/edit",
    ],
)
def test_an_address_of_the_web_is_kept_as_it_is(address):
    for model, column in LINKS:
        row = model(**{column.attname: address})
        fit(row)
        assert getattr(row, column.attname) == address


WRONG = [
    (Person, {"email": "no address"}, "e-mail address"),
    (Person, {"email": "a@b.fr\nBcc: c@d.fr"}, "e-mail address"),
    (Message, {"recipient": "a@b"}, "recipient"),
    (Action, {"state": "nonsense"}, "nonsense"),
    (Action, {"starts_on": date(1, 1, 1)}, "0001"),
    (Action, {"ends_on": date(9999, 12, 31)}, "9999"),
    (Message, {"sent_at": datetime(1, 1, 1, tzinfo=UTC)}, "0001"),
    (Payment, {"amount": Decimal("NaN")}, "amount"),
    (Payment, {"amount": Decimal("1e30")}, "amount"),
    (PastReport, {"year": 24}, "0024"),
    (PastReport, {"year": -1}, "counted from 0"),
    (PastReport, {"year": 2**70}, "smaller number|fewer digits"),
    (ActionPerson, {"label": "é" * 151}, "150"),
    (Action, {"summary": "é" * 200_001}, "200000"),
]


@pytest.mark.parametrize(("model", "values", "told"), WRONG)
def test_what_does_not_fit_is_refused_in_one_sentence(model, values, told):
    with pytest.raises(RuleBroken, match=told) as refusal:
        fit(model(**values))
    assert "\n" not in str(refusal.value)
    with pytest.raises(RuleBroken, match=told):
        fitted([model(), model(**values)])


def test_what_stands_already_is_no_fault_of_who_saves_something_else(db):
    organisation = make_organisation(name="Coop")
    Organisation.objects.update(website="javascript:alert(1)", email="none")
    organisation.refresh_from_db()
    organisation.city = "Tours"
    organisation.save()
    organisation.website = "javascript:alert(2)"
    with pytest.raises(RuleBroken, match="website"):
        organisation.save()


def test_an_action_refuses_what_a_form_would(db):
    person = make_person()
    with pytest.raises(RuleBroken, match="e-mail address"):
        edit_person(person=person, email="nobody", by=coordinator())
    person.refresh_from_db()
    edit_person(person=person, given_name=" Zoe\u0308\n", by=coordinator())
    person.refresh_from_db()
    assert person.given_name == "Zoë"


def test_columns_whose_letters_are_counted_are_kept_as_they_are():
    text = "e\u0301\r\n  x"
    for row, name in (
        (Snapshot(document=text), "document"),
        (PastReport(text=text), "text"),
        (Submission(answer=text), "answer"),
    ):
        fit(row)
        assert getattr(row, name) == text


def test_only_the_columns_that_are_saved_are_looked_at(db):
    action = make_action()
    action.title, action.place = "x" * 300, "Tours\n"
    action.save(update_fields=["place"])
    action.refresh_from_db()
    assert action.place == "Tours"


def test_data_in_json_holds_no_sign_that_a_database_refuses(db):
    Entry.objects.create(verb="a.b", at=datetime(2024, 1, 1, tzinfo=UTC), fields=["a\x00\ud83d"])
    assert Entry.objects.get().fields == ["a"]


def test_evidence_with_two_lines_in_its_title_stands_on_one(db):
    evidence = Evidence.objects.create(
        action=make_action(), title="Compte\r\nrendu", url="https://a.example"
    )
    assert evidence.title == "Compte rendu"


def test_a_field_of_one_line_reads_it_so_before_the_action_does():
    title = field_of(Action, "title")
    assert title.clean("Une\r\n fe\u0302te\t\x1b") == "Une fête"
    with pytest.raises(ValidationError):
        title.clean("\u200b")
    link = field_of(Evidence, "url")
    for address in HOSTILE:
        if not address.startswith(("//", "/", "www")):  # a scheme is put before these
            with pytest.raises(ValidationError):
                link.clean(address)


def test_what_a_page_sends_has_lines_that_end_in_one_way():
    sent = QueryDict("text=un%0D%0Adeux%0Dtrois&n=e%CC%81")
    assert _cleaned(sent).dict() == {"text": "un\ndeux\ntrois", "n": "é"}
    plain = QueryDict("q=x")
    assert _cleaned(plain) is plain


def test_the_label_of_a_choice_is_the_one_that_django_finds():
    with_choices = [
        (model, field)
        for model in apps.get_models()
        if issubclass(model, Fitted)
        for field in model._meta.concrete_fields
        if field.choices
    ]
    assert len(with_choices) > 50
    for model, field in with_choices:
        for value in [*(code for code, _label in field.flatchoices), "unknown", "", None, 7]:
            row = model(**{field.attname: value})
            for language in "fr", "en":
                with override(language):
                    label = getattr(row, f"get_{field.name}_display")()
                    expected = models.Model._get_FIELD_display(row, field)
                assert (type(label), label) == (type(expected), expected)
