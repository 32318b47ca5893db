"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "accept_mails": _("Mails about remarks accepted again"),
    "add_comment": _("Remark"),
    "answer_comment": _("Answer to a remark"),
    "edit_comment": _("Change of a remark"),
    "forget_comments": _("Removal of remarks on things that are gone"),
    "refuse_mails": _("Mails about remarks refused"),
    "reopen_comment": _("Reopening of a remark"),
    "resolve_comment": _("Settling of a remark"),
    "tell_person": _("Mail about remarks"),
    "withdraw_comment": _("Withdrawing of a remark"),
}
