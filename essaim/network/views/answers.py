"""What the views of the room share: the page of one form, the tabs, chips of filters, tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
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
    submit: str
    done: str
    back: str
    back_label: str
    then: str = ""
    lead: str = ""


def answer(
    request: Request, form: BaseForm, page: FormPage, act: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """The form, or after the act the next page; a refusal stands above what was typed."""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = act(form.cleaned_data)
            tell(request, page.done)
            return redirect(page.then or made)
    context = {"form": form, "page": page}
    return render(request, "network/form.html", context, status=422 if form.errors else 200)


def answer_end(
    request: Request, *, title: str, back: Any, act: Callable[[date], Any]
) -> HttpResponse:
    """Asks for the last day of what runs, and goes back where it was listed."""
    address = back.get_absolute_url()
    page = FormPage(
        title=title,
        submit=_("End it"),
        done=_("Ended."),
        back=address,
        back_label=str(back),
        then=address,
        lead=_("It stays in the history, until that day, within."),
    )
    form = EndForm(request.POST or None)
    return answer(request, form, page, lambda typed: act(typed["ends_on"]))


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
        value = form.cleaned_data.get(field.name)
        if not value:
            continue
        query = request.GET.copy()
        for name in (field.name, "page"):
            query.pop(name, None)
        said = dict(getattr(field.field, "choices", ())).get(value, value)
        chips.append({"label": f"{field.label} : {said}", "url": f"?{query.urlencode()}"})
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
