"""Several things in one cell: they are parted by semicolons, and a cell that parts them otherwise
is told so, since a comma may stand within a name.
"""

import re

from django.utils.translation import gettext as _

from essaim.programme.columns import SEPARATOR

#: What people write between several things; none of these parts a cell, names have them too.
_OTHER_MARKS = re.compile(r"\s*(?:[,/|+&\n]|\s(?:et|and)\s)\s*")


def parts_of(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def with_separator_named(sentence: str, part: str) -> str:
    """The sentence that refuses a part; where it may be several, how they are written too."""
    several = [word.strip() for word in _OTHER_MARKS.split(part) if word.strip()]
    if len(several) < 2:
        return sentence
    advice = _("If these are several, put a semicolon between them: %(example)s")
    return " ".join((sentence, advice % {"example": f" {SEPARATOR} ".join(several)}))
