"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "add_fields": _("Fields of the network's own added"),
    "add_question": _("Question added to a questionnaire"),
    "add_questionnaire": _("Adding of the questionnaire"),
    "change_answer": _("Answer to a questionnaire changed"),
    "close_questionnaire": _("Closing of the questionnaire"),
    "discard_changes": _("Changes of a questionnaire discarded"),
    "edit_question": _("Change of a question"),
    "edit_questionnaire": _("Change of the questionnaire"),
    "end_question": _("Question no longer asked"),
    "give_answer": _("Answer to a questionnaire"),
    "move_question": _("Question of a questionnaire moved"),
    "open_questionnaire": _("Opening of the questionnaire"),
    "publish_version": _("Version of a questionnaire put into use"),
    "record_fields": _("Fields of the network's own filled in"),
    "withdraw_answer": _("Answer to a questionnaire taken away"),
}
