"""People: the list, the page, the card, merges, accounts, where they belong and what they do."""

from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import FormPage, Request, answer_button, answer_form
from essaim.kernel.listing.http import answer_list
from essaim.kernel.manifest import links_on
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.forms.people import (
    AddPersonForm,
    DeathForm,
    MergePersonForm,
    PersonForm,
)
from essaim.network.lists import PEOPLE
from essaim.network.models import Person
from essaim.network.queries import list_people, person_page
from essaim.network.queries.people import is_awaited
from essaim.network.views.answers import answer_merge, room_tabs
from essaim.network.views.organisations import organisations_to_choose


def people_seen_by(acting: Acting) -> QuerySet[Person]:
    """Oneself, and whom one may see."""
    mine = Person.objects.filter(key__in=acting.keys_of("person"))
    visible: QuerySet[Person] = Person.objects.visible_to(acting) | mine
    return visible


def person_of(request: Request, key: UUID) -> Person:
    return get_object_or_404(people_seen_by(request.acting), key=key)


def people_to_choose(acting: Acting) -> QuerySet[Person]:
    visible: QuerySet[Person] = Person.objects.visible_to(acting)
    return visible.filter(canonical=None, erased_at=None).order_by("folded", "pk")


@require_GET
def people(request: Request) -> HttpResponse:
    require(request.acting, "network.view_people")
    rows = partial(list_people, request.acting, on=timezone.localdate())
    return answer_list(request, PEOPLE, rows, tabs=room_tabs(request.acting, "people"))


@require_GET
def person(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    if person.canonical is not None:
        return redirect(person.canonical)
    by = request.acting
    context = {
        "page": person_page(person, by),
        "today": timezone.localdate(),
        "may_edit": person.erased_at is None and can(by, "network.edit_person", person=person),
        "may_keep": person.erased_at is None and can(by, "network.merge_person"),
        "may_open_account": can(by, "network.open_person_account"),
        "is_awaited": is_awaited(person),
        "may_see_dues": can(by, "network.view_dues"),
        "links": [] if person.erased_at else links_on("network:person", by, person.key),
    }
    return render(request, "network/person.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request: Request) -> HttpResponse:
    require(request.acting, "network.add_person")
    among = organisations_to_choose(request.acting)
    given = {"organisation": among.filter(key__in=_asked(request)).first()}
    form = AddPersonForm(request.POST or None, acting=request.acting, among=among, initial=given)
    page = FormPage.under((_("People"), "network:people"), _("Add a person"), submit=_("Add"))
    return answer_form(request, form, page, actions.add_person)


def _asked(request: Request) -> list[UUID]:
    """The organisation that the address names, if it names one."""
    try:
        return [UUID(request.GET.get("organisation", ""))]
    except ValueError:
        return []


@require_http_methods(["GET", "POST"])
@edits(Person)
def edit_person(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    require(request.acting, "network.edit_person", person=person)
    page = FormPage.about(person, _("Edit the card"), done=_("The card is saved."))
    form = PersonForm(request.POST or None, instance=person, acting=request.acting)
    return answer_form(request, form, page, actions.edit_person, person=person)


@require_http_methods(["GET", "POST"])
def merge_person(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    require(request.acting, "network.merge_person")
    among = people_to_choose(request.acting).exclude(pk=person.pk)
    form = MergePersonForm(request.POST or None, among=among)
    undo = "network:unmerge_person"
    return answer_merge(request, form, undo, actions.merge_person, person=person)


@require_POST
def unmerge_person(request: Request, key: UUID) -> HttpResponseRedirect:
    person = person_of(request, key)
    done = _("%(name)s stands on its own again.") % {"name": person}
    return answer_button(request, actions.unmerge_person, person, done=done, person=person)


@require_http_methods(["GET", "POST"])
def note_death(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    require(request.acting, "network.note_death")
    lead = _(
        "What this person was ends on that day and stays counted until then. The account closes, "
        "and no mail leaves any more."
    )
    page = FormPage.about(person, _("Note a death"), submit=_("Note it"), lead=lead)
    form = DeathForm(request.POST or None)
    return answer_form(request, form, page, actions.note_death, person=person)


@require_POST
def undo_death(request: Request, key: UUID) -> HttpResponseRedirect:
    person = person_of(request, key)
    done = _("It is taken back: what had ended with it runs again.")
    return answer_button(request, actions.undo_death, person, done=done, person=person)


@require_POST
def open_person_account(request: Request, key: UUID) -> HttpResponseRedirect:
    person = person_of(request, key)
    done = _("%(name)s can now sign in.") % {"name": person}
    return answer_button(request, actions.open_person_account, person, done=done, person=person)
