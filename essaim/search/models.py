"""What can be found: one row a thing, and how far the journal was followed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting


class IndexEntryQuerySet(models.QuerySet["IndexEntry"]):
    def visible_to(self, acting: Acting) -> Self:
        """By the audience of the thing, or by the one group that sees it besides."""
        words = list(acting.capacities)
        return self.filter(models.Q(audience__in=words) | models.Q(also_seen_by__in=words))


class IndexEntry(models.Model):
    """A thing that can be found, in words: derived from its row, written anew whenever that moves.

    The database indexes `title_stems`, `names` and `body_stems` by itself (see `engine`).
    """

    # What is filtered and sorted by comes first: the rest may lie on other pages of the database.
    target = models.UUIDField(unique=True)
    kind = models.CharField(max_length=60, db_index=True)
    audience = models.CharField(max_length=60)
    also_seen_by = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True)
    precision = models.CharField(max_length=5, default="day")
    year = models.PositiveSmallIntegerField(null=True)
    names = models.TextField()
    title = models.CharField(_("title"), max_length=400)
    url = models.CharField(max_length=300)
    title_stems = models.TextField()
    excerpt_source = models.TextField(blank=True)
    body_stems = models.TextField(blank=True)

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the search index")

    def __str__(self) -> str:
        return self.title


class NameGram(models.Model):
    """Three signs in a row of a word of names, so that a misspelt one is found.

    Words that no name holds any more are taken away with the last of them.
    """

    gram = models.CharField(max_length=3)
    word = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "word"], name="gram_of_word_once")]


class Position(models.Model):
    """The one row that says up to which line of the journal the index stands.

    `gaps`: numbers below that were not there yet, with the time at which they were missed: on
    PostgreSQL a line of a longer act appears after a line with a higher number.
    """

    last = models.BigIntegerField(default=0)
    gaps: models.JSONField[dict[str, float], dict[str, float]] = models.JSONField(default=dict)
