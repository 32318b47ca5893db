"""Who asks, who answers, who reads the answers.

The coordination asks. Whoever a questionnaire is for answers it while it is open, and keeps a hand
on their own answer. Fields of a thing are written within the act that edits the thing.
"""

from essaim.kernel.acting import COORDINATION, Acting
from essaim.questions.models import Answer, Questionnaire


def _coordinates(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


add_questionnaire = add_fields = _coordinates
#: The outermost act is the one that edits the thing; by itself only a command of the house does.
record_fields = _coordinates


def edit_questionnaire(by: Acting, questionnaire: Questionnaire) -> bool:
    """The coordination, of what it may see."""
    mine = {questionnaire.audience, questionnaire.answers_audience}
    return _coordinates(by) and by.is_one_of(*mine)


add_question = edit_question = move_question = end_question = edit_questionnaire
publish_version = discard_changes = edit_questionnaire
open_questionnaire = close_questionnaire = edit_questionnaire


def give_answer(by: Acting, questionnaire: Questionnaire) -> bool:
    """Whoever it is for, while it is open; where each answers once, one must be known."""
    is_known = by.key is not None or not questionnaire.is_once
    is_for_them = not questionnaire.about and questionnaire.audience in by.capacities
    return is_for_them and is_known and questionnaire.takes_answers


def change_answer(by: Acting, answer: Answer) -> bool:
    """Their own, as long as the questionnaire takes answers."""
    return _is_theirs(by, answer) and answer.questionnaire.takes_answers


def withdraw_answer(by: Acting, answer: Answer) -> bool:
    """Their own; or the coordination, of those that it may see."""
    if answer.questionnaire.about:
        return False
    return _is_theirs(by, answer) or edit_questionnaire(by, answer.questionnaire)


def view_answers(by: Acting, questionnaire: Questionnaire) -> bool:
    """As `visible_to` says in SQL; fields of a thing are read on its page."""
    return not questionnaire.about and questionnaire.answers_audience in by.capacities


def _is_theirs(by: Acting, answer: Answer) -> bool:
    return by.key is not None and answer.respondent == by.key
