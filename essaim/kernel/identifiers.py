"""SIREN, SIRET and RNA numbers: the house warns and keeps what was typed, it never refuses.

A number may be read off a letterhead with a digit missing: better kept, with a warning, than lost.
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from stdnum.fr import siren, siret

_SPACING = re.compile(r"[\s.\-\u2010-\u2015/]+")
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}")


class Checked(NamedTuple):
    """A number as the house keeps it, and the sentence to show beside it, or None."""

    value: str
    warning: str | None


def check_siren(typed: str) -> Checked:
    """Nine digits, the last of which is a Luhn check digit."""
    value, shown = _bare(typed), typed.strip()
    if not value:
        return Checked("", None)
    if not re.fullmatch(r"[0-9]{9}", value):
        return Checked(value, _("A SIREN number has nine digits: please check “%s”.") % shown)
    if not siren.is_valid(value):
        return Checked(value, _("The SIREN number “%s” has a wrong digit: check it.") % shown)
    return Checked(value, None)


def check_siret(typed: str) -> Checked:
    """A SIREN number and five digits, Luhn over all; those of La Poste's offices sum to 5 × n."""
    value, shown = _bare(typed), typed.strip()
    if not value:
        return Checked("", None)
    if not re.fullmatch(r"[0-9]{14}", value):
        return Checked(value, _("A SIRET number has fourteen digits: please check “%s”.") % shown)
    if not siret.is_valid(value):
        return Checked(value, _("The SIRET number “%s” has a wrong digit: check it.") % shown)
    return Checked(value, None)


def check_rna(typed: str) -> Checked:
    """W and nine figures (the third may be a letter); associations of Alsace-Moselle have none."""
    value = _bare(typed)
    if not value or _RNA.fullmatch(value):
        return Checked(value, None)
    sentence = _("An RNA number reads like W751234567: please check “%s”.") % typed.strip()
    return Checked(value, sentence)


def format_siren(value: str) -> str:
    """ "444165237" → "444 165 237"; anything else comes back as it is."""
    digits = _bare(value)
    if not re.fullmatch(r"[0-9]{9}", digits):
        return value
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def format_siret(value: str) -> str:
    """ "44416523700041" → "444 165 237 00041"; anything else comes back as it is."""
    digits = _bare(value)
    if not re.fullmatch(r"[0-9]{14}", digits):
        return value
    return f"{format_siren(digits[:9])} {digits[9:]}"


def _bare(typed: str) -> str:
    return _SPACING.sub("", typed).upper()
