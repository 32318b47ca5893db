"""The numbers that French writes in words, from two on: "un" and "une" are articles more often.

The small ones that English writes so are read as well.
"""

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "octante": 80,
    "nonante": 90, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
COLLECTIVES = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_INNER = {"un", "une", "zero"}
_NAMES = [*(word for word in _UNITS if word not in _INNER), "cent", "cents", "mille"]
_ANY = "|".join(sorted(_NAMES, key=len, reverse=True))
# A number in words; "un" only inside ("vingt et un"). Bounded, so that it stays linear.
NUMBER_WORDS = rf"(?:{_ANY})(?:(?:-|\s)(?:{_ANY})|(?:-|\s)et(?:-|\s)(?:une?|onze)|-une?){{0,7}}"


def value_of_words(words: str) -> int:
    """ "mille deux cent quatre-vingt-dix-sept" → 1297. The words are folded."""
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "mille":
            total, group = total + (group or 1) * 1000, 0
        elif word in {"cent", "cents"}:
            group = (
                (group // 100 * 100) + (group % 100 or 1) * 100
                if group % 100
                else (group or 1) * 100
            )
        elif word in {"vingt", "vingts"} and group % 100 == 4:
            group += 76
        else:
            group += _UNITS.get(word, 0)
    return total + group
