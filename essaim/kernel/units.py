"""What a number counts: the noun phrase after it, normalised, if it is one."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INCLUSIVE = re.compile(
    r"(?:[.·•‧-]|\()(?:e|es|ne|nes|le|les|se|ses|ve|ves|trice|trices|rice|rices|ice|ices"
    r"|ère|ères|ière|ières|euse|euses|fe|fes|x)(?:\)s?|[.·•‧-]?s(?!\w))?(?![\w])",
    re.IGNORECASE,
)
_WORD = re.compile(rf"[^\W\d_]+(?:{_INCLUSIVE.pattern})?(?:-[^\W\d_]+)*", re.IGNORECASE)
_GAP = re.compile(r"[ \t\n\u00a0\u2007\u2009\u202f]{1,3}")
_SYMBOL = re.compile(
    r"[ \u00a0\u2009\u202f]{0,2}(?P<symbol>%|€|k€|M€|pour cent\b|pourcents?\b|euros?\b|km\b"
    r"|km²|m²|ETP\b|kg\b|[kMG]Wh\b|t\b(?!['’])|ha\b)",
)
_SYMBOLS = {"pour cent": "%", "pourcent": "%", "pourcents": "%", "euro": "€", "euros": "€"}
_OF = re.compile(r"[ \n\u00a0\u202f]{1,2}(?:de[ \n\u00a0\u202f]|d['’]\s?)")
_PER = re.compile(
    r"[ \u00a0]par[ \u00a0](?:mois|an|jour|semaine|trimestre|personne|habitant|semestre|heure)s?\b"
)
_BEFORE_NOUN = _words(
    """
    nouveaux nouvelles nouvel nouveau nouvelle autres autre grands grandes grande grand
    petits petites petit petite différents différentes principaux principales jeunes jeune
    anciens anciennes vrais bons bonnes belles beaux multiples importants importantes
    """
)
_PASSED_OVER = _words(
    """
    premiers premières derniers dernières prochains prochaines
    """
)
_NO_NOUN = _words(
    """
    les des ses nos vos mes ces leurs plus dans sous sans vers très puis mais pas plusieurs
    chez dès depuis après tous toutes ainsi alors hors près lors pendant avec autres ans
    mars moins sont avons avez ont nous vous ils elles sauf jamais toujours parfois quelques
    certains certaines divers diverses lequel lesquels lesquelles desquels auxquels dont
    jadis soit suis est et ou à a au aux en du de le la l un une sur par pour qui que où ne
    se ce il elle on y janvier février avril mai juin juillet août septembre octobre
    novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche rue avenue
    boulevard place allée impasse chemin route quai bis ter cedex er ère ème eme nd e h
    millions milliards mille n'est c'est comme étant ayant suivants suivantes entre environ
    selon afin avant lorsque chaque cette cet notre votre
    fois tiers quarts the of in and to for with from by was were has this its these those as
    than years
    """
)
_PLURAL = re.compile(r"[sxz]$|ETP$|^(?:people|children|women|men)$|^(?![IVX]+$)[A-ZÀ-Ý]{2,6}$")
_ADJECTIVE = re.compile(
    r"(?:al|ale|aux|ales|ique|iques|if|ifs|ive|ives|el|elle|els|elles|aire|aires|euse|euses"
    r"|ain|aine|ains|aines|eurs?|bles?|iennes?|iens?)$"
)
_PRONOUNS = _words(
    """
    auxquelles auxquels lesquelles laquelle celle celles elle elles quelle quelles ceux
    """
)


def read_unit(text: str, start: int, *, is_one: bool) -> tuple[str, int] | None:
    """The unit that begins at `start`, just after a number, and where it ends, if there is one.

    A noun must be plural, save after 1 or less (`is_one`), acronyms apart: it is what tells
    "12 ateliers" from "12 rue".
    """
    if symbol := _SYMBOL.match(text, start):
        name = symbol["symbol"]
        return _SYMBOLS.get(name, name), symbol.end()
    of = _OF.match(text, start)
    words, end = _noun(text, of.end() if of else _after_gap(text, start), is_one=is_one)
    if not words:
        return None
    words, end = _with_complement(text, words, end)
    if words[0] in _SYMBOLS:
        return _SYMBOLS[words[0]], end
    if per := _PER.match(text, end):
        words, end = [*words, *per.group().split()], per.end()
    return " ".join(words), end


def plain_form(word: str) -> str:
    """ "abonné.e.s" → "abonnés", "acteur·ices" → "acteurs"; acronyms keep their capitals."""
    plain = _INCLUSIVE.sub(_plain_ending, word)
    return plain if plain.isupper() else plain.lower()


def _plain_ending(form: re.Match[str]) -> str:
    return "s" if form.group().rstrip(")").endswith(("s", "x")) else ""


def _after_gap(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return gap.end() if gap and gap.group().count("\n") < 2 else -1


def _noun(text: str, start: int, *, is_one: bool) -> tuple[list[str], int]:
    words: list[str] = []
    end = start
    while start >= 0 and len(words) < 3 and (match := _WORD.match(text, start)):
        word, lowered = plain_form(match.group()), match.group().lower()
        if lowered in _PASSED_OVER or lowered in _BEFORE_NOUN:
            words += [word] if lowered in _BEFORE_NOUN else []
            start = _after_gap(text, match.end())
            continue
        if lowered in _NO_NOUN or lowered in _PRONOUNS or len(lowered) < 2:
            return [], end
        is_unit = bool(_PLURAL.search(word)) or is_one
        return ([*words, word], match.end()) if is_unit else ([], end)
    return [], end


def _with_complement(text: str, words: list[str], end: int) -> tuple[list[str], int]:
    """Add one adjective ("assemblée générale") and one noun after "de" ("groupes de travail")."""
    gap = _after_gap(text, end)
    following = _WORD.match(text, gap) if gap >= 0 else None
    if following and _is_adjective(following.group()):
        words, end = [*words, plain_form(following.group())], following.end()
    of = _OF.match(text, end)
    noun = _WORD.match(text, of.end()) if of else None
    if of and noun and _is_complement(noun.group()):
        link = "d'" if "'" in of.group() or "’" in of.group() else "de "
        words, end = [*words, link + noun.group()], noun.end()
    return words, end


def _is_adjective(word: str) -> bool:
    is_other = word in _NO_NOUN or word in _PRONOUNS
    return word.islower() and not is_other and bool(_ADJECTIVE.search(word))


def _is_complement(word: str) -> bool:
    """A singular noun: "lettres d'information", not "personnes de structures variées"."""
    is_singular = not word.endswith("s") or word == "temps"
    return word.islower() and is_singular and word not in _NO_NOUN
