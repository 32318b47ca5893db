"""The mail about remarks: what was said on one thing since the last, and how to answer from it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from essaim.comments.models import Comment
from essaim.comments.queries import name_of
from essaim.network.models import Person
from essaim.post.letters import Addressee, Letter, in_paragraphs, language_of_letters
from essaim.post.links import address_of
from essaim.post.models import Link, Message
from essaim.post.rewriting import as_printed, replace_in

REASON = "comments.remarks"
#: What the links of a mail let one do: answer one thread, once; want no more mails.
ANSWER = "comments.answer"
REFUSE = "comments.refuse"
LINKS_LAST = timedelta(days=30)


def letter_of(person: Person, news: Sequence[Comment], links: Mapping[UUID, Link]) -> Letter:
    """All that is new on one thing, thread by thread; `links` by the key of what each is about."""
    thing = news[0].thing  # type: ignore[attr-defined]
    email = person.user.email if person.user is not None else person.email
    return in_paragraphs(
        Addressee(email, person.key),
        _("Remarks on %(thing)s") % {"thing": thing},
        [
            _("Hello,"),
            _("What was said about “%(thing)s” concerns you:") % {"thing": thing},
            *_threads(news, links),
            _("To see all of it: %(address)s")
            % {"address": settings.BASE_URL + news[0].get_absolute_url()},
            _("To stop mails about remarks: %(address)s")
            % {"address": address_of(links[person.key], "comments:refuse_by_link")},
        ],
        once=REASON,
        about=news[0],
    )


def _threads(news: Sequence[Comment], links: Mapping[UUID, Link]) -> Iterator[str]:
    for root in dict.fromkeys(comment.root for comment in news):
        for comment in news:
            if comment.root == root:
                yield _in_words(comment)
        address = address_of(links[root.key], "comments:answer_by_link")
        yield _("To answer, without signing in: %(address)s") % {"address": address}


def _in_words(comment: Comment) -> str:
    words = {"name": name_of(comment), "place": comment.place, "text": comment.text}
    if comment.place:
        return _("%(name)s, about %(place)s:\n%(text)s") % words
    return _("%(name)s:\n%(text)s") % words


def take_out_of_mails(comment: Comment, *, instead: str = "") -> None:
    """What a remark said goes out of the mails that told of it, those that wait too.

    `instead`: what it says now, where it was put right.
    """
    if not comment.text.strip():
        return
    mails = Message.objects.filter(reason=REASON, queued_at__gte=comment.made_at)
    with language_of_letters():
        instead = instead or f"[{_('withdrawn by its author')}]"
    # After the line that says who wrote it, up to the next paragraph: `_in_words`.
    paragraph = re.compile(rf"(?<=:\n)\s*{as_printed(comment.text)}\s*(?=\n\n)")
    replace_in(mails, paragraph, instead)
