"""Files that the house does not take: one sentence names the file, the reason and the way out."""

from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken


class Refused(RuleBroken):
    """A file that is not taken; nothing of it was kept."""


class UnreadableTable(Refused):
    """A file in which no table could be read."""


def is_empty(name: str) -> Refused:
    return Refused(_("“%(name)s” is empty: choose another file.") % {"name": name})


def is_too_large(name: str, limit: int) -> Refused:
    """`limit` is in bytes."""
    sentence = _("“%(name)s” is too large: the limit is %(limit)s MB. Make it lighter or split it.")
    return Refused(sentence % {"name": name, "limit": max(1, limit // 1_048_576)})


def is_damaged(name: str) -> Refused:
    sentence = _("“%(name)s” is cut short or damaged: save it again, then send it again.")
    return Refused(sentence % {"name": name})


def is_encrypted(name: str) -> Refused:
    sentence = _("“%(name)s” is protected by a password: save it without one, then send it again.")
    return Refused(sentence % {"name": name})


def is_a_bomb(name: str) -> Refused:
    sentence = _(
        "“%(name)s” would unpack to far more than a document holds: save it again from the program"
        " that made it."
    )
    return Refused(sentence % {"name": name})


def is_in_a_strange_encoding(name: str) -> Refused:
    sentence = _(
        "“%(name)s” is written in an encoding that no office program uses: open it, save it under"
        " another name, then send that."
    )
    return Refused(sentence % {"name": name})


def is_of_another_type(name: str, wanted: str) -> Refused:
    """`wanted`: the types that would do, in words."""
    sentence = _("“%(name)s” is not of an accepted type: send %(wanted)s.")
    return Refused(sentence % {"name": name, "wanted": wanted})


def has_a_far_cell(name: str, place: str) -> Refused:
    """`place`: the name of the cell, as the spreadsheet shows it."""
    sentence = _(
        "“%(name)s” has something in the cell %(cell)s, far from all the rest: empty that cell,"
        " save the file, then send it again."
    )
    return Refused(sentence % {"name": name, "cell": place})


def is_no_table(name: str) -> Refused:
    return is_of_another_type(name, _("a table in CSV, XLSX, ODS or XLS"))
