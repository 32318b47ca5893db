"""Columns of tables that leave the house and come back, named in both languages.

Labels stand beside their codes and outside of the catalogues, since a file keeps the language in
which it was written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaim.kernel.text import fold_words


@dataclass(frozen=True)
class Column:
    """A column: its code, its label in both languages, and other names it is met under."""

    code: str
    fr: str
    en: str
    synonyms: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        return self.en if language.startswith("en") else self.fr

    @property
    def names(self) -> frozenset[str]:
        """All that a header may say for this column, folded."""
        known = (self.code.replace("_", " "), self.fr, self.en, *self.synonyms)
        return frozenset(folded(name) for name in known)


def folded(header: str) -> str:
    """A header reduced to its words: `Date de début *` and `date_de_debut` are the same."""
    return " ".join(fold_words(header.replace("_", " ")))


def guess(headers: Iterable[str], columns: Sequence[Column]) -> dict[int, str]:
    """Which column each header stands for: {its place, from 0: code}; unknown ones are left out.

    The first header that names a column takes it. Exact labels win over synonyms, so that a file
    with both “Type” and “Nature” gives its kind from the second.
    """
    words = [folded(header) for header in headers]
    codes: dict[int, str] = {}
    for column in columns:
        own = {folded(column.code), folded(column.fr), folded(column.en)}
        for accepted in (own, column.names):
            place = next(
                (n for n, word in enumerate(words) if word in accepted and n not in codes), None
            )
            if place is not None:
                codes[place] = column.code
                break
    return dict(sorted(codes.items()))
