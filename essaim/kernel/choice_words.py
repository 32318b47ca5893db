"""What cells of a file may say for a choice: its code, or what it is called in either language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import override

from essaim.kernel.text import fold


def words_of(choices: type[TextChoices]) -> Mapping[str, str]:
    return by_words((code, (label,)) for code, label in choices.choices)


def by_words(entries: Iterable[tuple[str, Iterable[Any]]]) -> dict[str, str]:
    """Code by code and by label in both languages, folded."""
    codes: dict[str, str] = {}
    for code, labels in entries:
        codes[fold(code)] = code
        for language in ("en", "fr"):
            with override(language):
                codes |= {fold(str(label)): code for label in labels}
    return codes
