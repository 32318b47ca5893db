"""What was done, in words: the verbs of all rooms as the journal and histories tell them.

A room calls each of its verbs once, beside its actions, in `deeds.py`: “Convening of the meeting”.
"""

from functools import cache

from django.utils.translation import gettext as _

from essaim.kernel.manifest import manifests, type_of_label
from essaim.kernel.text import holds, search_words


@cache
def _deeds() -> dict[str, type_of_label]:
    return {
        f"{manifest.room}.{name}": words
        for manifest in manifests()
        for name, words in manifest.deeds.items()
    }


def deed_in_words(verb: str, name: str = "") -> str:
    """“Convening of the meeting “Assembly of June””; a verb that is gone, as it was called."""
    deed = str(_deeds().get(verb, verb))
    return _("%(deed)s “%(name)s”") % {"deed": deed, "name": name} if name else deed


def verbs_saying(words: str) -> list[str]:
    """The verbs whose words hold all of these, in the language of whoever reads."""
    asked = search_words(words)
    return [verb for verb, deed in _deeds().items() if holds(str(deed), asked)]
