"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "close_calendar": _("Closing of one's own calendar address"),
    "close_room": _("Closing of a room of the house"),
    "erase_person": _("Erasure of a person"),
    "open_calendar": _("Opening of one's own calendar address"),
    "open_room": _("Opening of a room of the house"),
    "resume_step": _("A first step, taken up again"),
    "skip_step": _("A first step, put aside"),
    "skip_steps": _("First steps, put aside"),
}
