"""Runs and their rows: what must not be lost of every import and every long task."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.exchange.enums import RowOutcome, RunState
from essaim.kernel.fitting import Fitted
from essaim.kernel.models import Keyed

#: What the worker does by itself, until it is done or fails.
AT_WORK = (RunState.PLANNING, RunState.APPLYING, RunState.UNDOING)


class RunQuerySet(models.QuerySet["Run"]):
    def at_work(self) -> Self:
        return self.filter(state__in=AT_WORK)


class Run(Keyed):
    """One import or long task. The run, not the background task, is the truth.

    Rows and cursor are committed together under the attempt's number, so that a worker killed in
    mid-batch loses and doubles nothing, and one that lost its turn can no longer write. `tries`
    counts the attempts since a person last put it to work.
    """

    target = models.CharField(_("what it fills"), max_length=60)
    name = models.CharField(_("source"), max_length=200)
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.PREVIEWED)
    options = models.JSONField(default=dict)
    guessed = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    actor_key = models.UUIDField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        constraints = [
            models.CheckConstraint(
                condition=Q(cursor__lte=models.F("total")), name="run_cursor_within_its_rows"
            )
        ]


class Source(Keyed):
    """Where files of one kind come from: how their columns are matched, from file to file.

    Its identifiers tell which thing is meant only where a person said so: most lists count from 1
    again in the next file.
    """

    target = models.CharField(_("what it fills"), max_length=60)
    name = models.CharField(_("name of the source"), max_length=80)
    header = models.JSONField(default=list)  # folded names of its columns, in their order
    mapping = models.JSONField(default=dict)  # column code → folded name in the file
    has_identifiers = models.BooleanField(_("its identifiers hold from file to file"))
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("source of imports")
        constraints = [
            models.UniqueConstraint(fields=["target", "name"], name="source_has_a_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Row(Fitted):
    """One line of a source: what it said, what became of it, and what stood there before.

    Until it is planned, its outcome is empty.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(_("line in the source"))
    source = models.JSONField(_("what the line says"))
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices)
    column = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    target_key = models.UUIDField(null=True)
    question = models.JSONField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    is_applied = models.BooleanField(default=False)
    undo_note = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="row_position_once_in_a_run"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="refused_row_says_why"
            ),
        ]
