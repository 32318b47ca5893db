"""How a view answers a form of rich text. See `essaim.journal.http.edits` for two writers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from essaim.journal.http import is_about
from essaim.kernel.editing import as_typed, is_asked_about
from essaim.kernel.http import FormPage, Request, answer_form
from essaim.kernel.models import Keyed
from essaim.writing.forms import RichText, offer_figures
from essaim.writing.queries import Citable, Cited, Version, versions_of


@dataclass(frozen=True)
class Text:
    """The texts of a form: what they may cite, who is to read them, and which row holds them.

    `keep` is given what came second, by field, and keeps it in the history of that row; `columns`:
    which fields are named otherwise in the row. Without a row the texts have no versions here.
    """

    citable: Citable
    readers: str
    row: Keyed | None = None
    keep: Callable[..., Any] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def versions(self, request: Request, form: BaseForm) -> list[Version]:
        """Read where they are shown; whoever changed the row meanwhile is told of this one."""
        if self.row is None or self.row.pk is None:
            return []
        is_about(request, self.row)
        if request.method == "POST":
            return []
        named = {name: self.columns.get(name, name) for name, _field in _rich_texts(form)}
        return versions_of(self.row, named, self.citable.writer)


def answer_text(
    request: Request,
    form: BaseForm,
    page: FormPage,
    act: Callable[..., Any],
    text: Text,
    *,
    template: str = "writing/text_page.html",
    **things: Any,
) -> HttpResponse:
    """As `answer_form`; the writer is told of the figures that the readers will not see.

    Two who save at once leave both texts, on the page and in the history (`?versions`).
    """
    offer_figures(form, text.citable, text.readers)
    versions = text.versions(request, form)
    if versions and "versions" in request.GET:
        return _versions(request, form, page, versions)
    context = {"has_versions": len(versions) > 1}
    answer = answer_form(request, form, page, act, template=template, context=context, **things)
    if is_asked_about(form) and text.keep is not None:
        text.keep(by=request.acting, **things, **_as_typed(form))
    elif answer.status_code in {302, 303}:
        _caution(request, form, text)
    return answer


def _rich_texts(form: BaseForm) -> list[tuple[str, RichText]]:
    return [(name, field) for name, field in form.fields.items() if isinstance(field, RichText)]


def _as_typed(form: BaseForm) -> dict[str, str]:
    """What was typed in each of its rich texts, whatever stands by now."""
    with as_typed():
        return {name: str(form[name].data or "") for name, _field in _rich_texts(form)}


def _caution(request: Request, form: BaseForm, text: Text) -> None:
    """For those who read it from now on: many forms say who does."""
    texts = [rich.html(form.cleaned_data[name]) for name, rich in _rich_texts(form)]
    cited, writer = Cited.by(texts, text.citable.year), text.citable.writer
    readers = form.cleaned_data.get("audience") or text.readers
    for html in texts:
        for sentence in cited.cautions(html, writer, readers):
            messages.warning(request, sentence)


def _versions(
    request: Request, form: BaseForm, page: FormPage, versions: list[Version]
) -> HttpResponse:
    """Two side by side: those that are asked for, else what stands and the newest other."""
    numbers = {str(version.number): version for version in versions}
    stands = next((version for version in versions if not version.is_beside), versions[0])
    others = [version for version in versions if version is not stands]
    after = numbers.get(request.GET.get("apres", ""), stands)
    before = numbers.get(request.GET.get("avant", ""), [*others, stands][0])
    texts = [
        (form[name].label, *rich.widget.compared(before.texts[name], after.texts[name]))
        for name, rich in _rich_texts(form)
    ]
    context = {
        "page": page,
        "form": form,
        "versions": versions,
        "stands": stands,
        "before": before,
        "after": after,
        "texts": texts,
        "steps": [*page.steps, (page.title, request.path)],
    }
    return render(request, "writing/versions.html", context)
