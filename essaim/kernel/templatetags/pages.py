"""Tags of the page of one thing: its head, and its facts (builtins: nothing to load)."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import offered
from essaim.kernel.naming import sees
from essaim.kernel.offering.json_ld import JsonLd
from essaim.kernel.templatetags.house import date_words, moment_words, number, outside_link

register = template.Library()
Context = template.Context


@register.simple_tag(takes_context=True)
def how(context: Context) -> SafeString:
    """How the page is used, folded, where `ROOM/how/VIEW.html` says it; it knows no thing."""
    match = getattr(context.get("request"), "resolver_match", None)
    name = how_template(match.view_name) if match is not None else None
    if name is None:
        return SafeString("")
    return render_to_string("components/how.html", {"template": name})


@cache
def how_template(view_name: str) -> str | None:
    """The template that says how a page is used; None where none does."""
    room, _colon, view = view_name.partition(":")
    name = f"{room}/how/{view}.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return None
    return name


@register.simple_tag
def json_ld(row: models.Model) -> SafeString:
    """In the head of its page: what machines read of a row, where everybody may read it.

    A block of data, which no browser runs. Raises LookupError where no room describes such rows.
    """
    offers: Iterable[JsonLd] = offered("json_ld")
    described = {offer.model: offer for offer in offers}
    data = described[row._meta.label_lower].of(row)
    if not data:
        return SafeString("")
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 escaped


@register.inclusion_tag("components/facts.html", takes_context=True)
def facts(context: Context, row: models.Model, *names: str) -> dict[str, Any]:
    """Columns of a row under the labels of its model, each drawn by its type.

    What is empty is left out, and so is a row that this reader may not see. Raises LookupError for
    a column whose model does not say how it is called.
    """
    drawn = ((_label(row, name), _drawn(row, name, context["acting"])) for name in names)
    return {"facts": list(drawn)}


def _label(row: models.Model, name: str) -> str:
    column: Any = row._meta.get_field(name)
    label: Any = column.verbose_name
    if isinstance(label, Promise):
        return str(capfirst(str(label)))
    raise LookupError(f"{column} has no verbose name of its own")


def _drawn(row: models.Model, name: str, acting: Acting) -> Any:
    column: Any = row._meta.get_field(name)
    value = getattr(row, name)
    if column.many_to_many:
        return _links(value.all(), acting)
    if column.is_relation:
        return _links([] if value is None else [value], acting)
    if value in (None, ""):
        return ""
    display = getattr(row, f"get_{name}_display", None)
    return display() if display is not None else _in_words(column, value)


def _links(rows: Iterable[Any], acting: Acting) -> SafeString:
    """Those that this reader may see, each by its name, which leads to its page if it has one."""
    shown = [row for row in rows if sees(acting, row)]
    pairs = ((row.get_absolute_url(), row) for row in shown if hasattr(row, "get_absolute_url"))
    plain = ((row,) for row in shown if not hasattr(row, "get_absolute_url"))
    named = [format_html('<a href="{}">{}</a>', *pair) for pair in pairs]
    named += [format_html("{}", *row) for row in plain]
    return format_html_join(", ", "{}", ((name,) for name in named))


def _in_words(column: Any, value: Any) -> Any:
    """A value as people write it, by the type of its column."""
    if isinstance(column, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(column, models.DateTimeField):
        words = moment_words(value)
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
    if isinstance(column, models.DateField):
        return date_words(value)
    if isinstance(column, models.URLField):
        return render_to_string("components/outside_link.html", outside_link(value))
    if isinstance(column, models.EmailField):
        return format_html('<a href="mailto:{0}">{0}</a>', value)
    if isinstance(column, models.IntegerField | models.DecimalField):
        return number(value)
    return linebreaksbr(value)


@register.simple_block_tag(end_name="endhead")
def head(content: str, thing: Any, **words: Any) -> SafeString:
    """The head of the page of a thing; what stands between the tags is its toolbar.

    `kicker` and `also` above its name, `lead` below; `status` with `status_label`, the state of
    the thing itself if it has one; `audience` with `audience_label`; `mark` beside the name.
    """
    shown = {"title": thing, "toolbar": mark_safe(content.strip()), **_state(thing), **words}  # noqa: S308 (a template's own)
    return mark_safe(render_to_string("components/head.html", shown))  # noqa: S308 (a template's own)


def _state(thing: Any) -> dict[str, Any]:
    if not isinstance(thing, models.Model):
        return {}
    try:
        thing._meta.get_field("state")
    except FieldDoesNotExist:
        return {}
    row: Any = thing
    return {"status": row.state, "status_label": row.get_state_display()}
