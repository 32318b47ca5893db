"""Kinds of questions, comparisons of conditions, and where a questionnaire stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    """What is answered. A section is no question: what follows stands under its heading."""

    WORDS = "words", _("A few words")
    TEXT = "text", _("A long text")
    CHOICE = "choice", _("One choice among several")
    SEVERAL = "several", _("Several choices")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("A scale")
    MATRIX = "matrix", _("Rows on one scale")
    NUMBER = "number", _("A number")
    DAY = "day", _("A day")
    EMAIL = "email", _("An e-mail address")
    PHONE = "phone", _("A telephone number")
    ADDRESS = "address", _("A postal address")
    FILE = "file", _("A file")
    SECTION = "section", _("A section: a heading and what introduces it")


#: Those that a field of a thing of the house may be.
OF_FIELDS = tuple(
    kind
    for kind in QuestionKind
    if kind not in {QuestionKind.MATRIX, QuestionKind.FILE, QuestionKind.SECTION}
)
#: Those whose answers are choices, known by their codes.
WITH_CHOICES = (QuestionKind.CHOICE, QuestionKind.SEVERAL)
#: Those that are answered on a scale.
ON_A_SCALE = (QuestionKind.SCALE, QuestionKind.MATRIX)
#: Those that are personal data whether or not anybody marked them so.
REACHES_SOMEBODY = (QuestionKind.EMAIL, QuestionKind.PHONE, QuestionKind.ADDRESS)
#: Those whose answers sum up to something.
SUMMED = (
    *(*WITH_CHOICES, *ON_A_SCALE),
    *(QuestionKind.YES_NO, QuestionKind.NUMBER),
)


class Comparison(TextChoices):
    """How the answer to an earlier question lets a later one be shown."""

    ANSWERED = "answered", _("is answered")
    EQUALS = "equals", _("is")
    CONTAINS = "contains", _("contains")
    OVER = "over", _("is over")
    UNDER = "under", _("is under")


class State(TextChoices):
    """Whether a questionnaire is being written, takes answers, or takes none any more."""

    DRAFT = "draft", _("being written")
    OPEN = "open", _("open to answers")
    CLOSED = "closed", _("closed")
