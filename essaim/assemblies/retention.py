"""What becomes of each personal field of the room when somebody asks to be erased, and why."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Retention

_DECIDED = _("what was decided rests on it; the row names nobody any more")
_NAMES_HER = _("it names her")
_ALWAYS = _("the life of the network")

RETENTION = [
    Retention("assemblies.Attendance", "person", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.Attendance", "name", "erase", _NAMES_HER, _ALWAYS),
]
