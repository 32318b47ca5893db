"""One line of a report: its marker, its number, its label, whether it is a heading.

Reports come as text, Markdown, or either made from a word processor: markers are doubled, bold
stands for headings, numbers are escaped. Each pattern here is bounded or tried once a line.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from essaim.kernel.text import fold


class Label(StrEnum):
    """The texts of an objective; every one should have the first two."""

    EVALUATION = "evaluation"
    MEANS = "means"
    DIFFICULTIES = "difficulties"
    NEXT_STEPS = "next_steps"
    RESULTS = "results"


class Numbering(StrEnum):
    """How a line that may be a heading is numbered."""

    AXIS_WORD = "axis word"
    OBJECTIVE_WORD = "objective word"
    ACTION_WORD = "action word"
    DOTTED = "dotted"
    LETTERED = "lettered"
    SINGLE = "single"
    ROMAN = "roman"
    LETTER = "letter"
    BARE = "bare"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Number:
    """The number at the head of a line, and the title after it."""

    numbering: Numbering
    parts: tuple[int, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line, cleaned. `level` is that of a Markdown heading, 0 elsewhere.

    `is_undone` is a box that nobody ticked.
    """

    number: int
    text: str
    indent: int = 0
    marker: str = ""
    level: int = 0
    is_bold: bool = False
    is_italic: bool = False
    is_undone: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.marker

    @property
    def is_capital(self) -> bool:
        """Whether it is written in capitals, as titles are where nothing else marks them."""
        text = self.text
        if not 3 < len(text) <= _LONGEST_TITLE or text.endswith((".", ",", ";", "|")):
            return False
        letters = [sign for sign in text if sign.isalpha()]
        return len(letters) > 3 and not any(sign.islower() for sign in letters)

    @property
    def cells(self) -> tuple[str, ...]:
        """Those of a row of a table, if it is one."""
        if not self.text.startswith("|") or self.text.count("|") < 2:
            return ()
        return tuple(cell.strip(" *_") for cell in self.text.strip("|").split("|"))


