"""Two at the same moment: tried with threads of their own connections."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from essaim.accounts.models import User
from essaim.comments.actions import resolve_comment, tell_person
from essaim.comments.models import Comment
from essaim.comments.queries import people_to_tell
from essaim.programme.models import Action
from tests.comments.mails import mails_to, told_of
from tests.factories.accounts import house
from tests.factories.comments import let_pass, make_comment, make_writer, reading

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each answers."""
    start, answers = Barrier(len(acts)), list[object]()

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            answers.append(act())
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_who_settle_at_once_one_did_and_both_are_told_who() -> None:
    remark, ada, ben = make_comment(), make_writer(role="bureau"), make_writer(role="bureau")
    by = [reading(ada), reading(ben)]
    settled = at_once(
        lambda: resolve_comment(comment=remark, by=by[0]).resolved_by_id,
        lambda: resolve_comment(comment=remark, by=by[1]).resolved_by_id,
    )
    kept = Comment.objects.get(pk=remark.pk).resolved_by_id
    assert settled == [kept, kept]
    assert kept in {ada.person.pk, ben.person.pk}


def test_a_link_pressed_twice_at_once_answers_once(maker: User, action: Action) -> None:
    remark, address = told_of(action, maker)
    post = [lambda: Client().post(address, {"text": "Le 12."}).status_code] * 2
    done, late = sorted(map(str, at_once(*post)))
    assert done == "302"
    assert late in {"410", "422"}  # over already, or refused above what was typed
    assert Comment.objects.filter(answers_to=remark).count() == 1


def test_two_workers_write_one_mail(maker: User, action: Action) -> None:
    make_comment(thing=action)
    let_pass(10)
    ((person, key),) = people_to_tell(timezone.now())
    by = house()
    tell = [lambda: len(tell_person(person=person, thing_key=key, by=by))] * 2
    assert sorted(map(str, at_once(*tell))) == ["0", "1"]
    assert len(mails_to(maker)) == 1
