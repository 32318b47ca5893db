"""Looking at the rows of the room for repairs. Nothing is changed here: actions change."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import URLField

from essaim.network import models


class LookOnly(admin.ModelAdmin[Any]):
    """Every column to read, none to write: a row changed here would have no line in the journal."""

    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(models.Organisation)
class OrganisationLook(LookOnly):
    """By name, with what it was merged into."""

    list_display = ("name", "short_name", "kind", "canonical", "key")
    list_filter = ("kind",)
    search_fields = ("folded", "siren")


@admin.register(models.Person)
class PersonLook(LookOnly):
    """By name, with whom they were merged into."""

    list_display = ("given_name", "family_name", "erased_at", "canonical", "key")
    search_fields = ("folded",)


@admin.register(models.Membership)
class MembershipLook(LookOnly):
    """By day of admission."""

    list_display = ("organisation", "person", "college", "admitted_on", "ended_on")
    list_select_related = ("organisation", "person", "college")


admin.site.register(
    [
        models.Affiliation,
        models.College,
        models.Dues,
        models.DuesCalendar,
        models.Group,
        models.GroupMember,
        models.NetworkRole,
        models.OrganisationLink,
        models.Payment,
        models.Representation,
        models.Succession,
        models.Theme,
    ],
    LookOnly,
)
