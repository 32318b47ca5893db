"""What the network settles of its house."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.kernel.models import Keyed
from essaim.network.models.organisations import Organisation


class Settings(Keyed):
    """How its pages look and under which name its mails leave. Who it is stands on its card."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="settings", verbose_name=_("network")
    )
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    sender = models.CharField(_("name of the sender"), max_length=120, blank=True)
    answers_to = models.EmailField(_("answers go to"), blank=True)

    class Meta:
        verbose_name = _("settings of the network")
        constraints = [
            models.CheckConstraint(
                condition=Q(colour="") | Q(colour__regex=r"^#[0-9a-f]{6}$"),
                name="settings_colour_is_a_colour",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
