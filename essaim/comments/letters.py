"""The mail about remarks: what was said on one thing since the last, and how to answer from it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from essaim.comments.models import Comment
from essaim.comments.queries import name_of
from essaim.network.models import Person
from essaim.post.letters import Addressee, Letter, in_paragraphs
from essaim.post.links import address_of
from essaim.post.models import Link

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
            _("To have no more mails about remarks: %(address)s")
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
