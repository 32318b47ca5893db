"""How long a text may be: as its column says, in the form that takes it.

SQLite lets a text outgrow its column, PostgreSQL answers with a fault. So each form asks the
column; each row is measured again before it is written, by `fitting`.
"""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models

from essaim.kernel.signs import on_one_line
from essaim.kernel.weblinks import check_web_address

#: Addresses of the web, whose queries are long: video rooms, shared folders, archives.
LINK = 2_000
#: Texts without a length of their own, in signs; a Bilan of forty pages has 120 000.
TEXT = 200_000


class LineField(forms.CharField):
    """A text of one line: line ends and tabs that were pasted with it are spaces, each once."""

    def to_python(self, value: Any) -> Any:
        return on_one_line(super().to_python(value) or "")


def length_of(model: type[models.Model], name: str) -> int:
    """How many signs a column holds."""
    return getattr(model._meta.get_field(name), "max_length", None) or TEXT


def field_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The field of a form for a column: its kind and its length, and what `options` say.

    As any field of a form it must be filled in, unless `required=False`.
    """
    column, limit = model._meta.get_field(name), length_of(model, name)
    made: forms.CharField
    if isinstance(column, models.URLField):
        made = forms.URLField(max_length=limit, assume_scheme="https", **options)
        made.validators = [v for v in made.validators if not isinstance(v, URLValidator)]
        made.validators.append(check_web_address)
    elif isinstance(column, models.EmailField):
        made = forms.EmailField(max_length=limit, **options)
    else:
        if isinstance(column, models.TextField):
            options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
            made = forms.CharField(max_length=limit, **options)
        else:
            made = LineField(max_length=limit, **options)
    made.column = column  # type: ignore[attr-defined]
    return made
