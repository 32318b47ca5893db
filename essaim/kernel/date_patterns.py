"""How dates are written, in French and in English: the pattern of one expression and its parts."""

import re

#: Each month: its French and English names, then what is short for it beside a day or a year.
_MONTHS = (
    (r"janvier|january", r"janv?"),
    (r"f[ée]vrier|february", r"f[ée]vr?|feb"),
    (r"mars|march", r"mar"),
    (r"avril|april", r"avr|apr"),
    (r"mai|may", r""),
    (r"juin|june", r"jun"),
    (r"juillet|july", r"juil|jul"),
    (r"ao[uû]t|august", r"aug"),
    (r"septembre|september", r"sept?"),
    (r"octobre|october", r"oct"),
    (r"novembre|november", r"nov"),
    (r"d[ée]cembre|december", r"d[ée]c"),
)
_NAMES = "|".join(names for names, _short in _MONTHS)
_SHORT = "|".join(short for _names, short in _MONTHS if short)
_MONTH = (
    rf"{_NAMES}|(?:janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c)\."
    rf"|(?:(?<=\d\s)|(?<=\d(?:st|nd|rd|th)\s))(?:{_SHORT})\.?"
    rf"|(?:{_SHORT})\.?(?=\s(?:19|20)\d\d)"
)
_ENGLISH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
MONTH_STARTS = (
    ("jan", 1), ("f", 2), ("mar", 3), ("av", 4), ("ap", 4), ("ma", 5), ("juin", 6), ("jun", 6),
    ("ju", 7), ("ao", 8), ("au", 8), ("s", 9), ("o", 10), ("n", 11), ("d", 12),
)  # fmt: skip
#: Days of the week by how they begin, Monday first; "mar" is Tuesday in French.
WEEK = (
    ("lu", "mo"), ("mar", "tu"), ("me", "we"), ("je", "th"), ("v", "fr"), ("sam", "sat"),
    ("d", "sun"),
)  # fmt: skip
WEEKDAYS_NAMES = (
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\."
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\.?(?=\s\d)"
)
WEEKDAY = rf"(?:(?:{WEEKDAYS_NAMES}),?\s{{1,4}}(?:the\s)?)?"
_DAY = WEEKDAY + r"(?:1\s?er|[0-3]?\d(?:st|nd|rd|th)?)(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
RANGE = r"(?:jusqu['’](?:au|à)|au|à|to|until|-|–|—)"
_LIST = r"(?:,(?:\s{1,4}(?:et|puis|and))?|et|puis|and|&|/)"
_LINK = rf"\s{{0,4}}(?:{RANGE}|{_LIST})\s{{0,4}}(?:(?:l[ea]s?|du|au|the)\s{{1,4}})?"
_DAYS = rf"{_DAY}(?:{_LINK}{_DAY}){{0,15}}"
_QUARTER = (
    r"(?P<rank>1\s?er|premier|2\s?(?:nd|e|ème)|second|deuxième|3\s?(?:e|ème)|troisième"
    r"|4\s?(?:e|ème)|quatrième|dernier)"
)
ATOM = re.compile(
    rf"""(?<![\w./])(?:
      (?P<iso>{_YEAR}-[01]\d-[0-3]\d(?!\d))
    | (?:(?P<slash_days>[0-3]?\d)\s{{0,2}}(?:{RANGE}|et)\s{{0,2}})?
      (?P<slash>[0-3]?\d(?P<sep>[/.\-])[01]?\d(?P=sep){_YEAR})
    | (?P<brief>[0-3]?\d(?P<mark>[/.])[01]?\d(?P=mark)\d\d)(?![/.]?\d)
    | (?P<day_month>(?<=\ble\s)[0-3]?\d/[01]?\d)(?![\d/])
    | (?P<month_slash>(?:0?[1-9]|1[0-2])/{_YEAR})(?!/)
    | (?P<english>{_ENGLISH})\s{{1,3}}(?P<english_days>{_DAYS})(?!:)
      (?:,?\s{{1,3}}(?P<english_year>{_YEAR}))?
    | (?:(?P<days>{_DAYS})\s{{1,4}}(?:(?:de|of)\s{{1,4}})?)?
      (?P<month>{_MONTH})(?!\w)
      (?:\s{{1,6}}(?:de\s{{1,4}}|\(\s?)?(?P<year>{_YEAR})(?![-/]\d|\s?%|[.,]\d))?
    | {_QUARTER}\s{{1,4}}(?P<part>trimestre|semestre)
      (?:\s{{1,4}}(?:de\s{{1,4}}|d['’]\s?)?(?P<part_year>{_YEAR}))?
    | (?P<years>(?:19|20)\d\d)\s?[-–—/]\s?(?P<last_year>{_YEAR}|\d\d(?!\d|[-/.]\d))(?![-/]\d)
    | (?P<lone_year>{_YEAR})(?![-–/]\d|\s?%|[.,]\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
