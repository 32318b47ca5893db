"""What a network chose for its house."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.kernel.models import Keyed


class Room(Keyed):
    """A room that the network closed once: whether it is so now. One without a row is open."""

    name = models.CharField(_("room"), max_length=40, unique=True)
    is_closed = models.BooleanField(_("closed by the network"))

    class Meta:
        verbose_name = _("room of the house")
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"^[a-z][a-z_]*$"), name="room_is_named_as_its_addresses"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Step(Keyed):
    """A first step that somebody put aside once: whether it is so now."""

    code = models.CharField(_("step"), max_length=60, unique=True)
    is_skipped = models.BooleanField(_("put aside"))

    class Meta:
        verbose_name = _("first step")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z_]*\.[a-z][a-z_]*$"),
                name="step_is_named_by_its_room",
            )
        ]

    def __str__(self) -> str:
        return self.code
