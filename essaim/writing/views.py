"""How a view answers a form of rich text. See `essaim.journal.http.edits` for two writers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse

from essaim.journal.http import is_about
from essaim.kernel.editing import as_typed, is_asked_about
from essaim.kernel.http import FormPage, Request, answer_form
from essaim.kernel.models import Keyed
from essaim.writing.forms import RichText, offer_figures
from essaim.writing.queries import Citable, Cited


@dataclass(frozen=True)
class Text:
    """The texts of a form: what they may cite, who is to read them, and which row holds them.

    `keep` is given what came second, by field, and keeps it in the history of that row.
    """

    citable: Citable
    readers: str
    row: Keyed | None = None
    keep: Callable[..., Any] | None = None


def answer_text(
    request: Request,
    form: BaseForm,
    page: FormPage,
    act: Callable[..., Any],
    text: Text,
    *,
    template: str = "form_page.html",
    **things: Any,
) -> HttpResponse:
    """As `answer_form`; the writer is told of the figures that the readers will not see.

    Where somebody else saved meanwhile, both texts stand on the page, and in the history.
    """
    offer_figures(form, text.citable)
    if text.row is not None and text.row.pk is not None:
        is_about(request, text.row)
    answer = answer_form(request, form, page, act, template=template, **things)
    if is_asked_about(form) and text.keep is not None:
        text.keep(by=request.acting, **things, **_as_typed(form))
    elif answer.status_code in {302, 303}:
        _caution(request, form, text)
    return answer


def _as_typed(form: BaseForm) -> dict[str, str]:
    """What was typed in each of its rich texts, whatever stands by now."""
    names = [name for name, field in form.fields.items() if isinstance(field, RichText)]
    with as_typed():
        return {name: str(form[name].data or "") for name in names}


def _caution(request: Request, form: BaseForm, text: Text) -> None:
    texts = [
        form.cleaned_data[name]
        for name, field in form.fields.items()
        if isinstance(field, RichText)
    ]
    cited, writer = Cited.by(texts, text.citable.year), text.citable.writer
    for html in texts:
        for sentence in cited.cautions(html, writer, text.readers):
            messages.warning(request, sentence)
