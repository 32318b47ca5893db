"""Looking at the rows of the backbone for repairs. Nothing is changed here: actions change."""

from django.contrib import admin

from essaim.network.admin import LookOnly
from essaim.programme import models


@admin.register(models.Action)
class ActionLook(LookOnly):
    """By any word of it, whatever the accents, with where it came from."""

    list_display = ("title", "kind", "starts_on", "state", "audience", "origin", "key")
    list_filter = ("state", "kind", "origin", "audience")
    search_fields = ("folded",)
    date_hierarchy = "starts_on"


@admin.register(models.Programme, models.Agreement, models.Decision)
class PlanLook(LookOnly):
    """By title or text, with who may see it."""

    list_display = ("__str__", "audience", "key")


@admin.register(models.Axis, models.Objective)
class CodedLook(LookOnly):
    """By code, within a programme."""

    list_display = ("code", "title", "programme", "position", "key")
    list_filter = ("programme",)


@admin.register(models.ObjectiveYear)
class ObjectiveYearLook(LookOnly):
    """The judgements, and how many times their texts were saved."""

    list_display = ("objective", "year", "status", "key")
    list_filter = ("year", "status")
