"""Names of organisations in a report: those that are given, and those that look like one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from essaim.kernel.text import fold, fold_words
from essaim.reprise.reading.results import Organisation

_TOKEN = re.compile(r"[^\W_]+")
_KINDS = (
    r"Association|Collectif|Comité|Conf[ée]d[ée]ration|Coop[ée]rative|F[ée]d[ée]ration"
    r"|Fondation|Mouvement|R[ée]seau|Union|Ligue|Conseil|Minist[èe]re|R[ée]gion|Ville"
    r"|M[ée]tropole|Chambre|Institut|Universit[ée]|Agence|Caisse|Centre|Maison|Laboratoire"
    r"|Labo|SCIC|SCOP|ONG|Secours|Syndicat|Groupement|Coordination|Observatoire|P[ôo]le"
    r"|Cr[ée]dit|Soci[ée]t[ée]|Mutuelle|Banque"
)
_CAPITAL = r"(?!(?:Les?|La|Un|Une|Des|Ce|Il|Elle)\b)[A-ZÀ-ÖØ-ÞŒ][\w’'\-]{1,40}"
_LINK = r"(?:\s(?:des?|du|de\sla|pour(?:\sl[ae])?)|\s(?:d|l|de\sl|pour\sl)['’])?"
_LINKED = rf"{_LINK}\s?(?:{_CAPITAL})"
_NAMED = re.compile(rf"(?<![\w’'])(?:{_KINDS})(?![\w’'])(?:{_LINKED}){{1,8}}")
_ACRONYM = re.compile(
    r"(?<![\w.'’/@-])(?:[A-ZÀ-ÖØ-Þ]{3,12}|[A-Z]{2,5}&[A-Z]{1,5})(?![\w'’@]|\.\w|-[a-z])"
    r"(?:\s(?:[A-ZÀ-Þ][a-zà-ÿ]{2,20}|[A-Z]{3,10}|\d{2})(?![\w]))?"
)
_SHOUTED = re.compile(
    r"(?<![\w.'’/@-])[A-ZÀ-Þ]{3,20}"
    r"(?:(?:\s(?:DES?|DU|ET|POUR|LA|LE)){0,2}\s[A-ZÀ-Þ'’-]{3,20}){1,7}(?![\w'’])"
)
_NOT_NAMES = frozenset(
    word
    for line in """
    ess odd mooc pdf ago age siret siren ape tva cdi cdd rtt ptce url http https www html
    csv etp pib rse rgpd iii vii viii xii xiii xiv xvi xix xxi covid gps usb faq sms tic doc
    docx odt xlsx mars mai bilan rapport annexe axe objectif evaluation moyens les des pour
    avec dans sur par une aux contact conclusion sommaire preambule introduction total annee
    type insee naf rna aap ami dla
    """.splitlines()
    for word in line.split()
)
_FEWEST = 3
_FOLDED_KIND = re.compile(
    r"(?:association|collectif|comite|confederation|cooperative|federation|fondation|mouvement"
    r"|reseau|union|ligue|conseil)\b"
)
Names = dict[str, list[tuple[list[str], str]]]
_folded = lru_cache(maxsize=50_000)(fold)


def find_organisations(
    lines: Sequence[tuple[int, str]], known: Sequence[str]
) -> list[Organisation]:
    """The organisations named in these numbered lines, each once, where it is first met."""
    names = index_names(known)
    organisations: dict[str, Organisation] = {}
    for line, text in lines:
        met = list(_known(text, names))
        covered = {word for name in met for word in fold_words(name)}
        for name in met:
            _note(organisations, name, line, is_known=True)
        for name in _likely(text):
            if not set(fold_words(name)) <= covered:
                _note(organisations, name, line, is_known=False)
    return list(organisations.values())


def known_in(text: str, names: Names) -> list[str]:
    """The given names that a text holds, each once."""
    return list(dict.fromkeys(_known(text, names)))


def index_names(known: Sequence[str]) -> Names:
    """Names by their first word, longest first, so that each text is read once."""
    tree: Names = {}
    for name in known:
        if words := fold_words(name):
            tree.setdefault(words[0], []).append((words, name))
    for same in tree.values():
        same.sort(key=lambda entry: -len(entry[0]))
    return tree


def _known(text: str, names: Names) -> Iterator[str]:
    """Whole words only; a name of at most three letters must be written in capitals."""
    if not names:
        return
    tokens = _TOKEN.findall(text)
    words = [_folded(token) for token in tokens]
    at = 0
    while at < len(words):
        step = 1
        for entry, name in names.get(words[at], ()):
            is_short = len(entry) == 1 and len(entry[0]) <= _FEWEST
            if words[at : at + len(entry)] == entry and (not is_short or tokens[at].isupper()):
                yield name
                step = len(entry)
                break
        at += step


def _likely(text: str) -> Iterator[str]:
    taken: list[tuple[int, int]] = []
    for match in _NAMED.finditer(text):
        taken.append(match.span())
        yield " ".join(match.group().split())
    for match in _SHOUTED.finditer(text):
        if len(match.group().split()) > 2:
            taken.append(match.span())
        if _FOLDED_KIND.match(fold(match.group())):
            yield " ".join(match.group().split())
    if _is_shouted(text):
        return
    covered = {place for start, end in taken for place in range(start, end)}
    for match in _ACRONYM.finditer(text):
        is_inside = match.start() in covered
        first, *rest = match.group().split()
        if not is_inside and (
            fold(first) not in _NOT_NAMES or (rest and fold(rest[0]) == "france")
        ):
            yield " ".join([first, *rest])


def _is_shouted(text: str) -> bool:
    """A line all in capitals is a title, not a string of acronyms."""
    words = [word for word in _TOKEN.findall(text[:300]) if not word.isdigit()]
    return len(words) > 2 and sum(word.isupper() for word in words) > len(words) * 0.6


def _note(organisations: dict[str, Organisation], name: str, line: int, *, is_known: bool) -> None:
    key = fold(name)
    if key in organisations:
        organisations[key].count += 1
    else:
        organisations[key] = Organisation(name, line, is_known=is_known)
