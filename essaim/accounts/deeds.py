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
