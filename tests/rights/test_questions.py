"""Questionnaires: who asks, who answers, who reads the answers."""

from datetime import date

import pytest

from essaim.questions.models import Answer
from tests.factories.questions import asked, make_answer, make_fields, make_questionnaire
from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

QUESTIONS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
add_questionnaire                                    · · · · · · · · · · · · · x · · · · · · x
add_fields                                           · · · · · · · · · · · · · x · · · · · · x
record_fields                                        · · · · · · · · · · · · · x · · · · · · x
edit_questionnaire for_members                       · · · · · · · · · · · · · x · · · · · · x
add_question for_members                             · · · · · · · · · · · · · x · · · · · · x
edit_question for_members                            · · · · · · · · · · · · · x · · · · · · x
move_question for_members                            · · · · · · · · · · · · · x · · · · · · x
end_question for_members                             · · · · · · · · · · · · · x · · · · · · x
publish_version for_members                          · · · · · · · · · · · · · x · · · · · · x
discard_changes for_members                          · · · · · · · · · · · · · x · · · · · · x
open_questionnaire for_members                       · · · · · · · · · · · · · x · · · · · · x
close_questionnaire for_members                      · · · · · · · · · · · · · x · · · · · · x
edit_questionnaire for_group                         · · · · · · · · · · · · · · · · · · · · ·
edit_questionnaire fields                            · · · · · · · · · · · · · x · · · · · · x
give_answer for_everybody                            x x x x x x x x x x x x x x x x x x x x x
give_answer for_everybody_once                       · x x x x x x x x x x x x x x x · x x x x
give_answer for_members                              · · x x x x · · · · · · x x x · · · · · x
give_answer for_bureau                               · · · · · · · · · · · · x x · · · · · · x
give_answer for_group                                · · · · · · · · x · · · · · · · · · · · ·
give_answer closed                                   · · · · · · · · · · · · · · · · · · · · ·
give_answer being_written                            · · · · · · · · · · · · · · · · · · · · ·
give_answer past                                     · · · · · · · · · · · · · · · · · · · · ·
give_answer fields                                   · · · · · · · · · · · · · · · · · · · · ·
change_answer of_member                              · · x · · · · · · · · · · · · · · · · · ·
change_answer of_member_closed                       · · · · · · · · · · · · · · · · · · · · ·
change_answer of_a_thing                             · · · · · · · · · · · · · · · · · · · · ·
withdraw_answer of_member                            · · x · · · · · · · · · · x · · · · · · x
withdraw_answer of_member_closed                     · · x · · · · · · · · · · x · · · · · · x
withdraw_answer of_group                             · · · · · · · · · · · · · · · · · · · · ·
withdraw_answer of_a_thing                           · · · · · · · · · · · · · · · · · · · · ·
view_answers for_everybody                           x x x x x x x x x x x x x x x x x x x x x
view_answers for_members                             · · · · · · · · · · · · x x · · · · · · x
view_answers for_group                               · · · · · · · · x · · · · · · · · · · · ·
view_answers fields                                  · · · · · · · · · · · · · · · · · · · · ·
"""


def test_questions() -> None:
    network = Network()
    everybody, group = network.everybody(), network.only_group
    for_group = {"audience": group, "answers_audience": group}
    public = {"audience": "public", "answers_audience": "public"}
    rows = {
        "for_everybody": make_questionnaire(**public, is_once=False),
        "for_everybody_once": make_questionnaire(audience="public"),
        "for_members": make_questionnaire(),
        "for_bureau": make_questionnaire(audience="bureau"),
        "for_group": make_questionnaire(**for_group),
        "closed": make_questionnaire(state="closed"),
        "being_written": make_questionnaire(state="draft"),
        "past": make_questionnaire(closes_on=date(2024, 1, 1)),
        "fields": make_fields(asked("mot")),
    }
    things = {name: {"questionnaire": row} for name, row in rows.items()}
    things["of_member"] = {"answer": make_answer(by=everybody["m"])}
    closed = make_answer(by=everybody["m"])
    type(closed.questionnaire).objects.filter(pk=closed.questionnaire_id).update(state="closed")
    things["of_member_closed"] = {"answer": Answer.objects.get(pk=closed.pk)}
    of_group = make_answer(to=make_questionnaire(**for_group), by=everybody["g"])
    Answer.objects.filter(pk=of_group.pk).update(respondent=None)
    things["of_group"] = {"answer": Answer.objects.get(pk=of_group.pk)}
    version = rows["fields"].versions.get()
    of_a_thing = Answer(questionnaire=rows["fields"], version=version)
    things["of_a_thing"] = {"answer": of_a_thing}
    assert disagreements(QUESTIONS, rules_of_room("questions"), everybody, things) == ""
