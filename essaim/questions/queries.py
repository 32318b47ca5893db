"""Versions in use, fields of the things of the house, and what was answered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.manifest import is_open, offered
from essaim.kernel.sheet_cells import Cell
from essaim.questions.arithmetic import Summary, summarised
from essaim.questions.enums import SUMMED, QuestionKind, State
from essaim.questions.models import Answer, Questionnaire, Version
from essaim.questions.schema import Question, Schema
from essaim.questions.telling import cell_of, in_words, joined

#: Answers read at a time, of which each may be as long as a form.
A_FEW = 20


def version_in_use(questionnaire: Questionnaire) -> Version | None:
    return questionnaire.versions.in_use().first()


def version_being_changed(questionnaire: Questionnaire) -> Version | None:
    return questionnaire.versions.filter(published_at=None).first()


def newest_version(questionnaire: Questionnaire) -> Version | None:
    """The one that its editor shows: being changed, or else in use."""
    return questionnaire.versions.order_by("-number").first()


def kinds_in_use(questionnaire: Questionnaire) -> dict[str, str]:
    """code → kind of every question that was ever in use: neither is used for another."""
    schemas = (version.schema for version in questionnaire.versions.in_use())
    return {each.code: each.kind for schema in schemas for each in schema.questions}


def all_questions(questionnaire: Questionnaire, acting: Acting) -> list[Question]:
    """What was asked in any version that was in use and whose answers this reader may see.

    Who sees them is said by the newest version in which the question stands.
    """
    schemas = [version.schema for version in questionnaire.versions.in_use()]
    return [each for each in joined(schemas) if each.audience in acting.capacities]


def readable_questions(questionnaire: Questionnaire, acting: Acting) -> list[Question]:
    """Of these, those whose single answers the reader may see; of the others, sums alone."""
    asked = all_questions(questionnaire, acting)
    return [each for each in asked if acting.is_one_of(questionnaire.audience_of(each))]


# --- Fields of the things of the house ------------------------------------------------------


@dataclass(frozen=True)
class Fields:
    """The fields that the network added to a model, as one reader may see them.

    `values` are those of one thing, where they were read with it.
    """

    model: str
    version: Version | None
    schema: Schema
    values: Mapping[str, Any]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and answer in words, of what was answered."""
        return [
            (question.label, in_words(question, self.values[question.code]))
            for question in self.schema
            if question.code in self.values
        ]


@UntilWritten
def _fields_in_use() -> Mapping[str, tuple[Version, Schema]]:
    """The newest version of the fields of each model; a house that has none pays no query."""
    versions = Version.objects.in_use().exclude(questionnaire__about="")
    newest: dict[str, tuple[Version, Schema]] = {}
    for version in versions.select_related("questionnaire"):
        newest.setdefault(version.questionnaire.about, (version, version.schema))
    return newest


def fields_of(model: str, acting: Acting, about: UUID | None = None) -> Fields:
    """The fields of `network.organisation`, and those of the thing of that key. One query each.

    None while the room is closed, whose answers stay.
    """
    in_use = _fields_in_use() if is_open("questions") else {}
    version, schema = in_use.get(model, (None, Schema()))
    asked = schema.for_whom(acting.capacities)
    values = values_of_things(model, [about]) if about is not None and asked.questions else {}
    return Fields(model, version, asked, values.get(about, {}) if about is not None else {})


def values_of_things(model: str, keys: Collection[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """The fields of several things at once. One query."""
    given = Answer.objects.filter(questionnaire__about=model, about__in=keys)
    return dict(given.values_list("about", "values"))  # type: ignore[arg-type]


def things_answering(model: str, question: Question, code: str) -> QuerySet[Answer, Any]:
    """The keys of the things whose field is, or holds, that choice."""
    given = Answer.objects.filter(questionnaire__about=model)
    return with_choice(given, question, code).values("about")


def with_choice(answers: QuerySet[Answer], question: Question, code: str) -> QuerySet[Answer]:
    """Answers that chose this; codes hold letters, figures and `_` alone, so a quote ends them.

    The question is named as a key and never as part of a lookup: one may be called `in` or `gt`.
    """
    given = answers.alias(chosen=KeyTransform(question.code, "values"))
    if question.kind == QuestionKind.SEVERAL:
        return given.filter(chosen__icontains=f'"{code}"')
    return given.filter(chosen=code == "yes" if question.kind == QuestionKind.YES_NO else code)


def labels_of_models() -> dict[str, Any]:
    """The models to which fields can be added, each as its room calls it."""
    return {each.model: each.label for each in offered("fielded")}


# --- Answers --------------------------------------------------------------------------------


def answers_of(questionnaire: Questionnaire, acting: Acting) -> QuerySet[Answer]:
    """Those that this reader may see, the newest first."""
    rows = Answer.objects.visible_to(acting).filter(questionnaire=questionnaire)
    return rows.select_related("version").order_by("-given_at", "-pk")


def own_answer(questionnaire: Questionnaire, acting: Acting) -> Answer | None:
    """The one that this reader gave, where each gives one; the last, where they once gave more."""
    if acting.key is None or not questionnaire.is_once:
        return None
    rows = questionnaire.answers.filter(respondent=acting.key).order_by("-is_only", "-pk")
    return rows.select_related("version", "questionnaire").first()


def stops(_acting: Acting) -> Iterator[str]:
    """What of the room stands still while it is closed: questionnaires that take answers."""
    asked = Questionnaire.objects.of_people().filter(state=State.OPEN)
    taking = asked.exclude(closes_on__lt=timezone.localdate()).count()
    if taking:
        yield ngettext(
            "%(count)d questionnaire is open: nobody can answer it.",
            "%(count)d questionnaires are open: nobody can answer them.",
            taking,
        ) % {"count": taking}


def takes_no_more() -> str:
    """What is told where as many answered as may."""
    return _("It is full: as many people answered as it was opened for.")


def summaries(questionnaire: Questionnaire, acting: Acting) -> list[Summary]:
    """What each question amounts to, over the answers to the versions that asked it.

    Of what is written, only that it is: visitors may have written much.
    """
    asking: dict[str, set[int]] = {}
    summed: set[str] = set()
    for version in questionnaire.versions.in_use():
        for question in version.schema:
            asking.setdefault(question.code, set()).add(version.number)
            summed |= {question.code} if question.kind in SUMMED else set()
    given = questionnaire.answers.order_by("pk").values_list("version__number", "values")
    rows = [
        (number, {code: value if code in summed else None for code, value in values.items()})
        for number, values in given.iterator(chunk_size=A_FEW)
    ]
    return [
        summarised(question, [values for number, values in rows if number in asking[question.code]])
        for question in all_questions(questionnaire, acting)
    ]


def columns_of_fields(fields: Fields, keys: Sequence[UUID]) -> list[list[Cell]]:
    """The cells of each field, in the order of the schema, for the things of these keys."""
    values = values_of_things(fields.model, keys)
    of_each = [values.get(key, {}) for key in keys]
    return [[cell_of(asked, given.get(asked.code)) for given in of_each] for asked in fields.schema]
