"""What a browser sends of a field: if nobody touched it, in a digest, and in words."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.among_many import NameInput
from essaim.kernel.choices import AS_NOW
from essaim.kernel.datewords import date_words

#: Bytes of a digest.
_DIGEST = 6


def stands_in(bound: BoundField) -> Any:
    """What a browser would send of the field if nobody touched it."""
    return as_sent(bound.field.widget, bound.field.prepare_value(bound.initial))


def as_sent(widget: forms.Widget, value: Any) -> Any:
    """A value in the shape in which the widget reads it from what is sent."""
    if isinstance(widget, forms.CheckboxInput):
        return bool(widget.check_test(value))
    if isinstance(widget, forms.MultiWidget):
        parts: Any = value if isinstance(value, list | tuple) else widget.decompress(value)
        return [
            as_sent(subwidget, part) for subwidget, part in zip(widget.widgets, parts, strict=False)
        ]
    shown: Any = widget.format_value(value)
    if isinstance(widget, forms.widgets.ChoiceWidget) and not widget.allow_multiple_selected:
        return next(iter(shown or [""])) or _first_offered(widget)
    return shown


def _first_offered(widget: Any) -> str:
    """A list where nothing is chosen sends its first line; rows of a table offer an empty one."""
    if not isinstance(widget, forms.Select) or not isinstance(widget.choices, list):
        return ""
    return next((value for value, _label in _choices(widget)), "")


def mark_of(bound: BoundField, sent: Any) -> str:
    """A digest of what is sent of a field: line ends, spaces around and order of boxes apart."""
    value = plain(sent)
    if isinstance(bound.field.widget, forms.widgets.ChoiceWidget) and isinstance(value, list):
        value = sorted(value)
    return digest_of(repr(value))


def digest_of(text: str) -> str:
    """Short, since each page carries one a field: nobody gains by two texts of one digest."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:_DIGEST]).decode()


def plain(sent: Any) -> Any:
    """What is sent, in texts: the same whatever the line ends and the spaces around."""
    if isinstance(sent, list | tuple):
        return [plain(part) for part in sent]
    if sent is None or isinstance(sent, bool):
        return sent or ""
    return "\n".join(str(sent).strip().splitlines())


def in_words(bound: BoundField, sent: Any) -> str:
    """What was sent of a field, as people read it; several values on a line each."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _("yes") if sent else _("no")
    value = plain(sent)
    if isinstance(widget, NameInput):
        shown = bound.field.prepare_value(value)
        return "\n".join(map(str, shown)) if isinstance(shown, list) else str(shown)
    if isinstance(widget, forms.widgets.ChoiceWidget):
        labels = dict(_choices(widget))
        chosen = value if isinstance(value, list) else [value]
        return "\n".join(str(labels.get(choice, AS_NOW)) for choice in chosen if choice)
    if isinstance(widget, forms.DateInput) and value:
        return _day_in_words(value)
    if isinstance(value, list):
        return "\n".join(
            " – ".join(part) if isinstance(part, list) else str(part) for part in value
        )
    return str(value)


def _choices(widget: Any) -> Iterator[tuple[str, str]]:
    """Value and label of each choice, those within groups too."""
    for value, label in widget.choices:
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        yield from ((str(choice), str(words)) for choice, words in inner)


def _day_in_words(day: str) -> str:
    try:
        return date_words(date.fromisoformat(day), language=get_language() or "fr")
    except ValueError:
        return day
