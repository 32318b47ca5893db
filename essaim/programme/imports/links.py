"""The addresses in a cell of evidence."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from essaim.exchange.engine import Misread
from essaim.kernel.lengths import length_of
from essaim.kernel.weblinks import check_web_address
from essaim.programme.models import Evidence

#: A comma that ends an address, or stands before another one; within an address it is its own.
_COMMA = re.compile(r",$|[,|]\s*https?://")
#: A semicolon within an address parts nothing; one before a space, a line or an address does.
_BETWEEN_LINKS = re.compile(r";\s*(?=https?://)|;\s+|\s+|;$")


def read_links(values: Mapping[str, str]) -> list[str]:
    """The addresses of the cell, each once. Raises Misread where one is no address."""
    most = length_of(Evidence, "url")
    links = [link.strip() for link in _BETWEEN_LINKS.split(values.get("evidence", ""))]
    for link in filter(None, links):
        if _COMMA.search(link):
            sentence = _("Put a semicolon between two addresses, and no comma after one.")
            raise Misread("evidence", link, sentence)
        try:
            check_web_address(link)
        except ValidationError as fault:
            raise Misread("evidence", link, " ".join(fault.messages)) from fault
        if len(link) > most:
            sentence = _("This address is over %(length)d characters.")
            raise Misread("evidence", link, sentence % {"length": most})
    return list(dict.fromkeys(filter(None, links)))
