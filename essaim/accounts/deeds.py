"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "close_account": _("Closing of the account"),
    "correct_address": _("Correction of the address of the account"),
    "correct_house_role": _("Correction of the days of a role"),
    "end_house_role": _("End of a role in the house"),
    "erase_account": _("Erasure of an account"),
    "give_house_role": _("Role given in the house"),
    "let_into_repairs": _("Access to the repairs changed for the account"),
    "make_account": _("Opening of the account"),
    "name_administrator": _("Naming of an administrator by the host"),
    "reopen_account": _("Reopening of the account"),
    "resume_house_role": _("End of a role taken back"),
}

#: Commands by the name under which they act; one that is gone is called as it was.
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
