"""What the views of the room share: the page of one form, the tabs, chips of filters, tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.exports import Cell, write_csv, write_xlsx
from essaim.kernel.http import Request, refusals_on, tell
from essaim.kernel.rules import can
from essaim.network.forms.people import EndForm

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class FormPage:
    """One form, one act. Without `then`, the next page is that of what the act made."""

    title: str
    back: str
    back_label: str
    then: str = ""
    submit: str = ""
    done: str = ""
    lead: str = ""

    @classmethod
    def about(cls, thing: Any, title: str, **words: str) -> "FormPage":
        """Begins at the page of a thing, and ends there."""
        address: str = thing.get_absolute_url()
        return cls(title=title, back=address, back_label=str(thing), then=address, **words)

    @classmethod
    def from_list(cls, name: str, label: str, title: str, **words: str) -> "FormPage":
        """Begins at a list of the room, and ends at the page of what was made."""
        return cls(title=title, back=reverse(f"network:{name}"), back_label=label, **words)


def answer(
    request: Request, form: BaseForm, page: FormPage, act: Callable[..., Any], **things: Any
) -> HttpResponse:
    """The form, or after the act the next page; a refusal stands above what was typed.

    The act is given the things, what the form understood, and who acts.
    """
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = act(by=request.acting, **things, **form.cleaned_data)
            tell(request, page.done or _("Saved."))
            return redirect(page.then or made)
    context = {"form": form, "page": page, "submit": page.submit or _("Save")}
    return render(request, "network/form.html", context, status=422 if form.errors else 200)


def answer_end(
    request: Request, title: str, back: Any, act: Callable[..., Any], **things: Any
) -> HttpResponse:
    """Asks for the last day of what runs, and goes back where it was listed."""
    lead = _("It stays in the history, until that day, within.")
    page = FormPage.about(back, title, submit=_("End it"), done=_("Ended."), lead=lead)
    return answer(request, EndForm(request.POST or None), page, act, **things)


def answer_merge(
    request: Request, form: BaseForm, undo: str, act: Callable[..., Any], one: Any, **things: Any
) -> HttpResponse:
    """Asks which of two stays; the message after it carries the button that undoes it."""
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        with refusals_on(form):
            act(by=request.acting, into=into, **things)
            tell(request, _("%(name)s was merged.") % {"name": one}, undo=undo)
            return redirect(into)
    context = {"form": form, "thing": one}
    return render(request, "network/merge.html", context, status=422 if form.errors else 200)


def room_tabs(acting: Acting, current: str) -> list[dict[str, Any]]:
    """The lists of the room that this reader may open."""
    seen = [("organisations", _("Organisations"), True)]
    seen.append(("people", _("People"), can(acting, "network.view_people")))
    seen.append(("groups", _("Groups"), can(acting, "network.view_people")))
    seen.append(("dues", _("Dues"), can(acting, "network.view_dues")))
    seen.append(("colleges", _("Colleges"), can(acting, "network.add_college")))
    return [
        {"label": label, "url": reverse(f"network:{name}"), "current": name == current}
        for name, label, shown in seen
        if shown
    ]


def chips_of(request: Request, form: BaseForm) -> list[dict[str, str]]:
    """The filters in force, each with the address that lifts it."""
    chips = []
    for field in form:
        if value := form.cleaned_data.get(field.name):
            query = request.GET.copy()
            for name in (field.name, "page"):
                query.pop(name, None)
            said = dict(getattr(field.field, "choices", ())).get(value, value)
            label = _("%(title)s: %(label)s") % {"title": field.label, "label": said}
            chips.append({"label": label, "url": f"?{query.urlencode()}"})
    return chips


def answer_table(
    extension: str, *, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """A table as a file to keep, in CSV or XLSX. Raises Http404 for anything else."""
    if extension == "csv":
        response = HttpResponse(write_csv(header, rows), content_type=CSV)
    elif extension == "xlsx":
        response = HttpResponse(write_xlsx(header, rows, title=name), content_type=XLSX)
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response
