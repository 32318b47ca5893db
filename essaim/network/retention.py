"""What becomes of each personal field of the room when somebody asks to be erased, and why."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Retention

_NAMES_HER = _("it names her")
_REACHES_HER = _("it reaches her")
_FREE_WORDS = _("free words that may name her")
_COUNTED = _("past years stay true; the row names nobody any more")
_DECIDED = _("what was decided rests on it; the row names nobody any more")
_ACCOUNTS = _("dues hang on it; the row names nobody any more")
_OF_THE_ORGANISATION = _("it belongs to the organisation, which changes it at any time")
_WHILE_KNOWN = _("as long as the network works with her")
_ALWAYS = _("the life of the network")
_TEN_YEARS = _("ten years, as the accounts that it justifies")

RETENTION = [
    Retention("network.person", "given_name", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.person", "family_name", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.person", "folded", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.person", "email", "erase", _REACHES_HER, _WHILE_KNOWN),
    Retention("network.person", "phone", "erase", _REACHES_HER, _WHILE_KNOWN),
    Retention("network.person", "user", "erase", _("the account goes with her"), _WHILE_KNOWN),
    Retention("network.affiliation", "person", "anonymise", _COUNTED, _ALWAYS),
    Retention("network.affiliation", "title", "erase", _FREE_WORDS, _WHILE_KNOWN),
    Retention("network.networkrole", "person", "anonymise", _COUNTED, _ALWAYS),
    Retention("network.networkrole", "title", "erase", _FREE_WORDS, _WHILE_KNOWN),
    Retention("network.groupmember", "person", "anonymise", _COUNTED, _ALWAYS),
    Retention("network.groupmember", "title", "erase", _FREE_WORDS, _WHILE_KNOWN),
    Retention("network.representation", "person", "anonymise", _DECIDED, _ALWAYS),
    Retention("network.membership", "person", "anonymise", _ACCOUNTS, _TEN_YEARS),
    Retention("network.organisation", "email", "keep", _OF_THE_ORGANISATION, _ALWAYS),
    Retention("network.organisation", "phone", "keep", _OF_THE_ORGANISATION, _ALWAYS),
]
