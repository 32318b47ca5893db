"""Remarks, whom they concern, and who wants no mail about them."""

from collections.abc import Collection, Mapping
from functools import cache
from textwrap import shorten
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import BUREAU, MEMBERS, PUBLIC, Acting
from essaim.kernel.fitting import Fitted
from essaim.kernel.manifest import Commented, declared, is_open
from essaim.kernel.models import Keyed
from essaim.network.models import Person


@cache
def kinds() -> Mapping[str, Commented]:
    """What takes remarks, by the name that the journal has for it, whether its room is open."""
    return {kind.model: kind for kind in declared("commented")}


def kinds_open() -> list[str]:
    """The names of those whose rooms are open: on others, nobody sees a remark."""
    return [model for model in kinds() if is_open(model.partition(".")[0])]


def is_of_the_house(acting: Acting) -> bool:
    """Whether any remark may be for them: it never is for everybody."""
    return acting.is_one_of(MEMBERS, BUREAU) or bool(acting.keys_of("group"))


def rows_of(model: str) -> Any:
    """All things of that name."""
    return apps.get_model(model)._default_manager.all()


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, acting: Acting, about: Collection[str] | None = None) -> Self:
        """For an audience of which they are, of things that they see now: what is narrowed takes
        its remarks with it, and those of what is gone are seen by nobody.

        `about`: only remarks on things of these kinds, so that the query asks of no others.
        """
        of_things_seen = Q(pk__in=())
        for model in kinds_open() if about is None else about:
            things = rows_of(model).visible_to(acting).order_by()
            of_things_seen |= Q(Exists(things.filter(key=OuterRef("thing_key"))), thing_model=model)
        return self.filter(of_things_seen, audience__in=acting.capacities)

    def about(self, model: str, key: object) -> Self:
        return self.filter(thing_model=model, thing_key=key)

    def begun(self) -> Self:
        """The first of each thread, without those taken back that nobody answered."""
        answered = Comment.objects.filter(answers_to=OuterRef("pk"), withdrawn_at=None)
        return self.filter(Q(withdrawn_at=None) | Exists(answered), answers_to=None)

    def open(self) -> Self:
        return self.begun().filter(resolved_at=None, withdrawn_at=None)

    def with_names(self, acting: Acting) -> Self:
        """Each with its author, and `is_named`: whether this reader may see who they are."""
        named = ExpressionWrapper(
            Q(author__audience__in=list(acting.capacities)), output_field=BooleanField()
        )
        return self.select_related("author").annotate(is_named=named)


class Comment(Keyed):
    """A remark on a thing or on a place within it, or an answer to one, by somebody.

    It is for people of the house, never for everybody, and never changes the thing. What it says
    stands here alone, not in the revisions: taken back or erased, it is gone.
    """

    record_is_whole = False

    thing_model = models.CharField(max_length=60)
    thing_key = models.UUIDField()
    place = models.CharField(_("where in it"), max_length=320, blank=True)
    quotation = models.CharField(_("passage"), max_length=500, blank=True)
    text = models.TextField(_("remark"), blank=True)
    audience = models.CharField(_("visible to"), max_length=60, default=MEMBERS)
    author = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("whoever wrote it")
    )
    answers_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", editable=False
    )
    made_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    resolved_at = models.DateTimeField(_("settled at"), null=True, editable=False)
    resolved_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("whoever settled it"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        indexes = [models.Index(fields=["thing_key", "answers_to"], name="comment_by_its_thing")]
        constraints = [
            models.CheckConstraint(condition=~Q(audience=PUBLIC), name="comment_is_never_public"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) & ~Q(text="")
                | Q(withdrawn_at__isnull=False, text="", quotation=""),
                name="comment_says_something_or_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(answers_to=None) | Q(place="", quotation="", resolved_at=None),
                name="answer_stands_where_its_remark_does",
            ),
            models.CheckConstraint(
                condition=Q(answers_to=None) | ~Q(answers_to=F("id")),
                name="comment_answers_another",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_is_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        """Its first words, cut between two of them."""
        start = shorten(self.text, 60, placeholder="…")
        return start if len(start) > 1 else self.text[:60] or str(_("withdrawn by its author"))

    def get_absolute_url(self) -> str:
        return reverse("comments:comment", args=[self.root.key])

    @property
    def root(self) -> "Comment":
        return self.answers_to or self

    def as_record(self) -> dict[str, Any]:
        """What it says and who said it stand here alone, so that erasing has one place to go."""
        kept_here = {"place", "quotation", "text", "author", "resolved_by"}
        return {name: value for name, value in super().as_record().items() if name not in kept_here}


class Notice(Fitted):
    """That a remark concerns somebody, and when they were written to about it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="notices")
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="+", verbose_name=_("whom it concerns")
    )
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("remark that concerns somebody")
        indexes = [
            models.Index(fields=["person"], condition=Q(told_at=None), name="notice_not_told")
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="person_is_concerned_once")
        ]


class Refusal(Fitted):
    """Somebody who wants no mail about remarks."""

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="+", verbose_name=_("who wants no mail about remarks")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("no mail about remarks")
