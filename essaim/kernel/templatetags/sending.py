"""Tags of every form that sends something (a builtin: nothing to load)."""

from typing import Any

from django import template
from django.forms import Textarea
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from js_asset import Media

from essaim.kernel.discretion import is_told_to_nobody
from essaim.kernel.editing import FIELD as REVISION
from essaim.kernel.editing import AboutOneOf, editing, revision_of, sentence_above
from essaim.kernel.kept import SECRET, fits, is_from_here, refill, texts_in
from essaim.kernel.submissions import FIELD, owner_mark, page_keys, typed

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


@register.simple_tag
def revision(form: Any) -> SafeString:
    """What an edit form is drawn upon (`kernel.editing`); nothing in a form that edits nothing."""
    if editing.get() is None and not isinstance(form, AboutOneOf):
        return SafeString()
    kept = refill.get()
    is_kept = kept is not None and not form.is_bound and fits(form, kept.data)
    upon = kept.data.getlist(REVISION) if kept and is_kept else [revision_of(form)]
    field = '<input type="hidden" name="{}" value="{}" autocomplete="off">'
    return format_html_join("", field, ((REVISION, mark) for mark in upon))


@register.simple_tag(takes_context=True)
def form_head(context: template.RequestContext, form: Any) -> SafeString:
    """What the fields of a form need in the head of their page: the rich text, its editor."""
    return mark_safe(str(Media.from_media(form.media, nonce=context["request"].csp_nonce)))  # noqa: S308 (Django's own)


@register.filter
def meanwhile(form: Any) -> str:
    """What somebody else changed of this form while it was filled in."""
    return sentence_above(form)


@register.simple_tag(takes_context=True)
def typed_texts(context: template.RequestContext) -> list[str]:
    """What was written in the form that this page refuses, if it came from a page of ours."""
    request = context["request"]
    if request.method != "POST" or is_told_to_nobody(request) or not is_from_here(request):
        return []
    return texts_in(pair for pair in typed(request.POST) if pair[0].lower() not in SECRET)


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
