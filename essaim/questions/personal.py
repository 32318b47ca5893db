"""What somebody answered: said on the page, taken away, forgotten. Fields are of their thing."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from essaim.accounts.actions import acting_command
from essaim.accounts.models import Actor
from essaim.kernel.personal import Held, Row, Whom, anonymised, erased
from essaim.questions.actions import forget_files
from essaim.questions.models import Answer
from essaim.questions.telling import in_words

_COUNTED = _("what the network learnt from them; what is personal is erased, with its files")


def _theirs(whom: Whom) -> Q:
    """Given under their account; or by a visitor who said that theirs is the address."""
    theirs = Q(respondent__in=Actor.objects.filter(user__in=whom.accounts).values("key"))
    if whom.emails:
        of_visitors = Answer.objects.filter(respondent=None, about=None)
        as_text = of_visitors.annotate(words=Cast("values", TextField()))
        has_address = reduce(or_, (Q(words__icontains=f'"{email}"') for email in whom.emails))
        theirs |= Q(pk__in=as_text.filter(has_address).values("pk"))
    return theirs


def _shown(answer: Any, _whom: Whom) -> Row:
    lines = [
        f"{question.label} : {in_words(question, answer.values[question.code])}"
        for question in answer.version.schema
        if question.code in answer.values
    ]
    values = "\n".join(lines)
    return {"title": str(answer.questionnaire), "given_at": answer.given_at, "values": values}


def _forget_files(rows: Any, _whom: Whom) -> None:
    """The files of personal questions, with their words and their bytes."""
    for answer in rows.select_related("version", "questionnaire").order_by("pk"):
        files = answer.files.exclude(code__in=answer.without_personal())
        if files:
            forget_files(files.select_related("stored"), by=acting_command("forget_files"))


PERSONAL = (
    Held(
        Answer,
        {
            "values": anonymised(
                _("answers that are not personal stay, and name nobody any more"),
                _COUNTED,
                instead=lambda answer: answer.without_personal(),
            ),
            "respondent": erased(_("it says whose answer it is"), _("as long as they have it")),
        },
        of=_theirs,
        code="questions.answers",
        label=_("Answers to questionnaires"),
        read=Answer.objects.select_related("version", "questionnaire").order_by("given_at", "pk"),
        shows=_shown,
        first=_forget_files,
    ),
)
