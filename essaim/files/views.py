"""The files of the house: listed, kept, described, removed, and handed out with care."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from essaim.files import actions, lists
from essaim.files.forms import FileDescriptionForm, StoreFileForm
from essaim.files.http import hand_out
from essaim.files.models import StoredFile
from essaim.files.queries import files_for
from essaim.journal.http import edits
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_confirm,
    answer_form,
    find,
    open_to_visitors,
)
from essaim.kernel.listing.http import answer_list
from essaim.kernel.rules import can, require

WHY_OPEN = "a public file; the filter by audience is in the query"


FILES = (gettext_lazy("Files"), "files:files")


@require_GET
def files(request: Request) -> HttpResponse:
    return answer_list(request, lists.FILES, partial(files_for, request.acting))


@require_http_methods(["GET", "POST"])
def store_file(request: Request) -> HttpResponse:
    require(request.acting, "files.store_file")
    form = StoreFileForm(request.POST or None, request.FILES or None, acting=request.acting)
    page = FormPage.under(
        FILES,
        _("Add a file"),
        submit=_("Keep"),
        then=lambda stored: reverse("files:file", args=[stored.key]),
        done=lambda stored: _("“%(name)s” is kept.") % {"name": stored.name},
    )
    return answer_form(request, form, page, actions.store_file)


@require_GET
def file(request: Request, key: UUID) -> HttpResponse:
    stored = find(request, StoredFile, key)
    may_change = can(request.acting, "files.discard_file", stored=stored)
    return render(request, "files/file.html", {"stored": stored, "may_change": may_change})


@require_http_methods(["GET", "POST"])
@edits(StoredFile)
def describe_file(request: Request, key: UUID) -> HttpResponse:
    stored = find(request, StoredFile, key)
    require(request.acting, "files.describe_file", stored=stored)
    form = FileDescriptionForm(request.POST or None, instance=stored, acting=request.acting)
    there = reverse("files:file", args=[key])
    title, above = _("Describe this file"), [FILES]
    page = FormPage(title, there, stored.name, there, above=above, audience=stored.audience)
    return answer_form(request, form, page, actions.describe_file, stored=stored)


@require_http_methods(["GET", "POST"])
def discard_file(request: Request, key: UUID) -> HttpResponse:
    stored = find(request, StoredFile, key)
    require(request.acting, "files.discard_file", stored=stored)
    there = reverse("files:file", args=[key])
    lead = _("It cannot be taken back. A file that is cited stays.")
    done = _("“%(name)s” is gone.") % {"name": stored.name}
    words = {"lead": lead, "submit": _("Remove"), "then": FILES[1], "done": done}
    page = FormPage(_("Remove this file?"), there, stored.name, **words)
    return answer_confirm(request, page, actions.discard_file, stored=stored)


@open_to_visitors(WHY_OPEN)
@require_safe
def content(request: Request, key: UUID) -> HttpResponseBase:
    """The bytes, to be saved: never shown as a page of the house, whatever they hold."""
    return hand_out(request, find(request, StoredFile, key))
