"""What the journal calls the house where it acts by itself: each command in words."""

from django.utils.translation import gettext_lazy as _

#: By the name under which a command acts; one that is gone is called as it was.
COMMANDS = {
    "administer": _("an administrator named on the server"),
    "demo": _("the demonstration"),
    "draw_pictures": _("pictures made ready"),
    "forget_files": _("removal of personal files"),
    "found": _("its opening"),
    "hold_mails": _("mails held back"),
    "read_files": _("files read for the search"),
    "remind_assemblies": _("reminders of assemblies and decisions"),
    "repairs": _("repairs opened or closed on the server"),
    "reprise": _("a past report taken up"),
    "sweep_comments": _("tidying of remarks"),
    "tell_people": _("mails about remarks"),
}
