"""What results say, in French and in English, and how they write their numbers.

Pure: the language is given, and any but English reads as French. A sentence is found by its name
in the table of its method; the spaces that French sets before its punctuation do not break. A word
follows its number as `{papers} {papers:ballot|ballots}`.
"""

from decimal import Decimal
from fractions import Fraction

from essaim.tally.sentences import SENTENCES

_NARROW = "\u202f"
_FRENCH_SPACES = (
    (" :", "\u00a0:"),
    (" ;", "\u202f;"),
    (" ?", "\u202f?"),
    ("« ", "«\u00a0"),
    (" »", "\u00a0»"),
)


class Shown(str):
    """A number as it is written; formatted as `ballot|ballots` it is the word that goes with it.

    French is singular below two, English at one alone.
    """

    is_singular: bool

    def __new__(cls, written: str, value: int | Decimal, language: str) -> "Shown":
        shown = super().__new__(cls, written)
        shown.is_singular = value == 1 if language.startswith("en") else -2 < value < 2
        return shown

    def __format__(self, words: str) -> str:
        singular, mark, plural = words.partition("|")
        if not mark:
            return super().__format__(words)
        return singular if self.is_singular else plural


def say(language: str, key: str, **values: object) -> str:
    """The sentence of that name with its values."""
    english, french = SENTENCES[key]
    shown = {
        name: Shown(str(value), value, language) if isinstance(value, int) else value
        for name, value in values.items()
    }
    if language.startswith("en"):
        return english.format(**shown)
    for plain, unbroken in _FRENCH_SPACES:
        french = french.replace(plain, unbroken)
    return french.format(**shown)


def number(value: int | Fraction | Decimal, language: str) -> Shown:
    """52 464 or 12,34 in French, 52,464 or 12.34 in English.

    A fraction is shown with two decimals, a decimal with those that it has; whole numbers bare.
    """
    exact = rounded(value) if isinstance(value, Fraction) else value
    plain = f"{int(exact):,}" if exact == int(exact) else f"{exact:,}"
    if not language.startswith("en"):
        plain = plain.replace(",", _NARROW).replace(".", ",")
    return Shown(plain, exact, language)


def percent(share: Fraction, language: str) -> str:
    """A part of one as a percentage with two decimals: 53,33 % in French, 53.33% in English."""
    plain = str(rounded(share * 100))
    return f"{plain}%" if language.startswith("en") else f"{plain.replace('.', ',')}{_NARROW}%"


def rounded(value: Fraction, decimals: int = 2) -> Decimal:
    """Half away from zero. For showing only: what is compared is exact."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(-units if value < 0 else units)).scaleb(-decimals)
