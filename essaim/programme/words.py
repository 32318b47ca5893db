"""The words that a file or a filter may hold for a code: the code itself, or its label."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

from essaim.kernel.manifest import kinds
from essaim.kernel.text import fold, fold_words
from essaim.programme.enums import ActionState, OrganisationRole


def kind_labels() -> dict[str, Any]:
    """Code → label, in the order in which rooms offer their kinds."""
    return {kind.code: kind.label for kind in kinds().values()}


def kind_label(code: str) -> str:
    """The label of a kind; the code itself where the room that offered it is gone."""
    kind = kinds().get(code)
    return str(kind.label) if kind else code


def kind_of(text: str) -> str | None:
    """The code of a kind of action, from its code or its label in any language of the house."""
    plurals = {kind.code: kind.plural for kind in kinds().values()}
    return _code_of(text, kind_labels()) or _code_of(text, plurals)


def state_of(text: str) -> str | None:
    return _code_of(text, dict(ActionState.choices))


def role_of(text: str) -> str | None:
    return _code_of(text, dict(OrganisationRole.choices))


def _code_of(text: str, labels: Mapping[str, Any]) -> str | None:
    wanted = fold(text)
    if wanted in labels:
        return wanted
    for language, _name in settings.LANGUAGES:
        with override(language):
            code = next((code for code, label in labels.items() if fold(str(label)) == wanted), "")
        if code:
            return code
    return None


def kind_in(title: str) -> str | None:
    """The kind that a title names by itself: “Formation à la gouvernance” is a training."""
    words = fold_words(title)
    return next((code for word in words if (code := kind_of(word))), None)
