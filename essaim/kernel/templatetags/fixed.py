"""Tags whose words are the same on every page of a language, drawn once (builtins).

`translate` and `url` are Django's own. Where all that they are given stands in the template, as in
the frame of every page, what they draw depends on the language and on where the addresses begin.
"""

from collections.abc import Callable
from typing import Any

from django import template
from django.conf import settings
from django.template import defaulttags
from django.template.base import FilterExpression, Variable
from django.templatetags import i18n
from django.urls import get_script_prefix
from django.utils.translation import get_language

register = template.Library()


class Fixed(template.Node):
    """Another node, asked once for each place: what it depends on beside what the template says."""

    def __init__(self, node: Any, place_of: Callable[[], object]) -> None:
        self.node = node
        self.place_of = place_of
        self.drawn: dict[tuple[object, bool], Any] = {}

    def render(self, context: template.Context) -> Any:
        place = self.place_of(), context.autoescape
        name = self.node.asvar
        if place not in self.drawn:
            text = self.node.render(context)
            self.drawn[place] = context[name] if name else text
        if not name:
            return self.drawn[place]
        context[name] = self.drawn[place]
        return ""


def _addresses() -> tuple[str | None, str, str]:
    return get_language(), get_script_prefix(), settings.ROOT_URLCONF


def _is_fixed(words: Any) -> bool:
    """Whether it stands in the template, and nothing is made of it."""
    if not isinstance(words, FilterExpression) or words.filters:
        return False
    return not isinstance(words.var, Variable) or words.var.lookups is None


@register.tag
def translate(parser: Any, token: Any) -> template.Node:
    node: Any = i18n.do_translate(parser, token)
    is_fixed = node.message_context is None and _is_fixed(node.filter_expression)
    return Fixed(node, get_language) if is_fixed else node


@register.tag
def url(parser: Any, token: Any) -> template.Node:
    node: Any = defaulttags.url(parser, token)
    is_fixed = not node.args and not node.kwargs and _is_fixed(node.view_name)
    return Fixed(node, _addresses) if is_fixed else node
