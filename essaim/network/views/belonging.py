"""Where a person belongs, what they do in the network, and the last days of both."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.kernel.http import FormPage, Request, answer_form
from essaim.kernel.rules import require
from essaim.network import actions
from essaim.network.forms.people import AffiliationForm, NetworkRoleForm
from essaim.network.models import Affiliation, NetworkRole, Organisation
from essaim.network.views.answers import answer_end
from essaim.network.views.organisations import organisations_to_choose
from essaim.network.views.people import people_seen_by, person_of


@require_http_methods(["GET", "POST"])
def affiliate_person(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    require(request.acting, "network.affiliate_person")
    page = FormPage.about(person, _("Where do they belong?"), submit=_("Note it"))
    form = AffiliationForm(request.POST or None, among=organisations_to_choose(request.acting))
    return answer_form(request, form, page, actions.affiliate_person, person=person)


@require_http_methods(["GET", "POST"])
def end_affiliation(request: Request, key: UUID) -> HttpResponse:
    """Both ends are seen, or it is one's own."""
    is_visible = Q(organisation__in=Organisation.objects.visible_to(request.acting))
    rows = Affiliation.objects.filter(person__in=people_seen_by(request.acting))
    rows = rows.filter(is_visible | Q(person__key__in=request.acting.keys_of("person")))
    link = get_object_or_404(rows.select_related("person", "organisation"), key=key)
    require(request.acting, "network.end_affiliation", affiliation=link)
    title = _("Until when did they belong to %(name)s?") % {"name": link.organisation}
    return answer_end(request, title, link.person, actions.end_affiliation, affiliation=link)


@require_http_methods(["GET", "POST"])
def give_network_role(request: Request, key: UUID) -> HttpResponse:
    person = person_of(request, key)
    require(request.acting, "network.give_network_role")
    page = FormPage.about(person, _("What do they do in the network?"), submit=_("Note it"))
    form = NetworkRoleForm(request.POST or None)
    return answer_form(request, form, page, actions.give_network_role, person=person)


@require_http_methods(["GET", "POST"])
def end_network_role(request: Request, key: UUID) -> HttpResponse:
    rows = NetworkRole.objects.filter(person__in=people_seen_by(request.acting))
    role = get_object_or_404(rows.select_related("person"), key=key)
    require(request.acting, "network.end_network_role")
    title = _("Until when did they hold this role?")
    return answer_end(request, title, role.person, actions.end_network_role, network_role=role)
