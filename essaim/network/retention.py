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
    Retention("network.Person", "given_name", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.Person", "family_name", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.Person", "folded", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.Person", "email", "erase", _REACHES_HER, _WHILE_KNOWN),
    Retention("network.Person", "phone", "erase", _REACHES_HER, _WHILE_KNOWN),
    Retention("network.Person", "died_on", "erase", _NAMES_HER, _WHILE_KNOWN),
    Retention("network.Person", "user", "erase", _("the account goes with her"), _WHILE_KNOWN),
    Retention("network.Affiliation", "person", "anonymise", _COUNTED, _ALWAYS),
    Retention("network.Affiliation", "title", "erase", _FREE_WORDS, _WHILE_KNOWN),
    Retention("network.NetworkRole", "person", "anonymise", _COUNTED, _ALWAYS),
    Retention("network.NetworkRole", "title", "erase", _FREE_WORDS, _WHILE_KNOWN),
    Retention("network.GroupMember", "person", "anonymise", _COUNTED, _ALWAYS),
    Retention("network.GroupMember", "title", "erase", _FREE_WORDS, _WHILE_KNOWN),
    Retention("network.Representation", "person", "anonymise", _DECIDED, _ALWAYS),
    Retention("network.Membership", "person", "anonymise", _ACCOUNTS, _TEN_YEARS),
    Retention("network.Organisation", "email", "keep", _OF_THE_ORGANISATION, _ALWAYS),
    Retention("network.Organisation", "phone", "keep", _OF_THE_ORGANISATION, _ALWAYS),
]
