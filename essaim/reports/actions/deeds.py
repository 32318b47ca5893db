"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "edit_report": _("Change of the report"),
    "keep_section": _("Second version of a text of a report kept"),
    "make_funder_link": _("Link for a funder made"),
    "move_action": _("Action moved in a report"),
    "open_report": _("Opening of the report"),
    "publish_report": _("Publication of a report"),
    "revoke_funder_link": _("Link of a funder withdrawn"),
    "select_action": _("Action kept in a report, or left out"),
    "write_section": _("Text of a report written"),
}
