"""What is said about a thing, answered, put right, taken back, settled."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.comments.actions import (
    add_comment,
    answer_comment,
    edit_comment,
    forget_comments,
    reopen_comment,
    resolve_comment,
    withdraw_comment,
)
from essaim.comments.models import Comment, Notice
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.programme.models import Action
from tests.factories.accounts import house, make_user
from tests.factories.comments import make_answer, make_comment, make_writer, reading
from tests.factories.network import make_group, make_organisation, make_person
from tests.factories.programme import make_action, make_decision

pytestmark = pytest.mark.django_db


def seen_by(user: object) -> set[Comment]:
    return set(Comment.objects.visible_to(acting_as(user)))  # type: ignore[arg-type]


def test_a_remark_stands_beside_its_thing_under_the_name_of_its_author() -> None:
    ada, action = make_writer(name="Ada"), make_action()
    remark = make_comment(
        thing=action, by=ada, text="Qui était là ?", place="Lieu", quotation="à Lyon"
    )
    assert (remark.thing_model, remark.thing_key) == ("programme.action", action.key)
    assert remark.author == ada.person
    assert (remark.place, remark.quotation, remark.text) == ("Lieu", "à Lyon", "Qui était là ?")


def test_the_journal_says_what_was_done_and_keeps_no_word_of_it() -> None:
    remark = make_comment(text="Entre nous.")
    resolve_comment(comment=remark, by=acting_as(remark.author.user))
    lines = Entry.objects.about(remark.key).values_list("verb", flat=True)
    assert list(lines) == ["comments.resolve_comment", "comments.add_comment"]
    records = Revision.objects.of(remark.key).values_list("record", flat=True)
    assert all(set(record).isdisjoint({"text", "quotation", "author"}) for record in records)


def test_a_remark_never_changes_its_thing() -> None:
    action = make_action(title="Séminaire")
    before = (action.as_record(), Revision.objects.of(action.key).count())
    make_answer(make_comment(thing=action))
    after = Action.objects.get(pk=action.pk)
    assert (after.as_record(), Revision.objects.of(action.key).count()) == before


@pytest.mark.parametrize(
    ("thing", "audience"),
    [("members", "public"), ("bureau", "members"), ("bureau", "public"), ("public", "public")],
)
def test_a_remark_is_for_no_more_people_than_its_thing_and_never_for_everybody(
    thing: str, audience: str
) -> None:
    writer = make_writer(role="bureau")
    with pytest.raises(RuleBroken):
        make_comment(thing=make_action(audience=thing), by=writer, audience=audience)
    assert not Comment.objects.exists()


def test_one_writes_for_people_of_whom_one_is() -> None:
    group = make_group(audience="members")
    for audience in ("bureau", f"group:{group.key}", f"group:{uuid4()}", "nobody"):
        with pytest.raises(Forbidden):
            make_comment(audience=audience)


def test_nobody_remarks_on_what_they_do_not_see() -> None:
    hidden = make_action(audience="bureau")
    with pytest.raises(Forbidden):
        make_comment(thing=hidden)
    assert not Comment.objects.exists()


def test_nobody_remarks_on_what_takes_no_remark() -> None:
    with pytest.raises(Forbidden):
        make_comment(thing=make_person(audience="members"))


def test_what_is_narrowed_takes_its_remarks_with_it() -> None:
    ada, action = make_writer(), make_action(audience="members")
    remark = make_comment(thing=action, by=ada)
    answer = make_answer(remark)
    assert seen_by(ada) == {remark, answer}
    Action.objects.filter(pk=action.pk).update(audience="bureau")
    assert seen_by(ada) == set()
    assert seen_by(make_writer(role="bureau")) == {remark, answer}


def test_an_answer_is_for_the_people_of_its_remark() -> None:
    boss, member = make_writer(role="bureau"), make_writer()
    remark = make_comment(by=boss, audience="bureau")
    answer = make_answer(remark, by=boss)
    assert answer.audience == "bureau"
    assert seen_by(member) == set()
    with pytest.raises(Forbidden):
        make_answer(remark, by=member)


def test_an_answer_to_an_answer_stands_in_the_same_thread() -> None:
    remark = make_comment()
    deep = make_answer(make_answer(remark))
    assert deep.answers_to == remark


def test_its_author_puts_it_right_within_the_hour_and_nobody_else() -> None:
    remark = make_comment(text="Fôte")
    edited = edit_comment(comment=remark, text="Faute", by=reading(remark.author.user))
    assert (edited.text, edited.edited_at is not None) == ("Faute", True)
    with pytest.raises(Forbidden):
        edit_comment(comment=remark, text="Autre", by=reading(make_writer(role="coordination")))
    Comment.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    with pytest.raises(RuleBroken, match=r"dans l’heure"):
        edit_comment(comment=remark, text="Trop tard", by=reading(remark.author.user))


def test_what_is_taken_back_is_gone_and_its_place_stays_where_others_answered() -> None:
    alone, answered = make_comment(quotation="ici"), make_comment()
    make_answer(answered)
    for remark in (alone, answered):
        withdraw_comment(comment=remark, by=reading(remark.author.user))
    assert set(Comment.objects.begun()) == {answered}
    assert set(Comment.objects.filter(answers_to=None).values_list("text", "quotation")) == {
        ("", "")
    }
    with pytest.raises(RuleBroken):
        make_answer(answered)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u202e", "\x00"])
def test_a_remark_says_something(text: str) -> None:
    with pytest.raises(RuleBroken):
        make_comment(text=text)


def test_of_two_who_settle_the_first_did() -> None:
    ada, boss = make_writer(), make_writer(role="coordination")
    remark = make_comment(by=ada)
    first = resolve_comment(comment=remark, by=reading(boss))
    second = resolve_comment(comment=remark, by=reading(ada))
    assert (second.resolved_at, second.resolved_by) == (first.resolved_at, boss.person)
    assert reopen_comment(comment=remark, by=reading(ada)).resolved_by is None


def test_who_looks_after_the_thing_settles_and_a_stranger_to_it_does_not() -> None:
    remark = make_comment()
    with pytest.raises(Forbidden):
        resolve_comment(comment=remark, by=reading(make_writer()))
    keeper = make_writer(role="bureau")
    assert resolve_comment(comment=remark, by=reading(keeper)).resolved_by == keeper.person


def test_it_concerns_whoever_made_the_thing_and_whoever_spoke_and_not_its_author() -> None:
    maker, ada, ben = make_writer(role="bureau"), make_writer(), make_writer()
    organisation = make_organisation()
    Entry.objects.create(
        verb="network.add_organisation",
        target_key=organisation.key,
        actor_key=maker.actor.key,
        at=timezone.now(),
    )
    remark = make_comment(thing=organisation, by=ada)
    answer = make_answer(remark, by=ben)
    again = make_answer(remark, by=ada)
    concerned = {
        comment.pk: set(Notice.objects.filter(comment=comment).values_list("person", flat=True))
        for comment in (remark, answer, again)
    }
    assert concerned == {
        remark.pk: {maker.person.pk},
        answer.pk: {maker.person.pk, ada.person.pk},
        again.pk: {maker.person.pk, ben.person.pk},
    }


def test_the_remarks_on_a_thing_that_is_gone_are_seen_by_nobody_and_go() -> None:
    decision, boss = make_decision(), make_writer(role="bureau")
    gone, stays = make_comment(thing=decision, by=boss), make_comment()
    make_answer(gone)
    decision.delete()
    assert seen_by(boss) == {stays}
    assert forget_comments(by=house()) > 0
    assert set(Comment.objects.all()) == {stays}


def test_an_account_without_a_card_writes_nothing() -> None:
    with pytest.raises(Forbidden):
        add_comment(
            thing=make_action(),
            text="Sans nom",
            audience="bureau",
            by=reading(make_user(role="bureau")),
        )


def test_a_link_acts_for_nobody_by_itself() -> None:
    with pytest.raises(Forbidden):
        answer_comment(comment=make_comment(), text="Moi", by=house())


def refused_by_the_database(**columns: object) -> bool:
    remark = make_comment()
    try:
        with transaction.atomic():
            Comment.objects.filter(pk=remark.pk).update(**columns)
    except IntegrityError:
        return True
    return False


def test_the_database_keeps_what_a_remark_is() -> None:
    now = timezone.now()
    other = make_comment()
    assert refused_by_the_database(audience="public")
    assert refused_by_the_database(text="")
    assert refused_by_the_database(withdrawn_at=now)
    assert refused_by_the_database(resolved_at=now)
    assert refused_by_the_database(resolved_by=other.author)
    assert refused_by_the_database(answers_to=other, place="Lieu")


def test_a_long_remark_is_called_by_whole_words():
    assert str(Comment(text="mot " * 30)) == "mot " * 14 + "mot…"
    assert str(Comment(text="é" * 90)) == "é" * 60
