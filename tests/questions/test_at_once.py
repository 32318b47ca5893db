"""Two at the same moment: who answers twice, and who answers as the questionnaire closes."""

from typing import Any

import pytest

from essaim.accounts.queries import acting_as
from essaim.kernel.errors import RuleBroken
from essaim.questions.actions import close_questionnaire, edit_questionnaire, give_answer
from essaim.questions.models import Answer, Questionnaire
from tests.factories.accounts import coordinator, make_user
from tests.factories.questions import make_answer, make_questionnaire
from tests.processes import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def answer(by: Any) -> None:
    row = Questionnaire.objects.get()
    give_answer(questionnaire=row, typed={"mot": "Merci"}, by=by)


def test_of_two_answers_of_one_person_one_stands() -> None:
    make_questionnaire()
    by = acting_as(make_user(role="coordination"))
    raised = at_once([answer] * 4, [by] * 4)
    assert [type(error) for error in raised] == [RuleBroken] * 3
    assert Answer.objects.count() == 1


def test_an_answer_and_a_wider_audience_are_never_both() -> None:
    row = make_questionnaire(answers_audience="bureau")
    make_answer(to=row)
    by = coordinator()

    def widen(_by: Any) -> None:
        edit_questionnaire(
            questionnaire=Questionnaire.objects.get(), answers_audience="public", by=by
        )

    raised = at_once([answer, widen], [acting_as(make_user(role="coordination")), by])
    assert [type(error) for error in raised] == [RuleBroken]
    assert Questionnaire.objects.get().answers_audience == "bureau"


def test_nothing_is_answered_once_it_is_closed() -> None:
    row = make_questionnaire(is_once=False)
    by = coordinator()
    people = [acting_as(make_user(role="coordination")) for _number in range(3)]

    def close(_by: Any) -> None:
        close_questionnaire(questionnaire=row, by=by)

    raised = at_once([*[answer] * 3, close], [*people, by])
    assert Answer.objects.count() == 3 - len(raised)
    with pytest.raises(RuleBroken):
        give_answer(questionnaire=row, typed={"mot": "Trop tard"}, by=people[0])
