"""What the journal calls each verb of the room: what was done, in the words of its readers."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "describe_file": _("Description of the file changed"),
    "discard_file": _("Removal of a file"),
    "keep_drawing": _("Drawing of the picture for texts"),
    "keep_text": _("Text of the file read for the search"),
    "store_file": _("Storing of the file"),
    "store_picture": _("Storing of the picture"),
}
