"""What somebody answered is taken away with them, and forgotten as it was marked."""

import pytest

from essaim.accounts.queries import acting_as
from essaim.journal.models import Revision
from essaim.questions.actions import record_fields
from essaim.questions.models import Answer
from tests.factories.accounts import house
from tests.factories.network import make_organisation, make_person
from tests.factories.questions import asked, make_answer, make_fields, make_questionnaire
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db

CODE = "questions.answers"


@pytest.fixture
def given(delegate) -> Answer:
    row = make_questionnaire(
        asked("nom", label="Nom", is_personal=True), asked("note", "scale", label="Note")
    )
    return make_answer(to=row, by=acting_as(delegate), nom="Ana", note="4")


def test_their_answers_are_in_what_they_take_away(given: Answer, delegate):
    (row,) = held_in(CODE, delegate.person.pk)
    assert (row["title"], row["values"]) == ("Enquête", "Nom : Ana\nNote : 4")


def test_of_whoever_is_forgotten_what_is_not_personal_stays_and_is_nobody_s(
    given: Answer, delegate
):
    forget_in("questions", delegate.person.pk)
    given.refresh_from_db()
    assert (given.values, given.respondent) == ({"note": 4}, None)
    for version in Revision.objects.of(given.key):
        assert version.record["values"] == {"note": 4}
        assert version.record["respondent"] == ""


def test_answers_of_others_stay(given: Answer, bureau_member):
    other = make_person(user=bureau_member)
    forget_in("questions", other.pk)
    given.refresh_from_db()
    assert given.values == {"nom": "Ana", "note": 4}


def test_fields_of_an_organisation_are_of_the_organisation(delegate):
    make_fields(asked("contact", is_personal=True))
    thing = make_organisation()
    row = record_fields(thing=thing, typed={"contact": "Ana"}, by=house())
    forget_in("questions", delegate.person.pk)
    row.refresh_from_db()
    assert row.values == {"contact": "Ana"}
