"""What became of an organisation on a day: mergers in law, splits, children."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.kernel.http import FormPage, Request, refusals_as_messages, tell
from essaim.kernel.rules import require
from essaim.network import actions
from essaim.network.forms.organisations import SuccessionForm
from essaim.network.models import Organisation, Succession
from essaim.network.views.answers import answer
from essaim.network.views.organisations import organisation_of, organisations_to_choose


@require_http_methods(["GET", "POST"])
def note_succession(request: Request, key: UUID) -> HttpResponse:
    found = organisation_of(request, key)
    require(request.acting, "network.note_succession")
    lead = _(
        "A merger or a split in law, on a day: past counts stay as they were. If the same "
        "organisation stands here twice, merge the two cards instead."
    )
    words = {"submit": _("Note it"), "lead": lead}
    page = FormPage.about(found, _("It merges, splits or gives birth"), **words)
    among = organisations_to_choose(request.acting).exclude(pk=found.pk)
    form = SuccessionForm(request.POST or None, among=among)
    return answer(request, form, page, actions.note_succession, organisation=found)


@require_POST
def undo_succession(request: Request, key: UUID) -> HttpResponseRedirect:
    seen = Organisation.objects.visible_to(request.acting)
    found = get_object_or_404(
        Succession.objects.filter(predecessor__in=seen).select_related("predecessor"), key=key
    )
    with refusals_as_messages(request):
        actions.undo_succession(succession=found, by=request.acting)
        tell(request, _("It is taken back: what it had ended runs again."))
    return redirect(found.predecessor)
