"""Who speaks for which member."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.kernel.http import FormPage, Request, answer_form, find
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.enums import Standing
from essaim.network.forms.people import RepresentativeForm
from essaim.network.models import Organisation, Representation
from essaim.network.views.answers import answer_end
from essaim.network.views.people import people_seen_by, people_to_choose


@require_http_methods(["GET", "POST"])
def name_representative(request: Request, key: UUID) -> HttpResponse:
    """A delegate is asked for an alternate, the coordination for either."""
    organisation, by = find(request, Organisation, key), request.acting
    verb = "network.name_representative"
    require(by, verb, organisation=organisation)
    alone = not can(by, verb, organisation=organisation, standing=Standing.TITULAR)
    title = _("Name an alternate") if alone else _("Who speaks for this member?")
    page = FormPage.about(organisation, title, submit=_("Name them"))
    among = people_to_choose(by)
    form = RepresentativeForm(request.POST or None, among=among, is_alternate_only=alone)
    return answer_form(request, form, page, actions.name_representative, organisation=organisation)


@require_http_methods(["GET", "POST"])
def end_representation(request: Request, key: UUID) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.acting)
    rows = Representation.objects.filter(
        organisation__in=visible, person__in=people_seen_by(request.acting)
    )
    row = get_object_or_404(rows.select_related("organisation", "person"), key=key)
    require(request.acting, "network.end_representation")
    title = _("Until when did %(name)s speak for this member?") % {"name": row.person}
    act = actions.end_representation
    return answer_end(request, title, row.organisation, act, representation=row)
