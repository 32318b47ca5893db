"""People: the list, the page, the card, merges, accounts, where they belong and what they do."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, refusals_as_messages, tell
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.forms.filters import PeopleFilters
from essaim.network.forms.people import (
    AddPersonForm,
    AffiliationForm,
    MergePersonForm,
    NetworkRoleForm,
    PersonForm,
)
from essaim.network.models import Affiliation, NetworkRole, Person
from essaim.network.queries import list_people, person_page
from essaim.network.views.answers import FormPage, answer, answer_end, chips_of, room_tabs
from essaim.network.views.organisations import organisations_to_choose

A_PAGE = 50


def people_seen_by(acting: Acting) -> QuerySet[Person]:
    """Oneself, and whom one may see."""
    mine = Person.objects.filter(key__in=acting.keys_of("person"))
    seen: QuerySet[Person] = Person.objects.visible_to(acting) | mine
    return seen


def person_of(request: Request, key: UUID) -> Person:
    return get_object_or_404(people_seen_by(request.acting), key=key)


def people_to_choose(acting: Acting) -> QuerySet[Person]:
    seen: QuerySet[Person] = Person.objects.visible_to(acting)
    return seen.filter(canonical=None, erased_at=None).order_by("folded", "pk")


@require_GET
def people(request: Request) -> HttpResponse:
    require(request.acting, "network.view_people")
    form = PeopleFilters(request.GET)
    found = list_people(request.acting, on=timezone.localdate(), **form.query())
    context = {
        "form": form,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "chips": chips_of(request, form),
        "tabs": room_tabs(request.acting, "people"),
        "may_add": can(request.acting, "network.add_person"),
    }
    return render(request, "network/people.html", context)


@require_GET
def person(request: Request, key: UUID) -> HttpResponse:
    found = person_of(request, key)
    if found.canonical is not None:
        return redirect(found.canonical)
    by = request.acting
    context = {
        "page": person_page(found, by),
        "today": timezone.localdate(),
        "may_edit": found.erased_at is None and can(by, "network.edit_person", person=found),
        "may_keep": found.erased_at is None and can(by, "network.merge_person"),
        "may_open_account": can(by, "network.open_person_account"),
        "may_see_dues": can(by, "network.view_dues"),
    }
    return render(request, "network/person.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request: Request) -> HttpResponse:
    by = request.acting
    require(by, "network.add_person")
    among = organisations_to_choose(by)
    here = among.filter(key__in=[key for key in [_asked(request)] if key]).first()
    form = AddPersonForm(
        request.POST or None, acting=by, among=among, initial={"organisation": here}
    )
    page = FormPage(
        title=_("Add a person"),
        submit=_("Add"),
        done=_("Added."),
        back=reverse("network:people"),
        back_label=_("People"),
    )
    return answer(request, form, page, lambda typed: actions.add_person(by=by, **typed))


def _asked(request: Request) -> UUID | None:
    """The organisation that the address names, if it names one."""
    try:
        return UUID(request.GET.get("organisation", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def edit_person(request: Request, key: UUID) -> HttpResponse:
    found, by = person_of(request, key), request.acting
    require(by, "network.edit_person", person=found)
    form = PersonForm(request.POST or None, instance=found, acting=by)
    page = FormPage(
        title=_("Edit the card"),
        submit=_("Save"),
        done=_("The card is saved."),
        back=found.get_absolute_url(),
        back_label=str(found),
    )
    return answer(
        request, form, page, lambda typed: actions.edit_person(person=found, by=by, **typed)
    )


@require_http_methods(["GET", "POST"])
def merge_person(request: Request, key: UUID) -> HttpResponse:
    found, by = person_of(request, key), request.acting
    require(by, "network.merge_person")
    among = people_to_choose(by).exclude(pk=found.pk)
    form = MergePersonForm(request.POST or None, among=among)
    if form.is_valid():
        into = form.cleaned_data["into"]
        with refusals_as_messages(request):
            actions.merge_person(person=found, into=into, by=by)
            undo = reverse("network:unmerge_person", args=[key])
            tell(request, _("%(name)s was merged.") % {"name": found}, undo=undo)
        return redirect(into)
    return render(request, "network/merge.html", {"form": form, "thing": found})


@require_POST
def unmerge_person(request: Request, key: UUID) -> HttpResponseRedirect:
    found = person_of(request, key)
    actions.unmerge_person(person=found, by=request.acting)
    tell(request, _("%(name)s stands on its own again.") % {"name": found})
    return redirect(found)


@require_POST
def open_person_account(request: Request, key: UUID) -> HttpResponseRedirect:
    found = person_of(request, key)
    with refusals_as_messages(request):
        actions.open_person_account(person=found, by=request.acting)
        tell(request, _("%(name)s can now sign in.") % {"name": found})
    return redirect(found)


def _page_about(person: Person, *, title: str, submit: str) -> FormPage:
    address = person.get_absolute_url()
    return FormPage(
        title=title,
        submit=submit,
        done=_("Noted."),
        back=address,
        back_label=str(person),
        then=address,
    )


@require_http_methods(["GET", "POST"])
def affiliate_person(request: Request, key: UUID) -> HttpResponse:
    found, by = person_of(request, key), request.acting
    require(by, "network.affiliate_person")
    form = AffiliationForm(request.POST or None, among=organisations_to_choose(by))
    page = _page_about(found, title=_("Where does she belong?"), submit=_("Note it"))
    return answer(
        request, form, page, lambda typed: actions.affiliate_person(person=found, by=by, **typed)
    )


@require_http_methods(["GET", "POST"])
def end_affiliation(request: Request, key: UUID) -> HttpResponse:
    by = request.acting
    rows = Affiliation.objects.filter(person__in=people_seen_by(by))
    affiliation = get_object_or_404(rows.select_related("person", "organisation"), key=key)
    require(by, "network.end_affiliation", affiliation=affiliation)
    return answer_end(
        request,
        title=_("Until when did she belong to %(name)s?") % {"name": affiliation.organisation},
        back=affiliation.person,
        act=lambda day: actions.end_affiliation(affiliation=affiliation, ends_on=day, by=by),
    )


@require_http_methods(["GET", "POST"])
def give_network_role(request: Request, key: UUID) -> HttpResponse:
    found, by = person_of(request, key), request.acting
    require(by, "network.give_network_role")
    form = NetworkRoleForm(request.POST or None)
    page = _page_about(found, title=_("What does she do in the network?"), submit=_("Note it"))
    return answer(
        request, form, page, lambda typed: actions.give_network_role(person=found, by=by, **typed)
    )


@require_http_methods(["GET", "POST"])
def end_network_role(request: Request, key: UUID) -> HttpResponse:
    by = request.acting
    rows = NetworkRole.objects.filter(person__in=people_seen_by(by))
    role = get_object_or_404(rows.select_related("person"), key=key)
    require(by, "network.end_network_role")
    return answer_end(
        request,
        title=_("Until when did she hold this role?"),
        back=role.person,
        act=lambda day: actions.end_network_role(network_role=role, ends_on=day, by=by),
    )
