"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "apply_past_report": _("Past report taken over"),
    "discard_past_report": _("Past report forgotten"),
    "open_past_report": _("Past report opened for review"),
    "review_past_report": _("Past report reviewed"),
}
