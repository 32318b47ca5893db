"""Parts of a whole and small numbers, in words: "a third", "more than half", "two"."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PERCENT = 100

#: The parts that statutes name: the part, more than it, at least it.
_PARTS = {
    Fraction(1): (
        gettext_lazy("the whole"),
        gettext_lazy("more than the whole"),
        gettext_lazy("the whole"),
    ),
    Fraction(1, 2): (
        gettext_lazy("half"),
        gettext_lazy("more than half"),
        gettext_lazy("at least half"),
    ),
    Fraction(1, 3): (
        gettext_lazy("a third"),
        gettext_lazy("more than a third"),
        gettext_lazy("at least a third"),
    ),
    Fraction(2, 3): (
        gettext_lazy("two thirds"),
        gettext_lazy("more than two thirds"),
        gettext_lazy("at least two thirds"),
    ),
    Fraction(1, 4): (
        gettext_lazy("a quarter"),
        gettext_lazy("more than a quarter"),
        gettext_lazy("at least a quarter"),
    ),
    Fraction(3, 4): (
        gettext_lazy("three quarters"),
        gettext_lazy("more than three quarters"),
        gettext_lazy("at least three quarters"),
    ),
    Fraction(1, 5): (
        gettext_lazy("a fifth"),
        gettext_lazy("more than a fifth"),
        gettext_lazy("at least a fifth"),
    ),
    Fraction(1, 10): (
        gettext_lazy("a tenth"),
        gettext_lazy("more than a tenth"),
        gettext_lazy("at least a tenth"),
    ),
}
_NUMBERS = {
    1: gettext_lazy("one"),
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("four"),
    5: gettext_lazy("five"),
    6: gettext_lazy("six"),
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
    10: gettext_lazy("ten"),
}


def in_words(number: int) -> str:
    """ "two"; in figures beyond ten, and for none."""
    return str(_NUMBERS.get(number, number))


def share(numerator: int, denominator: int) -> str:
    """ "a third"; "60%" where it is in hundredths, "3/7" where no word is usual."""
    part = _PARTS.get(Fraction(numerator, denominator))
    return str(part[0]) if part else _figures(numerator, denominator)


def more_than(numerator: int, denominator: int) -> str:
    part = _PARTS.get(Fraction(numerator, denominator))
    figures = _("more than %(share)s") % {"share": _figures(numerator, denominator)}
    return str(part[1]) if part else figures


def at_least(numerator: int, denominator: int) -> str:
    part = _PARTS.get(Fraction(numerator, denominator))
    figures = _("at least %(share)s") % {"share": _figures(numerator, denominator)}
    return str(part[2]) if part else figures


def _figures(numerator: int, denominator: int) -> str:
    if denominator == PERCENT:
        return _("%(number)s%%") % {"number": numerator}
    return f"{numerator}/{denominator}"
