"""The files of the house: listed, kept, described, removed, and handed out with care."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from essaim.files import actions, lists
from essaim.files.forms import FileDescriptionForm, PictureForm, StoreFileForm
from essaim.files.http import hand_out, show_picture
from essaim.files.models import Picture, StoredFile
from essaim.files.queries import files_for, pictures_of
from essaim.journal.http import edits
from essaim.kernel.acting import MEMBERS
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_confirm,
    answer_form,
    find,
    open_to_visitors,
)
from essaim.kernel.listing.http import answer_list
from essaim.kernel.markup import picture_text
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
    return answer_form(request, form, _page_to_add(_("Add a file")), actions.store_file)


@require_http_methods(["GET", "POST"])
def store_picture(request: Request) -> HttpResponse:
    """A picture for texts; `pour`: the audience of the text for which it is."""
    require(request.acting, "files.store_picture")
    first = {"audience": request.GET.get("pour", MEMBERS)}
    data = request.POST or None
    form = PictureForm(data, request.FILES or None, acting=request.acting, initial=first)
    return answer_form(request, form, _page_to_add(_("Add a picture")), actions.store_picture)


def _page_to_add(title: str) -> FormPage:
    return FormPage.under(
        FILES,
        title,
        submit=_("Keep"),
        then=lambda stored: reverse("files:file", args=[stored.key]),
        done=lambda stored: _("“%(name)s” is kept.") % {"name": stored.name},
    )


@require_GET
def file(request: Request, key: UUID) -> HttpResponse:
    stored = find(request, StoredFile, key)
    may_change = can(request.acting, "files.discard_file", stored=stored)
    context = {"stored": stored, "may_change": may_change}
    if drawn := pictures_of([str(key)]).get(str(key)):
        context |= {"picture": drawn, "typed": picture_text(str(key), stored.alternative)}
    return render(request, "files/file.html", context)


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


@open_to_visitors(WHY_OPEN)
@require_safe
def picture(request: Request, key: UUID) -> HttpResponseBase:
    """A picture as texts show it."""
    rows = Picture.objects.visible_to(request.acting).select_related("stored")
    return show_picture(request, get_object_or_404(rows, stored__key=key))
