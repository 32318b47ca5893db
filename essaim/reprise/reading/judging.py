"""Whether a sentence with a day tells something that was done: only then is it ticked by itself.

Cancelled, denied and planned things are not; nor are thanks, votes and addresses. In doubt a
sentence is proposed all the same, and a person ticks it.
"""

import re
from collections.abc import Sequence

_PAST = re.compile(
    r"\b(?:a|ont|avons|ai|est|sont|s['’]est|se sont|nous sommes|fut|furent|was|were"
    r"|has been|have been)\s"
    r"(?:\w{2,14}ment\s|été\s|pu\s|eu\s|aussi\s|également\s|ainsi\s|bien\s|enfin\s|been\s){0,2}"
    r"(?!pr[ée]vue?s?\b|envisag|programm[ée]|fix[ée])\w+(?:é|ée|és|ées|i|ie|is|ies|it|its|u|ue|us|ues|ert|erte|erts|ed|ld|eld|lt)\b"
    r"|\ba eu lieu\b|\bont eu lieu\b|\b(?:held|took place)\b",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\b(?:annul[ée]e?s?|annulation|report[ée]e?s?|report|repouss[ée]e?s?|d[ée]programm[ée]e?s?"
    r"|abandonn[ée]e?s?|suspendue?s?|tomb[ée]e?s? à l['’]eau|d[ée]cal[ée]e?s?|supprim[ée]e?s?"
    r"|ajourn[ée]e?s?|non tenue?s?|sans suite"
    r"|(?:d[ée]plac[ée]e?|remise?)s? (?:à|au|en|pour) (?:l['’]|la )?"
    r"(?:\d|plus tard|printemps|automne|hiver|rentr[ée]e"
    r"|jan|f[ée]v|mars|avr|mai|jui|ao[uû]t|sept|oct|nov|d[ée]c)\w*"
    r"|cancell?ed|cancellation|postponed|called off|put off|fell through|scrapped)\b",
    re.IGNORECASE,
)
_HELD_AFTER_ALL = re.compile(
    r"\b(?:s['’]est (?:finalement )?(?:tenue?|d[ée]roul[ée]e?)"
    r"|se sont (?:finalement )?(?:tenue?|d[ée]roul[ée]e?)s"
    r"|a (?:finalement )?eu lieu"
    r"|ont (?:finalement )?eu lieu|took place|was finally held)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:ne\s|n['’])[^.;:]{0,40}?\b(?:pas|plus|jamais|aucune?s?|gu[èe]re|rien|ni)\b"
    r"|\b(?:aucune?|nulle?|personne|rien)\b[^.;]{0,80}?\b(?:ne\s|n['’])"
    r"|\b(?:did|do|does|was|were|is|are|has|have|had|could|would|can)(?:\snot\b|n['’]t\b)"
    r"|\bno\s\w+(?:\s\w+){0,3}\s(?:was|were|took|has|have)\b|\bnever\b|\bfaute de\b"
    r"|\bfail(?:ed|s)? to\b"
    r"|\bn['’](?:a|ont|est|sont|avons) (?:\w+ment )?pu\b",
    re.IGNORECASE,
)
#: Before the endings of a person: what makes a verb one of the future, and what only looks so.
_FUTURE = (
    r"(?!(?:(?:re|at|sou|é)?t|adm|dés|v|c|emp|(?:in|re|a|ex|con|tran)sp)ir(?:ons|ez|ai)\b)"
    r"[^\W\d_]{0,14}(?:er|ir|[inr]dr|(?:v|r[ée]s)oudr|[fv]audr|evr|[uv]ivr|[mb](?:e|a)ttr|a[iî]tr"
    r"|(?:v|env)err|[cp]ourr|\bs?aur|clur)"
)
_BEFORE_THE_VERB = r"\s?(?:(?:nous|vous|me|y|en|les?|la|leur|lui|ne|[ln]['’])\s?){0,3}\b"
_INFINITIVE = (
    r"\s(?:bien )?(?:s['’]|se |nous |vous |y |en |les? |la |l['’])?[^\W\d_]+(?:er|ir|re)\b"
)
#: The third persons of the past that end as those of the future do, and words of other tongues.
_NO_FUTURE = (
    r"op[ée]ra|cam[ée]ra|cetera|extra|ultra|contra|intra|infra|mantra|r?entra|concentra"
    r"|(?:d[ée])?montra|rencontra|(?:re|at|sou)?tira|admira|d[ée]sira|(?:in|re|a|ex)spira|d?[ée]?livra"
    r"|enregistra|administra|illustra|encadra|consid[ée]ra"
)
_NAMES = r"laura|(?:alex|cas)?sandra|samira|petra|v[ée]ra|elvira|indira|terra|sierra"
_PLANNED = re.compile(
    # Inside a sentence a word with a capital is a name: Laura, Terra Madre.
    rf"(?:\b(?-i:(?=[a-zà-ÿœ]))|^\W*(?!(?:{_NAMES})\b))(?!(?:{_NO_FUTURE})\b)"
    r"(?:[^\W\d_]{1,14}(?:era|ira|dra|tra|vra|ura|rra)"
    r"|[^\W\d_]{1,14}(?:er|ir|dr|tr|vr|ur|rr)ont|(?:au|i)ra|(?:au|i)ront)\b"
    r"|\b(?:[^\W\d_]{1,14}e|au)rai(?:t|ent)\b"
    rf"|\bnous{_BEFORE_THE_VERB}{_FUTURE}ons\b|\bvous{_BEFORE_THE_VERB}{_FUTURE}ez\b"
    rf"|\bj(?:e|['’]){_BEFORE_THE_VERB}{_FUTURE}ai\b"
    rf"|\b(?:vais|va|vont|allons|allez|compte|comptons|comptez|comptent|comptions|comptait"
    rf"|comptaient|doi[ts]|doivent|dev[oi]+ns|devr?ait|devr?aient|devrions|pourrait|pourraient"
    rf"|pourrions){_INFINITIVE}"
    r"|(?<!comme )\b(?:pr[ée]vue?s?|pr[ée]voit|pr[ée]voyons|pr[ée]voient|envisag\w+|[àa] venir"
    r"|[àa] faire|date limite|esp[ée]rons|(?:est|sont) (?:programm|fix)[ée]e?s?"
    r"|(?:programm|fix)[ée]e?s? (?:au|le|pour|en)"
    r"|projetons|nous voulons|nous aimerions|nous souhaitons|souhait\w+)\b"
    r"|\b(?:will|shall|plan(?:s|ned)? to|planned|going to|due to|upcoming|hopes? to|scheduled"
    r"|intends? to|aims? to|to be held)\b|\bwe['’]ll\b",
    re.IGNORECASE,
)
#: What announces a day, at the head of a sentence or after a full stop inside a cell.
_ANNOUNCED = re.compile(
    r"(?:^|[.;(–—]\s)[^\w(]*(?:(?:(?:les?|la|nos|notre) )?prochaine?s?\b|date limite\b"
    r"|(?:l['’])?[ée]ch[ée]ances?\b"
    r"|rendez-vous (?:est |vous )?(?:pris |donn[ée] )?(?:pour )?(?:le|du|au|à|en|:)"
    r"|[àa] vos agendas|r[ée]servez|retenez|next (?:meeting|session|event|date|edition)s?\b"
    r"|deadline\b|save the date)",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:merci|remerci\w+|thanks?|thank you|grateful)\b", re.IGNORECASE)
_VOTES = re.compile(
    r"\b(?:pour|contre|abstentions?|for|against)\s?:?\s\d{1,4}\b(?=\s*(?:$|[,;.)]|et\b|voix\b))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b\d{5}\s[A-ZÀ-Ý]|\b(?:siret|siren|rna|iban|t[ée]l)\b|@\w|\bcedex\b", re.IGNORECASE
)
_COUNT_OF_VOTES = 2
_CLOSING = re.compile(
    r"^\W*(?:fait|done) (?:à|at)\b|\b(?:exercice clos|adopt[ée]e? par l['’](?:ag|assembl[ée]e))\b",
    re.IGNORECASE,
)


def tells_what_was_done(sentence: str) -> bool:
    """Whether a sentence that has a day tells a deed, not a plan, a refusal, thanks or a vote."""
    text = _as_written(sentence)
    return not _is_of_another_kind(text) and _is_done(text)


def days_of_deeds(sentence: str, days: Sequence[tuple[int, int]]) -> list[bool]:
    """For each day of a sentence, by its start and end, whether what is told of it was done.

    Of several the verb before each tells: “prévu le 3 mars, a eu lieu le 17 mars” was on the 17th.
    """
    if _is_of_another_kind(_as_written(sentence)):
        return [False] * len(days)
    judged: dict[tuple[int, int], bool] = {}
    verdicts: list[bool] = []
    for at, (start, end) in enumerate(days):
        clause = _clause(sentence, start, end)
        if clause not in judged:
            judged[clause] = _is_done(_as_written(sentence[slice(*clause)]))
        since = max(clause[0], days[at - 1][1] if at else 0)
        further = at + 1 < len(days) and days[at + 1][0] < clause[1]
        last = _last_verb(_as_written(sentence[max(since, start - _NEAR) : start]))
        if last is None and at and since > clause[0] and not _verbs(sentence[end : end + _SHORT]):
            verdicts.append(verdicts[-1])
        elif last is None or (not last and not further and _tells_more(sentence[end : clause[1]])):
            verdicts.append(judged[clause])
        else:
            verdicts.append(last and judged[clause])
    return verdicts


_NEAR, _SHORT = 300, 40


def _as_written(text: str) -> str:
    """As far as it is judged; a line in capitals as it would stand in small letters."""
    text = text[:1000]
    return text.lower() if text.isupper() else text


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Where the words between two semicolons stand that hold a day, if they have a verb."""
    first = sentence.rfind(";", 0, start) + 1
    last = sentence.find(";", end)
    last = len(sentence) if last < 0 else last
    return (first, last) if _verbs(sentence[first:last][:1000]) else (0, len(sentence))


def _verbs(text: str) -> bool:
    return any(kind.search(text) for kind in (_PAST, _PLANNED, _CALLED_OFF, _DENIED))


def _tells_more(text: str) -> bool:
    """Whether a plan goes on after its day: “le stage prévu le 4 mai a réuni dix personnes”."""
    return bool(_PAST.search(text[:_NEAR]))


def _last_verb(text: str) -> bool | None:
    """Whether the last verb of these words tells a deed; None where there is none."""
    done = max((match.end() for match in _PAST.finditer(text)), default=-1)
    kinds = (_PLANNED, _CALLED_OFF)
    open_ = max((match.end() for kind in kinds for match in kind.finditer(text)), default=-1)
    return None if done == open_ == -1 else done > open_


def _is_of_another_kind(text: str) -> bool:
    """Thanks, votes, addresses, the foot of a letter."""
    others = (_THANKS, _ADDRESS, _CLOSING)
    return any(kind.search(text) for kind in others) or (
        len(_VOTES.findall(text)) >= _COUNT_OF_VOTES
    )


def _is_done(text: str) -> bool:
    if _CALLED_OFF.search(text) and not _HELD_AFTER_ALL.search(text):
        return False
    if _DENIED.search(text) or _ANNOUNCED.search(text):
        return False
    return bool(_PAST.search(text)) or not _PLANNED.search(text)
