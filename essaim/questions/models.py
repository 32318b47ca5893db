"""Questionnaires, their versions, and what was answered.

A version that was put into use never changes: changing a questionnaire makes the next one, and
each answer knows the version to which it was given.
"""

import uuid
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.acting import BUREAU, COORDINATION, PUBLIC, Acting
from essaim.kernel.fitting import Fitted
from essaim.kernel.models import Folded, Keyed, SearchableQuerySet, Visible
from essaim.questions.enums import State
from essaim.questions.schema import Question, Schema

#: Answers that a questionnaire takes unless it says otherwise, and the most that it may say.
USUAL_ANSWERS, MOST_ANSWERS = 2_000, 100_000


class QuestionnaireQuerySet(SearchableQuerySet):
    def visible_to(self, acting: Acting) -> Self:
        """Those that this reader may answer or read; what is not open yet, for the coordination."""
        mine = acting.capacities
        rows = self.filter(Q(audience__in=mine) | Q(answers_audience__in=mine))
        if not acting.is_one_of(COORDINATION):
            rows = rows.filter(about="").exclude(state=State.DRAFT)
        return rows

    def of_people(self) -> Self:
        """Without the fields of the things of the house."""
        return self.filter(about="")


class Questionnaire(Keyed, Visible, Folded):
    """Questions put to people (`audience`), or fields that the network adds to a model (`about`).

    Fields are answered once for each row, by whoever may edit it.
    """

    parts_in_record = ("versions",)
    folds: ClassVar = ("title",)

    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    about = models.CharField(_("fields of"), max_length=60, blank=True, editable=False)
    answers_audience = models.CharField(
        _("answers visible to"), max_length=60, default=BUREAU, db_index=True
    )
    is_once = models.BooleanField(
        _("each person answers once"),
        default=True,
        help_text=_("They sign in, and may change their answer until the questionnaire closes."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    most_answers = models.PositiveIntegerField(
        _("answers at most"),
        default=USUAL_ANSWERS,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ANSWERS)],
        help_text=_("Whoever comes later reads that it is full."),
    )

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=~Q(about=""), name="model_has_one_set_of_fields"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="questionnaire_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(most_answers__range=(1, MOST_ANSWERS)),
                name="questionnaire_takes_a_bounded_number_of_answers",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("questions:questionnaire", args=[self.key])

    @property
    def takes_answers(self) -> bool:
        is_over = self.closes_on is not None and self.closes_on < timezone.localdate()
        return self.state == State.OPEN and not is_over

    @property
    def is_full(self) -> bool:
        """One query."""
        return self.answers.count() >= self.most_answers

    def audience_of(self, question: Question) -> str:
        """Who sees single answers to it: what is personal is never for everybody."""
        is_for_all = self.answers_audience == PUBLIC
        return BUREAU if is_for_all and question.tells_of_somebody else self.answers_audience

    def as_record(self) -> dict[str, Any]:
        """With the questions of its newest version, and whether these are in use."""
        newest = self.versions.order_by("-number").first()
        content = newest.content if newest is not None else []
        is_in_use = newest is not None and newest.published_at is not None
        return {**super().as_record(), "questions": content, "questions_in_use": is_in_use}


class VersionQuerySet(models.QuerySet["Version"]):
    def in_use(self) -> Self:
        """Those that were put into use, the newest first."""
        return self.exclude(published_at=None).order_by("-number")


class Version(Fitted):
    """The questions as they stood: being changed until `published_at`, and never after."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("questions"), default=list, blank=True)
    published_at = models.DateTimeField(_("in use since"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a questionnaire")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"], name="version_number_stands_once"
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(published_at=None),
                name="questionnaire_is_changed_in_one_version",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="versions_count_from_one"),
        ]

    @property
    def schema(self) -> Schema:
        return Schema.of(self.content)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, acting: Acting) -> Self:
        """One's own, and those of questionnaires whose answers this reader may see."""
        theirs = Q(questionnaire__answers_audience__in=acting.capacities)
        if acting.key is not None:
            theirs |= Q(respondent=acting.key)
        return self.filter(theirs, questionnaire__about="")


class Answer(Keyed):
    """What somebody answered (`respondent`, an actor's key), or fields of a thing (`about`).

    `values`: by the codes of questions, as `reading` says. `submission`: whoever sends the same
    answer twice, in the dark of a broken line, has given it once.
    """

    parts_in_record = ("files",)

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="answers")
    version = models.ForeignKey(Version, models.PROTECT, related_name="answers")
    about = models.UUIDField(_("thing that it is about"), null=True, blank=True, editable=False)
    respondent = models.UUIDField(_("respondent"), null=True, blank=True, editable=False)
    is_only = models.BooleanField(_("the only one of its respondent"), default=False)
    submission = models.UUIDField(_("submission"), unique=True, default=uuid.uuid4, editable=False)
    values = models.JSONField(_("answers"), default=dict, blank=True)
    given_at = models.DateTimeField(_("answered on"), default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [models.Index(fields=["questionnaire", "given_at"], name="answers_by_moment")]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "respondent"],
                condition=Q(is_only=True),
                name="respondent_answers_once",
            ),
            models.UniqueConstraint(
                fields=["questionnaire", "about"],
                condition=Q(about__isnull=False),
                name="thing_has_its_fields_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.questionnaire)

    def get_absolute_url(self) -> str:
        return reverse("questions:answer", args=[self.key])

    def without_personal(self) -> dict[str, Any]:
        """What may stay when whoever answered is forgotten.

        A question that was marked too late, in another version, is personal in this one too.
        """
        versions = self.questionnaire.versions.in_use()
        asked = {question.code for question in self.version.schema}
        for version in versions:
            asked -= {each.code for each in version.schema if each.tells_of_somebody}
        return {code: value for code, value in self.values.items() if code in asked}


class AnswerFile(Fitted):
    """A file that answers a question: as long as the answer stands, nobody discards it."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    code = models.CharField(_("question"), max_length=60)
    stored = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("file"))

    class Meta:
        verbose_name = _("file of an answer")
        constraints = [
            models.UniqueConstraint(fields=["answer", "code"], name="question_is_answered_by_one")
        ]