_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\x0c\x00"), None)
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t\x0b\u2028\u2029\x85"), " ")
_TAB_BEFORE_PAGE = re.compile(r"(?<!\t)\t{1,20}(?=\d{1,3}\s{0,20}$)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!'\"|>~<$@^])")
_HEADING = re.compile(r"(#{1,6}) *(?=\S)(?!#)")
_ATTRIBUTES = re.compile(r"\s*(?:\{[#.][^{}]{0,200}\}|#+)\s*$")
_MARKER = re.compile(
    r"(?:[-*+–—·] |[•●○◦▪▫■□◆◇→⇒➡➔➜➤►▶▸✓✔☑✅‣⁃§\uf0b7\uf0a7\uf0d8\uf0fc\uf0e0]\ufe0f? ?"
    r"|\[[ xX]\] |o (?=[^\W\d_]))"
)
_O_MARKER = re.compile(r"O (?=[A-ZÀ-Ý«“\"])")
_BOLD = re.compile(r"(\*\*|__)(?P<inner>(?:(?!\1).){1,400})\1\s*:?\s*$")
_ITALIC = re.compile(r"(?P<sign>[*_])(?![*_\s])(?P<inner>[^*_]{1,300})(?P=sign)\s*:?\s*$")
_UNDONE = re.compile(r"[-*+] \[ \] |\[ \] |☐\s?")
_LONGEST_TITLE = 120
_STARS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_LABEL = re.compile(
    r"[*_]?(?:(?P<evaluation>(?:auto-?\s?)?[ée]valuations?"
    r"(?: de l['’](?:objectif|action)| globale| qualitative)?"
    r"|bilan(?: critique| de l['’]objectif)?|appr[ée]ciations?|assessment)"
    r"|(?P<difficulties>difficult[ée]s?(?: rencontr[ée]es?)?|difficulties|freins et difficult[ée]s)"
    r"|(?P<next_steps>suites?(?: [àa] donner| pr[ée]vues?| envisag[ée]es?)?|et ensuite"
    r"|what comes next|next steps)"
    r"|(?P<results>r[ée]sultats?|results?)"
    r"|(?P<means>(?:(?:les )?(?:moyens|ressources)|means|resources)"
    r"(?: (?:humains?|humaines|mobilis[ée]e?s|engag[ée]e?s|financiers|financi[èe]res|mat[ée]riels"
    r"|mis en (?:œ|oe)uvre|d[ée]di[ée]e?s|allou[ée]e?s"
    r"|consacr[ée]e?s|et|,)){0,5}))"
    r"[*_]?\s?(?:(?P<sep>[=:]|[–—-](?=\s))\s?|$)",
    re.IGNORECASE,
)
MID_LABEL = re.compile(r"(?<=[\s,.;])(?=(?:Moyens|[EÉ]valuation)[^=:.\n]{0,30}=)")
_DOTTED = re.compile(
    r"(?P<parts>[1-9]\d?(?:\.[1-9]\d?){1,3})(?![\d,%])\s?(?:[.):]|[-–—/](?=\s))?\s?"
    r"(?P<title>[«“\"(\[]?\s?[^\W\d_a-zà-öø-ÿœ].*|\d.*|)$"
)
_LETTERED = re.compile(
    r"(?:(?P<letter>[A-H]|[IVX]{1,5})[.\- ]?(?P<rank>[1-9]\d?)"
    r"|(?P<group>[1-9]\d?)\s?[.\-]?\s?(?P<item>[a-hA-H]))"
    r"(?:\s?[.):]\s?|\s?[-–—/]\s|\s)\s?(?P<title>[«“\"(]?\s?[A-ZÀ-ÖØ-ÞŒ].{2,})$"
)
_SINGLE = re.compile(r"(?P<parts>[1-9]\d?)(?:\s?[.)/]|\s?[-–—:](?=\s))\s?(?P<title>(?!\d|\s).*)$")
_ROMAN = re.compile(r"(?P<parts>[IVX]{1,5})(?:\s?[.)]\s|\s?[-–—:/]\s)\s?(?P<title>\S.*)$")
_LETTER = re.compile(r"(?P<parts>[A-H])(?:[.)]\s|\s[-–—:/]\s)\s?(?P<title>\S.*)$")
_BARE = re.compile(r"(?P<parts>[1-9]) +(?P<title>[A-ZÀ-ÖØ-ÞŒ][^\d].{1,200}[^.;:,!?…])$")
_WORD = re.compile(
    r"(?:(?P<axis>axe|orientation|volet|priorit[ée]|chantier|partie|programme|enjeu|th[èe]me"
    r"|th[ée]matique|p[ôo]le|mission|d[ée]fi|ambition|levier|domaine|chapitre|goal|priority|strand"
    r"|theme|part|strategic aim)"
    r"|(?P<objective>(?:sous-)?objectif|objective)|(?:fiche )?action)"
    r"(?: (?:strat[ée]gique|op[ée]rationnel(?:le)?|prioritaire|sp[ée]cifique|g[ée]n[ée]ral))?"
    r" (?:n ?[°º] ?)?(?P<parts>\d{1,2}(?:[.-]\d{1,2})?|[IVX]{1,5}|[A-H])\b\.? ?"
    r"(?P<sep>[:).|]|[-–—](?= |$))? ?(?P<title>.*)$",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(
    r"(?:sous-)?objectif(?: (?:strat[ée]gique|op[ée]rationnel|sp[ée]cifique))?\s?:\s"
    r"(?P<title>\S.*)$"
    r"|objective\s?:\s(?P<english>\S.*)$",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[-=_*~.\s|+:]+$|\W?\s?(?:page\s)?\d{1,3}(?:\s?(?:/|sur)\s?\d{1,3})?\s?\W?$", re.IGNORECASE
)
_FOOTNOTE = re.compile(
    r"[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}\s?\S|\[\^?\d{1,3}\]:?\s?\S|\[\^[\w-]{1,20}\]:"
    r"|\d{1,2}\s(?:https?://|www\.|\S{1,80}\.(?:pdf|html?|docx?|odt|xlsx?)\b)"
)
_PAGE_TAIL = re.compile(
    r"(?:\s?\.{3,}\s?|\s?(?:\. ){3,}\.?|\s?…+\s?| {3,})(?P<page>\d{1,3}|[ivx]{1,5})$"
)
_ANCHOR = re.compile(r"\[(?P<title>[^\[\]]{1,300})\]\(#[^()]{0,200}\)(?:\s?\d{1,3})?$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def read_lines(text: str) -> list[Line]:
    """Every line of the text, cleaned: an editor's count, whatever the line ends."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [read_line(number, line) for number, line in enumerate(raw, 1)]


def read_line(number: int, raw: str) -> Line:
    """Take off what only lays the line out: marker, heading marks, bold, escapes."""
    spaced = _TAB_BEFORE_PAGE.sub("    ", raw.translate(_INVISIBLE)).translate(_SPACES)
    text = _ESCAPED.sub(r"\1", spaced.strip())
    indent = len(spaced) - len(spaced.lstrip())
    if heading := _HEADING.match(text):
        bare = _ATTRIBUTES.sub("", text[heading.end() :][:2000]) + text[heading.end() :][2000:]
        return Line(number, _STARS.sub("", bare).strip(), indent, level=len(heading[1]))
    text = text.lstrip("> ") if text.startswith(">") else text
    is_undone = bool(_UNDONE.match(text))
    marker, text = _take_marker(text)
    is_bold = len(text) < 500 and bool(_BOLD.match(text))
    italic = _ITALIC.match(text) if len(text) < 500 and not is_bold else None
    bare = italic["inner"] if italic else _STARS.sub("", text)
    return Line(
        number,
        bare.strip(),
        indent,
        marker,
        is_bold=is_bold,
        is_italic=bool(italic),
        is_undone=is_undone,
    )


def _take_marker(text: str) -> tuple[str, str]:
    marker = ""
    for _turn in range(4):
        mark = _MARKER.match(text) or (_O_MARKER.match(text) if marker else None)
        if not mark or _is_rule(text):
            break
        marker, text = marker + mark.group().strip(), text[mark.end() :].lstrip()
    if not marker and text in {"-", "•", "*", "●"}:
        return text, ""
    return marker, text


def _is_rule(text: str) -> bool:
    return text.startswith(("- - ", "* * "))


def is_layout(line: Line) -> bool:
    """Whether it is a rule, a page number, a table's border, an empty bullet."""
    return (
        not line.level and len(line.text) < 400 and (not line.text or bool(_RULE.match(line.text)))
    )


def read_label(text: str) -> tuple[Label, str] | None:
    """The label at the head of a text and what follows it; a label printed twice counts once."""
    match = _LABEL.match(text)
    if not match:
        return None
    label = next(label for label in Label if match[label])
    rest = text[match.end() :].lstrip("*: ")
    again = read_label(rest) if rest and match["sep"] else None
    return again if again and again[0] is label else (label, rest)


def read_number(line: Line) -> Number | None:
    """The number that may make the line a heading; None for prose that begins with one."""
    text = strip_page(line.text)
    if len(text) > 320:
        return None
    if word := _WORD.match(text):
        return _read_word(line, word)
    is_marked = line.level or line.is_bold or line.is_italic
    if is_marked and (aim := _UNNUMBERED.match(text)):
        return Number(Numbering.OBJECTIVE_WORD, (), (aim["title"] or aim["english"]).strip())
    return _read_digits(line, text)


def _read_digits(line: Line, text: str) -> Number | None:
    """ "1.1 …", "A.1 …", "1a) …", then "1. …", "II. …", "B. …"."""
    if dotted := _DOTTED.match(text):
        parts = tuple(int(part) for part in dotted["parts"].split("."))
        return Number(Numbering.DOTTED, parts, dotted["title"].strip())
    if lettered := _LETTERED.match(text):
        first, last = (lettered[name] for name in ("letter", "rank"))
        parts = (_value(first or lettered["group"]), _value(last or lettered["item"]))
        return Number(Numbering.LETTERED, parts, lettered["title"].strip())
    for numbering, pattern in _PATTERNS.items():
        if match := pattern.match(text):
            return Number(numbering, (_value(match["parts"]),), match["title"].strip())
    if bare := _BARE.match(text):
        numbering = Numbering.SINGLE if line.level or line.is_bold else Numbering.BARE
        return Number(numbering, (int(bare["parts"]),), bare["title"])
    return None


_PATTERNS = {Numbering.SINGLE: _SINGLE, Numbering.ROMAN: _ROMAN, Numbering.LETTER: _LETTER}


def _read_word(line: Line, match: re.Match[str]) -> Number | None:
    """ "Axe 1 : …", "Objectif 1.1 - …"; without a colon or a dash only if the line is a heading."""
    title = match["title"].strip()
    if not match["sep"] and title and not line.level and not line.is_bold:
        return None
    parts = tuple(_value(part) for part in re.split(r"[.-]", match["parts"]))
    if match["objective"] or (match["axis"] and len(parts) > 1):
        return Number(Numbering.OBJECTIVE_WORD, parts, title)
    return Number(Numbering.AXIS_WORD if match["axis"] else Numbering.ACTION_WORD, parts, title)


def _value(part: str) -> int:
    """ "4" → 4, "IV" → 4, "B" → 2."""
    if part.isdigit():
        return int(part)
    digits = [_ROMAN_DIGITS.get(letter, 0) for letter in part.upper()]
    if 0 in digits:
        return ord(part.upper()) - ord("A") + 1
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


_MONTH = re.compile(
    r"(?:mois (?:de |d['’])|en )?(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t"
    r"|septembre|octobre|novembre|d[ée]cembre|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?: (?:19|20)\d\d)?\s?:?$",
    re.IGNORECASE,
)


def is_month(text: str) -> bool:
    """Whether it is the heading of a month, from which what stands below has its dates."""
    return len(text) < 40 and bool(_MONTH.match(text))


def is_footnote(line: Line) -> bool:
    return not line.level and bool(_FOOTNOTE.match(line.text))


def has_page(text: str) -> bool:
    """Whether the line is of a table of contents: leaders and a page, or a link to a heading."""
    return bool(_PAGE_TAIL.search(text[-60:])) or bool(_ANCHOR.match(text[:600]))


def strip_page(text: str) -> str:
    """The line without its page number."""
    if anchor := _ANCHOR.match(text[:600]):
        return anchor["title"]
    tail = _PAGE_TAIL.search(text[-60:])
    return text[: len(text) - len(tail.group())].rstrip(" .…") if tail else text


_SECTIONS = {
    "contents": re.compile(
        r"(?:table des matieres|sommaire|plan du rapport|contents|table of contents)$"
    ),
    "preamble": re.compile(
        r"(?:preambule|introduction|avant-propos|edito(?:rial)?|le mot d\w+ .{1,40}"
        r"|contexte(?: general)?|foreword|preface|en bref|l'essentiel|chiffres cles|key figures"
        r"|welcome|summary|resume|synthese)$"
    ),
    "conclusion": re.compile(
        r"(?:(?:en )?conclusions?(?: (?:et|&) .{1,40}| generale)?|perspectives(?: .{1,30})?"
        r"|annexes?(?: .{1,30})?|remerciements|merci.{0,30}|mentions legales|glossaire|contacts?"
        r"|nous (?:ecrire|contacter|soutenir|rejoindre)|pour nous (?:ecrire|aider|contacter)"
        r"|(?:pour|en|et|et en) 20\d\d(?: et apres)?|la suite|et (?:demain|apres|maintenant) ?\??"
        r"|l'an(?:nee)? prochaine?|next (?:year|steps)|looking ahead|outlook|thanks?(?: you)?"
        r"|acknowledgements?|contact us|appendix.{0,30})[ !]*$"
    ),
}


def section_name(title: str) -> str | None:
    """ "contents", "preamble" or "conclusion" where the title is that of such a part."""
    if len(title) > 60:
        return None
    folded = fold(strip_page(title)).strip(" :.*_")
    return next((name for name, pattern in _SECTIONS.items() if pattern.match(folded)), None)
