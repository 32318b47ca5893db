"""Who is convened and who came, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """What an elector answers to the convocation."""

    NONE = "none", _("no answer yet")
    COMING = "coming", _("is coming")
    REMOTE = "remote", _("takes part by video")
    EXCUSED = "excused", _("excused")
    PROXY = "proxy", _("gives a proxy")


class Right(TextChoices):
    """Why an elector may vote at a meeting, or may not."""

    HELD = "held", _("has the right to vote")
    DUES = "dues", _("dues not paid at the cut-off")
    NOT_ADMITTED = "not_admitted", _("admitted too recently")
    ENDED = "ended", _("is not a member on that day")
    NO_VOICE = "no_voice", _("nobody represents it on that day")
    MERGED = "merged", _("is counted under another name")


#: Whoever has one of these is on the roll and not convened any more: nobody counts them.
OFF_THE_ROLL = frozenset({Right.ENDED, Right.MERGED})


class PresentAs(TextChoices):
    """In which capacity somebody is at a meeting."""

    VOTER = "voter", _("elector")
    OBSERVER = "observer", _("observer")
    STAFF = "staff", _("staff")
    GUEST = "guest", _("guest")


class PresentBy(TextChoices):
    """How somebody is at a meeting."""

    ONSITE = "onsite", _("on site")
    REMOTE = "remote", _("by video")
