"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "answer_questions": _("Answers to the questions of an import"),
    "apply_run": _("Applying of an import"),
    "discard_run": _("Preview of an import discarded"),
    "map_columns": _("Columns of an import matched"),
    "preview_import": _("Preview of an import"),
    "read_again": _("File of an import read again"),
    "resume_run": _("Import taken up again"),
    "undo_run": _("Import taken back"),
}
