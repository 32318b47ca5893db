"""The words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a person may do in the house itself."""

    COORDINATION = "coordination", pgettext_lazy("vocabulary", "Coordination")
    BUREAU = "bureau", pgettext_lazy("vocabulary", "Bureau")
    ADMINISTRATOR = "administrator", pgettext_lazy("vocabulary", "Administrator")


class ActorKind(TextChoices):
    """How somebody or something came to act."""

    PERSON = "person", _("a person who signed in")
    LINK = "link", _("a mail link")
    COMMAND = "command", _("a command")
