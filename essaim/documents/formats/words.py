"""The words that the formats add to a document, in the document's language, not the reader's.

They are read from the room's own catalogue: a document reads the same whoever renders it, wherever
the language of the moment stands, and a process that only prints needs no settings.
"""

import gettext
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from essaim.kernel.datewords import date_words

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"


@dataclass(frozen=True)
class Words:
    """Every word of the frame of a report. The names of five are those of `ProseKind`."""

    contents: str
    skip: str
    evaluation: str
    results: str
    means: str
    difficulties: str
    next: str
    highlight: str
    chart_table: str
    chart_axis: str
    source: str
    annex: str
    annex_intro: str
    period: str
    definition: str
    formula: str
    qualifier: str
    records: str
    page: str
    page_of: str
    annex_short: str
    evidence: str


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of the room in a language; English, as in the code, if there is none."""
    names = [language.replace("-", "_")]
    return gettext.translation("django", CATALOGUES, languages=names, fallback=True)


def words_in(language: str) -> Words:
    """The words, in a language of the house."""
    _ = catalogue(language).gettext
    return Words(
        contents=_("Contents"),
        skip=_("Skip to the report"),
        evaluation=_("Evaluation"),
        results=_("Results"),
        means=_("Means"),
        difficulties=_("Difficulties"),
        next=_("What comes next"),
        highlight=_("Highlight"),
        chart_table=_("The figures of this chart"),
        chart_axis=_("Line"),
        source=_("Source"),
        annex=_("Where the figures come from"),
        annex_intro=_("Each figure of this report, what it counts and the records behind it."),
        period=_("Period"),
        definition=_("Definition"),
        formula=_("Calculation"),
        qualifier=_("Precision"),
        records=_("Records"),
        page=_("Page of this figure"),
        page_of=_("Page {page} of {total}"),
        annex_short=_(
            "What each figure counts. The records behind it stand in the web version and in the "
            "data of the report."
        ),
        evidence=_("Evidence"),
    )


def published_words(day: date, language: str) -> str:
    """ "Published on 12 March 2025", in the language."""
    _ = catalogue(language).gettext
    return _("Published on {day}").format(day=date_words(day, language=language))


def records_words(count: int, language: str) -> str:
    """ "75 records", in the language."""
    ngettext = catalogue(language).ngettext
    return ngettext("{count} record", "{count} records", count).format(count=count)


def more_words(count: int, language: str) -> str:
    """How many actions stand in the whole document alone."""
    ngettext = catalogue(language).ngettext
    return ngettext(
        "and {count} other, in the web version", "and {count} others, in the web version", count
    ).format(count=count)


def withheld_words(count: int, why: str, language: str) -> str:
    """How many records the reader may not see, and why."""
    ngettext = catalogue(language).ngettext
    sentence = ngettext("{count} record withheld", "{count} records withheld", count)
    return sentence.format(count=count) + (f" ({why})" if why else "")
