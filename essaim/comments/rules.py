"""Who remarks, answers, corrects, settles: people with a card, on what they see."""

from typing import Any

from essaim.comments.models import Comment, is_of_the_house, kinds, rows_of
from essaim.kernel.acting import COMMAND, COORDINATION, PUBLIC, Acting
from essaim.kernel.naming import sees
from essaim.kernel.rules import can
from essaim.network.models import Person


def _writes(by: Acting) -> bool:
    """Under a name, for somebody: whoever is of nothing has nobody to write for."""
    return by.user_id is not None and bool(by.keys_of("person")) and is_of_the_house(by)


def _reads(by: Acting, comment: Comment) -> bool:
    return Comment.objects.visible_to(by).filter(pk=comment.pk).exists()


def _is_by(by: Acting, person: Person) -> bool:
    """Also under a row that was merged into another."""
    return person.key in by.keys_of("person")


def add_comment(by: Acting, thing: Any, audience: str = "") -> bool:
    """On what one sees, for people of whom one is."""
    is_for_them = audience != PUBLIC and (not audience or audience in by.capacities)
    takes_any = thing._meta.label_lower in kinds()
    return _writes(by) and is_for_them and takes_any and sees(by, thing)


def answer_comment(by: Acting, comment: Comment) -> bool:
    return _writes(by) and _reads(by, comment)


def edit_comment(by: Acting, comment: Comment) -> bool:
    """Its author alone, as long as they see the thing."""
    return answer_comment(by, comment) and _is_by(by, comment.author)


withdraw_comment = edit_comment


def resolve_comment(by: Acting, comment: Comment) -> bool:
    """Whoever wrote it, who looks after the thing, the coordination."""
    if not answer_comment(by, comment):
        return False
    return by.is_one_of(COORDINATION) or _is_by(by, comment.author) or _keeps(by, comment)


reopen_comment = resolve_comment


def _keeps(by: Acting, comment: Comment) -> bool:
    kind = kinds()[comment.thing_model]
    thing = rows_of(kind.model).filter(key=comment.thing_key).first()
    return thing is not None and can(by, kind.keeps, **{thing._meta.model_name: thing})


def view_comments(by: Acting) -> bool:
    """All of them, in one list: of each, those that they may see."""
    return by.is_one_of(COORDINATION)


def tell_person(by: Acting) -> bool:
    """The timer."""
    return by.is_one_of(COMMAND)


forget_comments = tell_person


def refuse_mails(by: Acting, person: Person) -> bool:
    """For oneself: signed in, or by the link of a mail."""
    return _is_by(by, person) or person.key in by.keys_of("remarks")


def accept_mails(by: Acting, person: Person) -> bool:
    return _is_by(by, person)
