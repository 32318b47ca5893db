"""Whether a sentence with a day tells something that was done: only then is it ticked by itself.

Cancelled, denied and planned things are not; nor are thanks, votes and addresses. In doubt a
sentence is proposed all the same, and a person ticks it.
"""

import re

_PAST = re.compile(
    r"\b(?:a|ont|avons|ai|est|sont|s['’]est|se sont|nous sommes|fut|furent|was|were"
    r"|has been|have been)\s"
    r"(?:\w{2,14}ment\s|été\s|pu\s|eu\s|aussi\s|également\s|ainsi\s|bien\s|enfin\s|been\s){0,2}"
    r"(?!pr[ée]vue?s?\b|envisag|programm[ée])\w+(?:é|ée|és|ées|i|ie|is|ies|it|its|u|ue|us|ues|ert|erte|erts|ed|ld|eld|lt)\b"
    r"|\ba eu lieu\b|\bont eu lieu\b|\b(?:held|took place)\b",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\b(?:annul[ée]e?s?|annulation|report[ée]e?s?|report|repouss[ée]e?s?|d[ée]programm[ée]e?s?"
    r"|abandonn[ée]e?s?|suspendue?s?|cancell?ed|cancellation|postponed|called off|put off)\b",
    re.IGNORECASE,
)
_HELD_AFTER_ALL = re.compile(
    r"\b(?:s['’]est (?:finalement )?tenue?|se sont (?:finalement )?tenue?s"
    r"|a (?:finalement )?eu lieu"
    r"|ont (?:finalement )?eu lieu|took place|was finally held)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:ne\s|n['’])[^.;:]{0,40}?\b(?:pas|plus|jamais|aucune?s?|gu[èe]re|rien|ni)\b"
    r"|\b(?:aucune?|nulle?|personne|rien)\b[^.;]{0,80}?\b(?:ne\s|n['’])"
    r"|\b(?:did|do|does|was|were|is|are|has|have|had|could|would|can)(?:\snot\b|n['’]t\b)"
    r"|\bno\s\w+(?:\s\w+){0,3}\s(?:was|were|took|has|have)\b|\bnever\b|\bfaute de\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?!op[ée]ra\b|cam[ée]ra\b|et cetera\b|extra\b|ultra\b|contra\b|intra\b|infra\b)"
    r"[^\W\d_]{1,14}(?:era|eront|ira|iront|dra|dront|tra|tront|vra|vront|ura|uront|rra|rront)\b"
    r"|\b(?:aura|auront|sera|seront|fera|feront|ira|iront|verra|verront)\b"
    r"|(?<!comme )\b(?:pr[ée]vue?s?|pr[ée]voit|pr[ée]voyons|pr[ée]voient|envisag\w+|[àa] venir"
    r"|[àa] faire"
    r"|projetons|nous voulons|nous aimerions|nous souhaitons|souhait\w+)\b"
    r"|\b(?:will|shall|plan(?:s|ned)? to|planned|going to|due to|upcoming|hope to|scheduled)\b",
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
    text = sentence[:1000]
    if _CALLED_OFF.search(text) and not _HELD_AFTER_ALL.search(text):
        return False
    if (
        _DENIED.search(text)
        or _THANKS.search(text)
        or _ADDRESS.search(text)
        or _CLOSING.search(text)
    ):
        return False
    if len(_VOTES.findall(text)) >= _COUNT_OF_VOTES:
        return False
    return bool(_PAST.search(text)) or not _PLANNED.search(text)
