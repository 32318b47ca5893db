"""The field of rich text: Markdown in a plain field, the house's toolbar where scripts run.

What the field understands, shows and compares is the normal form of the house (`kernel.markup`).
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any
from uuid import UUID

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_prose_editor.widgets import importmap
from js_asset import Media, Script

from essaim.kernel.addresses import address
from essaim.kernel.differences import compared_html
from essaim.kernel.markup import (
    Token,
    clean,
    from_markdown,
    from_text,
    pictures,
    to_markdown,
    to_text,
)
from essaim.kernel.nodes import Run
from essaim.writing.queries import Citable, Cited

MARKDOWN, HTML = "markdown", "html"
#: Signs of a text in its normal form.
LONGEST = 100_000
MOST_PICTURES = 12
#: Stands for the key of a picture where the browser puts it in.
NO_KEY = str(UUID(int=0))
_EMPTY_TOKEN = re.compile(
    r'<span data-figure="([^"]*)"(?: data-period="([^"]*)")?(?: data-form="([^"]*)")?></span>'
)


class RichInput(forms.Textarea):
    """Sends Markdown, or HTML where our module made the plain field a rich one.

    `NAME-syntax` says which. `citable` are the figures that may be cited; without it there are
    none to choose, and a token reads as it is typed.
    """

    template_name = "writing/rich_input.html"

    def __init__(self, rows: int) -> None:
        super().__init__(attrs={"rows": rows, "data-prose": ""})
        self.citable: Citable | None = None
        self.shows_choices = False
        self.readers = ""

    @property
    def media(self) -> Media:
        script = Script("writing/writing.js", type="module")
        return Media(importmap=importmap, css={"all": ["writing/writing.css"]}, js=[script])

    def read(self, typed: str, *, is_html: bool) -> str:
        """The value of the field: here the normal form."""
        return (clean if is_html else from_markdown)(typed)

    def typed(self, value: str) -> str:
        """The value as one types it."""
        return to_markdown(value)

    def rich(self, value: str) -> str:
        """The value as HTML in the normal form."""
        return clean(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        typed = data.get(name)
        if typed is None:
            return None
        return self.read(str(typed), is_html=data.get(f"{name}-syntax") == HTML)

    def format_value(self, value: Any) -> str:
        """As it is sent, so that the two are compared."""
        return self.rich(str(value or ""))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        value = context["widget"]["value"]
        context["widget"]["value"], html = self.typed(value), self.rich(value)
        about_pictures = {
            "data-pictures": where_shown(NO_KEY),
            "data-shows": _("What the picture shows"),
        }
        context["widget"]["attrs"] |= about_pictures
        context["widget"]["attrs"]["data-rich"] = with_values(html, self._values(html))
        context["citable"] = self.citable
        context["shows_choices"], context["readers"] = self.shows_choices, self.readers
        return context

    def compared(self, stands: str, typed: str) -> tuple[SafeString, SafeString]:
        """Both with their figures, and what only one of them says marked."""
        both = self.rich(stands), self.rich(typed)
        values = self._values(*both)

        def shown(run: Run) -> Run:
            if run.picture:
                return run._replace(picture=run.picture._replace(src=where_shown(run.picture.key)))
            value = values(run.token) if run.token else ""
            return Run(value, run.marks) if value else run

        return compared_html(*both, shown)

    def _values(self, *texts: str) -> Any:
        if self.citable is None:
            return lambda token: ""
        cited, writer = Cited.by(texts, self.citable.year), self.citable.writer
        return lambda token: cited.value(token, writer)


class PlainRichInput(RichInput):
    """The same for a column of plain text, which tables and mails hand on: Markdown in lines."""

    def read(self, typed: str, *, is_html: bool) -> str:
        return to_text(typed) if is_html else typed

    def typed(self, value: str) -> str:
        return value

    def rich(self, value: str) -> str:
        return from_text(value)

    def format_value(self, value: Any) -> str:
        return str(value or "")


class RichText(forms.CharField):
    """A text with headings, lists, links and figures; its value is HTML in the normal form.

    `is_plain`: its value is plain text, Markdown whose lines are lines (`markup.from_text`).
    """

    widget: Any

    def __init__(self, *, rows: int = 12, is_plain: bool = False, **options: Any) -> None:
        options = {"required": False, "max_length": LONGEST, "strip": False, **options}
        self.is_plain = is_plain
        super().__init__(widget=(PlainRichInput if is_plain else RichInput)(rows), **options)

    def html(self, value: str) -> str:
        """Its value in the normal form."""
        return str(self.widget.rich(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        shown = pictures(self.html(value or ""))
        if len(shown) > MOST_PICTURES:
            sentence = _("A text shows %(most)d pictures at most.") % {"most": MOST_PICTURES}
            raise forms.ValidationError(sentence)
        for picture in shown:
            if not picture.alternative:
                raise forms.ValidationError(
                    _(
                        "Say what each picture shows, for those who cannot see it: "
                        "![what it shows](%(key)s). Where one only decorates, write ![-](%(key)s)."
                    )
                    % {"key": picture.key}
                )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No bound in the browser, which would cut what is pasted without a word."""
        return {"required": True} if self.required else {}


def where_shown(key: str) -> str:
    """The address at which a picture of the house is seen, by those who may."""
    return address("files:picture", UUID(key))


def offer_figures(form: forms.BaseForm, citable: Citable, readers: str = "") -> None:
    """The rich texts of the form may cite these figures and show pictures; they are listed once.

    `readers`: the audience of the texts, which is that of the pictures added to them.
    """
    inputs = [field.widget for field in form.fields.values() if isinstance(field, RichText)]
    for number, rich in enumerate(inputs):
        rich.citable, rich.shows_choices, rich.readers = citable, not number, readers


def with_values(html: str, value: Any) -> str:
    """The text for the rich editor: each token holds its value, which saving leaves out."""

    def filled(token: re.Match[str]) -> str:
        code, period, form = (unescape(part or "") for part in token.groups())
        shown = value(Token(code, period, form or "value"))
        return f"{token.group()[: -len('</span>')]}{escape(shown, quote=False)}</span>"

    return _EMPTY_TOKEN.sub(filled, html)
