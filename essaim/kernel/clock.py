"""Whose clock the hours of the house are on, in words. Networks have members overseas."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: The zones of the French Republic and of its neighbours who write French.
_CLOCKS = {
    "Europe/Paris": gettext_lazy("Paris time"),
    "Europe/Brussels": gettext_lazy("Brussels time"),
    "Europe/Luxembourg": gettext_lazy("Luxembourg time"),
    "Europe/Zurich": gettext_lazy("Swiss time"),
    "America/Guadeloupe": gettext_lazy("Guadeloupe time"),
    "America/Martinique": gettext_lazy("Martinique time"),
    "America/Cayenne": gettext_lazy("French Guiana time"),
    "America/Miquelon": gettext_lazy("Saint-Pierre and Miquelon time"),
    "America/Toronto": gettext_lazy("Quebec time"),
    "Indian/Reunion": gettext_lazy("Réunion time"),
    "Indian/Mayotte": gettext_lazy("Mayotte time"),
    "Pacific/Noumea": gettext_lazy("New Caledonia time"),
    "Pacific/Tahiti": gettext_lazy("Tahiti time"),
    "Pacific/Wallis": gettext_lazy("Wallis and Futuna time"),
    "UTC": gettext_lazy("universal time"),
}


def clock_words() -> str:
    """“Paris time”; a zone without a name of its own is told by its place in the IANA base."""
    zone = timezone.get_default_timezone_name()
    known = _CLOCKS.get(zone)
    if known is not None:
        return str(known)
    place = zone.rpartition("/")[2].replace("_", " ")
    return _("the time of %(place)s") % {"place": place}
