"""Every write on remarks."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.comments.letters import (
    ANSWER,
    LINKS_LAST,
    REASON,
    REFUSE,
    letter_of,
    take_out_of_mails,
)
from essaim.comments.models import Comment, Notice, Refusal
from essaim.comments.queries import (
    audiences_for,
    comments_to_forget,
    concerned_by,
    news_for,
    person_of,
    reader_of,
    thing_of,
    wants_mails,
)
from essaim.journal.actions import action, label
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.models import Keyed
from essaim.kernel.signs import on_one_line
from essaim.network.models import Person
from essaim.post.actions import make_links, queue_messages, use_link
from essaim.post.letters import language_of_letters
from essaim.post.links import Holder
from essaim.post.models import Link, Message

#: How long its author may put a remark right: afterwards others have read it.
PUT_RIGHT_WITHIN = timedelta(hours=1)


@action
def add_comment(
    *, thing: Keyed, text: str, audience: str, by: Acting, place: str = "", quotation: str = ""
) -> Comment:
    """Say something about a thing. Raises RuleBroken where it would be for more people than it."""
    if audience not in dict(audiences_for(thing, by)):
        raise RuleBroken(
            _("Some of those for whom this remark is do not see what it is about: choose others.")
        )
    comment = Comment.objects.create(
        thing_model=label(thing),
        thing_key=thing.key,
        place=place,
        quotation=quotation,
        text=_something(text),
        audience=audience,
        author=person_of(by),
    )
    _note_concerned(comment, thing)
    return comment


@action
def answer_comment(*, comment: Comment, text: str, by: Acting, link: Link | None = None) -> Comment:
    """Answer a remark, for the same people. `link`: the one of the mail by which it came."""
    root = _locked(comment.root)
    if link is not None:
        use_link(link=link, by=by)
    if root.withdrawn_at is not None:
        raise RuleBroken(_("Its author took this remark back: there is nothing to answer."))
    answer = Comment.objects.create(
        thing_model=root.thing_model,
        thing_key=root.thing_key,
        text=_something(text),
        audience=root.audience,
        author=person_of(by),
        answers_to=root,
    )
    _note_concerned(answer, thing_of(root))
    return answer


@action
def edit_comment(*, comment: Comment, text: str, by: Acting) -> Comment:
    """Put right what one wrote, within the hour. Raises RuleBroken afterwards."""
    comment = _locked(comment)
    now = timezone.now()
    if comment.withdrawn_at is not None or now - comment.made_at > PUT_RIGHT_WITHIN:
        raise RuleBroken(
            _("A remark is put right within the hour. Answer it, or take it back and write anew.")
        )
    text = _something(text)
    take_out_of_mails(comment, instead=text)
    comment.text, comment.edited_at = text, now
    comment.save(update_fields=["text", "edited_at"])
    return comment


@action
def withdraw_comment(*, comment: Comment, by: Acting) -> Comment:
    """Take back what one wrote: its words are gone; where others answered, its place stays.

    They are gone from the mails that told of it too, as far as these are still here.
    """
    comment = _locked(comment)
    if comment.withdrawn_at is None:
        take_out_of_mails(comment)
        comment.text = comment.quotation = ""
        comment.withdrawn_at = timezone.now()
        comment.save(update_fields=["text", "quotation", "withdrawn_at"])
    return comment


@action
def resolve_comment(*, comment: Comment, by: Acting) -> Comment:
    """Settle a remark with its thread. Of two who do, the first one did."""
    comment = _locked(comment.root)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), person_of(by)
        comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


@action
def reopen_comment(*, comment: Comment, by: Acting) -> Comment:
    """Say that there is still something to settle."""
    comment = _locked(comment.root)
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


@action(about="person")
def tell_person(*, person: Person, thing_key: UUID, by: Acting) -> list[Message]:
    """Write to somebody about all remarks on a thing that concern them, once.

    Nothing leaves about what they may not see any more, or where they want no mail; none of it
    waits any longer.
    """
    waiting = Notice.objects.filter(person=person, comment__thing_key=thing_key, told_at=None)
    numbers = list(waiting.select_for_update(of=("self",)).values_list("comment", flat=True))
    waiting.update(told_at=timezone.now())
    reader = reader_of(person)
    news = news_for(reader, numbers)
    if not news or not wants_mails(person):
        return []
    with language_of_letters():
        letter = letter_of(person, news, _links(person, news, by))
    return queue_messages(letters=[letter], reason=REASON, about=news[0].root, by=by)


def _links(person: Person, news: Sequence[Comment], by: Acting) -> dict[UUID, Link]:
    """One for each thread, to answer it once; and one, under their own key, to stop them."""
    until = timezone.now() + LINKS_LAST
    email = person.user.email if person.user else ""
    make = partial(
        make_links, holders=[Holder(f"remarks:{person.key}", person.key, email)], expires_at=until
    )
    links = {}
    for key in dict.fromkeys(comment.root.key for comment in news):
        (links[key],) = make(act=ANSWER, about_key=key, is_for_one_use=True, by=by)
    (links[person.key],) = make(act=REFUSE, about_key=person.key, by=by)
    return links


@action(about="person")
def refuse_mails(*, person: Person, by: Acting) -> None:
    """Have no mail about remarks: they stand on the pages all the same."""
    Refusal.objects.get_or_create(person=person)


@action(about="person")
def accept_mails(*, person: Person, by: Acting) -> None:
    """Have mails about remarks again, of those to come."""
    Refusal.objects.filter(person=person).delete()


@action
def forget_comments(*, by: Acting) -> int:
    """Remove remarks on things no longer there, which nobody can see; says how many."""
    return sum(gone.delete()[0] for gone in comments_to_forget())


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)


def _something(text: str) -> str:
    if not on_one_line(text):
        raise RuleBroken(_("A remark says something: write it first."))
    return text


def _note_concerned(comment: Comment, thing: Any) -> None:
    concerned = concerned_by(comment, thing) if thing is not None else ()
    notices = [Notice(comment=comment, person=person) for person in concerned]
    Notice.objects.bulk_create(fitted(notices))
