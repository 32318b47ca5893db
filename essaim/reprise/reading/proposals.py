"""Actions and figures read out of the blocks of a report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from essaim.kernel.dates import DateSpan, Precision, find_dates
from essaim.kernel.text import Span, fold, sentences
from essaim.reprise.reading.judging import days_of_deeds, tells_what_was_done
from essaim.reprise.reading.period import Period

TITLE_LENGTH = 120


_LETTERS = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 2
_ANY_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Deed:
    """Something told with its days, before it is given its objective and line."""

    title: str
    starts_on: date | None
    ends_on: date | None
    precision: Precision
    text: str
    offset: int
    is_dated: bool
    is_told: bool = True


Telling = tuple[Span, list[Deed]]
_URL = re.compile(r"\(?(?:https?://|www\.)[^\s)>\]]+[)>]?")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()]{0,500}\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_CLAUSE = re.compile(r"[:;,.–—]\s|\s\(")
_TAIL_END = re.compile(r"[:;,.–—(]\s?|\s(?:qui|que|pour|afin|avec|dont|où|et|puis|mais|par)\s")
_PLACE = re.compile(r"\s{0,2}(?:à|au|aux|en|dans|chez|lors|sur)\s", re.IGNORECASE)
_LAST_PLACE = re.compile(
    r"\s(?:à|au|aux|en|de|chez)\s[A-ZÀ-Ý][\w'’-]{1,30}(?:\s[A-ZÀ-Ý][\w'’-]{1,30}){0,3}$"
)
_LOOSE_END = re.compile(
    r"(?:[\s(:,;–—-]|\b(?:le|les|du|de|des|au|aux|en|à|et|entre|depuis|dès|partir|puis|la|mois|courant"
    r"|d['’]|un|une|in|on|the|and|between|from|by|since"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))$",
    re.IGNORECASE,
)
_LOOSE_START = re.compile(
    r"^(?:[\s),.;:–—-]|et\b|puis\b|ainsi que\b|(?:à\s)?\d{1,2}\s?h(?:\d\d)?\b)+", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:a|ont|avons|est|sont|s['’]est|se sont|fut|furent)\s"
    r"(?:\w{2,12}ment\s|été\s|pu\s|aussi\s|également\s|ainsi\s|bien\s){0,2}"
    r"\w+(?:é|ée|és|ées|i|ie|is|ies|it|its|u|ue|us|ues|ert|erte|erts)\b"
    r"|\b(?:organis|réalis|publi|anim|lanc|cré|sign|diffus|rédig|form|accompagn)ée?s?\b"
    r"|\btenue?s?\b",
    re.IGNORECASE,
)
_NOUN_OF_DEED = re.compile(
    r"(?:\w+(?:tion|tions|sion|sions|ment|ments|age|ages|ture|tures)|suivi|suivis|mise|mises"
    r"|tenue|envoi|envois|appui|abandon|lancement|rencontres?|ateliers?|journees?|colloques?|seminaires?|forums?|etudes?|travaux|accueil|visites?"
    r"|reunions?|conferences?|webinaires?|enquetes?|debats?|soutien|reponses?|recherches?|signature|edition"
    r"|co-\w+|etude-action|coorganisation|campagnes?|projets?)$"
)


def deeds_of_bullet(text: str, period: Period) -> list[Deed]:
    """A bullet tells one deed, and one more for each further day that it gives.

    Sentences without a day go with the day told before them, so that none is lost.
    """
    spans = _split(text)
    dated = [_told_days(text, span, period) for span in spans]
    deeds: list[Deed] = []
    for at, (span, days) in enumerate(zip(spans, dated, strict=True)):
        after = next((n for n in range(at + 1, len(spans)) if dated[n]), len(spans))
        whole = text[span.start : spans[after - 1].end].strip()
        deeds += [replace(deed, text=whole) for deed in _deeds(text, span, days, period)]
    if spans and not dated[0]:
        first = next((at for at, days in enumerate(dated) if days), len(spans))
        end = spans[first - 1].end
        deeds.insert(0, _undated(text[:end], clean_title(text[: spans[0].end]), text, period))
    return deeds


def deeds_of_prose(text: str, period: Period) -> list[Telling]:
    """The sentences of a text in order, each with the deeds that its days tell."""
    return [
        (span, _deeds(text, span, _told_days(text, span, period), period)) for span in _split(text)
    ]


def deeds_of_row(cells: Sequence[str], period: Period) -> list[Deed]:
    """A row of a table tells one deed for each day in a cell that says nothing else."""
    days = [day for cell in cells for day in _days_of_cell(cell, period)]
    words = [cell for cell in cells if not _days_of_cell(cell, period) and _LETTERS.search(cell)]
    if not days or not words:
        return []
    text = " – ".join(words)
    return [
        Deed(
            clean_title(text), day.starts_on, day.ends_on, day.precision, text, 0,
            is_dated=True, is_told=period.holds(day) and tells_what_was_done(text),
        )
        for day in days
    ]  # fmt: skip


def _days_of_cell(cell: str, period: Period) -> list[DateSpan]:
    days = period.days(cell[:200])
    return days if days and not _tells(cell, days, fewest=_FEW_WORDS) else []


def may_be_a_deed(text: str) -> bool:
    """Whether a text begins with the noun of a deed, or holds its verb in the past."""
    first = re.match(r"\W*((?:\w|-)+)", text[:200])
    is_noun = first and not first[1].isupper() and _NOUN_OF_DEED.match(fold(first[1]))
    return bool(is_noun or _DONE.search(text[:600]))


def clean_title(text: str) -> str:
    """One short line: no link, no emphasis, at most 120 characters, cut where a clause ends."""
    bare = _EMPHASIS.sub("", _URL.sub("", _LINK.sub(r"\1", text[:2000])))
    line = " ".join(bare.split()).strip(" .,;:–—-")
    line = line[:1].upper() + line[1:]
    return line if len(line) <= TITLE_LENGTH else _shortened(line, TITLE_LENGTH)


def _shortened(line: str, length: int) -> str:
    stops = [
        stop.start() for stop in _CLAUSE.finditer(line[: length + 1]) if stop.start() >= length // 3
    ]
    if stops:
        return line[: stops[-1]].rstrip(" ,;:–—(")
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–—(") + "…"


def _split(text: str) -> list[Span]:
    """Sentences; a date that stands alone after a full stop belongs to the one before."""
    spans: list[Span] = []
    for span in sentences(text):
        is_alone = len(_LETTERS.findall(text[span.start : span.end][:80])) <= _FEW_WORDS
        if spans and is_alone and find_dates(text[span.start : span.end][:80], year=_ANY_YEAR):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _told_days(text: str, span: Span, period: Period) -> list[DateSpan]:
    """The days that date a deed: no year alone, each range once."""
    days: dict[tuple[date, date], DateSpan] = {}
    for day in period.days(text[span.start : span.end]):
        is_year = day.precision is Precision.YEAR and day.starts_on.year == day.ends_on.year
        if not is_year:
            days.setdefault((day.starts_on, day.ends_on), day)
    precise = [day for day in days.values() if day.precision is not Precision.YEAR]
    return precise or list(days.values())


def _deeds(text: str, span: Span, days: Sequence[DateSpan], period: Period) -> list[Deed]:
    sentence = text[span.start : span.end]
    if days and not _tells(sentence, days):
        return []
    done = days_of_deeds(sentence, [(day.start, day.end) for day in days])
    return [
        Deed(
            title, day.starts_on, day.ends_on, day.precision, sentence, span.start + day.start,
            is_dated=True,
            is_told=was_done and period.holds(day) and day.precision is not Precision.YEAR,
        )
        for day, title, was_done in zip(days, _titles(sentence, days), done, strict=True)
    ]  # fmt: skip


def _tells(sentence: str, days: Sequence[DateSpan], *, fewest: int = 1) -> bool:
    """Whether there are words besides the dates: the day printed on a cover tells nothing."""
    if len(sentence) > TITLE_LENGTH:
        return True
    dated = {place for day in days for place in range(day.start, day.end)}
    rest = "".join(" " if place in dated else char for place, char in enumerate(sentence))
    return len(_LETTERS.findall(rest)) >= fewest


def _titles(sentence: str, days: Sequence[DateSpan]) -> Iterator[str]:
    """One title a day: what comes before the first, and what tells each apart."""
    if len(days) < 2:
        yield from [clean_title(sentence)] * len(days)
        return
    clauses = [_clause_of(sentence, day) for day in days]
    if len(set(clauses)) == len(days):
        yield from (clean_title(sentence[start:end]) for start, end in clauses)
        return
    head = _trimmed_end(sentence[: days[0].start][-600:])
    apart = list(_told_apart(sentence, days))
    if not apart[0] and any(apart) and (place := _LAST_PLACE.search(head)):
        head, apart[0] = _trimmed_end(head[: place.start()]), place.group().strip()
    head = _shortened(head, 80) if len(head) > 80 else head
    for day, words in zip(days, apart, strict=True):
        tail = words if 2 < len(words) <= 60 else sentence[day.start : day.end]
        yield clean_title(f"{head} – {tail}" if head else tail)


def _clause_of(sentence: str, day: DateSpan) -> tuple[int, int]:
    """Where the words between two semicolons stand that hold this day."""
    start = sentence.rfind(";", 0, day.start) + 1
    end = sentence.find(";", day.end)
    return start, len(sentence) if end < 0 else end


def _told_apart(sentence: str, days: Sequence[DateSpan]) -> Iterator[str]:
    """The words of each day: after it ("le 12 à Tours"), or before if nothing follows the last."""
    if _PLACE.match(sentence, days[-1].end):
        ends = [*(day.start for day in days[1:]), len(sentence)]
        for day, end in zip(days, ends, strict=True):
            after = _LOOSE_START.sub("", sentence[day.end : max(day.end, end)][:200])
            yield _trimmed_end(_TAIL_END.split(after, maxsplit=1)[0])
        return
    yield ""
    for last, day in pairwise(days):
        before = _LOOSE_START.sub("", sentence[last.end : max(last.end, day.start)][:200])
        yield _trimmed_end(_TAIL_END.split(before, maxsplit=1)[0])


def _trimmed_end(text: str) -> str:
    while text and (loose := _LOOSE_END.search(text)):
        text = text[: loose.start()]
    return text


def _undated(scope: str, title: str, text: str, period: Period) -> Deed:
    """A deed without a day happened in the month of its heading, else in the year of the report."""
    month = period.month_of_heading()
    if month is not None and may_be_a_deed(text):
        return Deed(
            title, month.starts_on, month.ends_on, month.precision, scope.strip(), 0,
            is_dated=True, is_told=period.holds(month) and tells_what_was_done(scope),
        )  # fmt: skip
    first, last = period.first, period.last
    return Deed(
        title or clean_title(text), first, last, Precision.YEAR, scope.strip(), 0, is_dated=False
    )
