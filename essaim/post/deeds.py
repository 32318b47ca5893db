"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "hold_back_for": _("Mails to one person held back"),
    "hold_mails": _("All mails held"),
    "make_links": _("Making of links for mails"),
    "queue_messages": _("Mails written"),
    "release_mails": _("Held mails let go"),
    "resend_message": _("Mail sent again"),
    "revoke_links": _("Withdrawing of links in mails"),
    "use_link": _("Use of a link in a mail"),
    "withdraw_message": _("Mail held back"),
}
