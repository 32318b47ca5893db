"""The box of a secret ballot, the sheet of those who voted, and the secret from which lots come."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.models.electors import Elector, Proxy
from essaim.assemblies.models.resolutions import Resolution
from essaim.kernel.fitting import Fitted


class SignOff(Fitted):
    """An elector voted in secret. Beside the box, never joined to it."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="sign_offs")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="sign_offs")
    proxy = models.ForeignKey(
        Proxy, models.PROTECT, null=True, blank=True, related_name="sign_offs"
    )
    receipt = models.CharField(_("receipt"), max_length=24, unique=True)

    class Meta:
        verbose_name = _("sign-off")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "elector"], name="signed_off_once")
        ]


class SecretBallot(Fitted):
    """A ballot in a box: no elector, no time, no order. The whole box is rewritten at each vote."""

    id = models.UUIDField(primary_key=True, editable=False)
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="box")
    marks: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    class Meta:
        verbose_name = _("secret ballot")


class SealedSecret(Fitted):
    """What the seed of lots is made of, beside what is said after: gone once the vote is closed.

    Its seal is published with the frozen rule. It stands in no revision, export or page.
    """

    resolution = models.OneToOneField(Resolution, models.CASCADE, related_name="sealed")
    secret = models.CharField(_("secret"), max_length=64)

    class Meta:
        verbose_name = _("sealed secret")
