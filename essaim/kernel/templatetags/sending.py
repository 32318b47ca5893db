"""Tags of every form that sends something (a builtin: nothing to load)."""

from typing import Any

from django import template
from django.forms import Textarea
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from essaim.kernel.submissions import FIELD, owner_mark, page_keys

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: template.RequestContext) -> SafeString:
    """What every form carries: the token that proves our page, and the key of this one form.

    It stands in for Django's tag, so that no form of the house, nor of what it is built with, is
    without a key.
    """
    token = mark_safe(CsrfTokenNode().render(context))  # noqa: S308 (Django's own)
    request = getattr(context, "request", None) or context.get("request")
    if not token or request is None:
        return token
    if not hasattr(request, "submission_keys"):
        account = getattr(getattr(request, "user", None), "pk", None)
        request.submission_keys = page_keys(account)
    key = next(request.submission_keys)
    return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, key)


@register.simple_tag(takes_context=True)
def draft_key(context: template.RequestContext, form: Any = None) -> str:
    """Under which name this browser keeps what is typed here until the house has it.

    Only where somebody writes at length, or where the page asks for it (`draft`). The name is of
    the reader too: another account on this browser is offered nothing.
    """
    if not context.get("draft") and not _is_written_at_length(form):
        return ""
    request = context["request"]
    reader = owner_mark("draft", getattr(getattr(request, "user", None), "pk", None))
    return f"{context.get('action') or request.path}#{reader}"


def _is_written_at_length(form: Any) -> bool:
    fields = getattr(form, "fields", {}).values()
    return any(isinstance(field.widget, Textarea) for field in fields)
