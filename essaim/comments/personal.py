"""What remarks hold on people: their words go with them, the place in the thread stays.

What they quoted is the thing's: it goes too, and is not theirs to take away.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from essaim.comments.letters import take_out_of_mails
from essaim.comments.models import Comment, Notice, Refusal
from essaim.kernel.personal import Held, Whom, anonymised, erased

_AS_LONG_AS_THE_THING = _("as long as the thing that it is about")
_THEIR_WORDS = erased(_("they are theirs; nothing rests on them"), _AS_LONG_AS_THE_THING)
_IN_ITS_PLACE = anonymised(
    _("others answered it; the row names nobody any more"), _AS_LONG_AS_THE_THING
)
_GOES = anonymised(_("the row goes with them"), _AS_LONG_AS_THE_THING)


def _remove(rows: QuerySet[Any], _whom: Whom) -> None:
    rows.delete()


def _notice(notice: Notice, _whom: Whom) -> dict[str, Any]:
    """When the remark was made, and when they were written to about it, if they were."""
    return {"made_at": notice.comment.made_at, "told_at": notice.told_at}


def _take_out_of_mails(rows: QuerySet[Any], _whom: Whom) -> None:
    for comment in rows.order_by("pk"):
        take_out_of_mails(comment)


PERSONAL = (
    Held(
        Comment,
        {"author": _IN_ITS_PLACE, "text": _THEIR_WORDS, "quotation": _THEIR_WORDS},
        of="author",
        code="comments.remarks",
        label=_("Remarks that they wrote"),
        read=Comment.objects.order_by("pk"),
        shows=("made_at", "text", "audience", "resolved_at"),
        first=_take_out_of_mails,
        stamp="withdrawn_at",
    ),
    Held(
        Comment,
        {"resolved_by": _IN_ITS_PLACE},
        of="resolved_by",
        code="comments.settled",
        label=_("Remarks that they settled"),
        read=Comment.objects.order_by("pk"),
        shows=("resolved_at",),
    ),
    Held(
        Notice,
        {"person": _GOES},
        of="person",
        code="comments.notices",
        label=_("Remarks that concern them"),
        read=Notice.objects.select_related("comment").order_by("pk"),
        shows=_notice,
        first=_remove,
    ),
    Held(
        Refusal,
        {"person": _GOES},
        of="person",
        code="comments.refusal",
        label=_("No mail about remarks"),
        read=Refusal.objects.order_by("pk"),
        shows=("since",),
        first=_remove,
    ),
)
