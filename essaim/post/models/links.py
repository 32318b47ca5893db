"""Addresses in mails that do one act."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.accounts.models import Actor
from essaim.kernel.acting import ADMINISTRATOR, BUREAU, COMMAND, COORDINATION, MEMBERS
from essaim.kernel.models import Keyed


class LinkQuerySet(models.QuerySet["Link"]):
    def in_force(self, at: datetime) -> Self:
        """Those that still open something."""
        unused = Q(used_at=None) | Q(is_for_one_use=False)
        return self.filter(unused, revoked_at=None, expires_at__gt=at)


class Link(Keyed):
    """An address that lets whoever holds it do one act, without an account, until a moment.

    Who acts by it acts under the link's own actor, with the one capacity that it grants.
    """

    record_is_whole = False

    act = models.CharField(_("act"), max_length=80)
    about_key = models.UUIDField(db_index=True)
    person_key = models.UUIDField(_("person"), null=True, blank=True, db_index=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    grants = models.CharField(_("capacity"), max_length=80)
    is_for_one_use = models.BooleanField(_("for one use"), default=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, related_name="+", verbose_name=_("actor of the journal")
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for one act")
        verbose_name_plural = _("links for one act")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="link_lasts_a_while"
            ),
            models.CheckConstraint(
                condition=~Q(grants__in=[ADMINISTRATOR, BUREAU, COMMAND, COORDINATION, MEMBERS]),
                name="link_gives_no_role_of_the_house",
            ),
        ]

    def as_record(self) -> dict[str, Any]:
        """Neither whom it was made for, nor when it served, which changes with each use."""
        kept_here = {"person_key", "email", "actor", "used_at"}
        return {name: value for name, value in super().as_record().items() if name not in kept_here}
