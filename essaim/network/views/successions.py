"""What became of an organisation on a day: mergers in law, splits, children."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.kernel.http import FormPage, Request, answer_button, answer_form, find
from essaim.kernel.rules import require
from essaim.network import actions
from essaim.network.forms.organisations import SuccessionForm
from essaim.network.models import Organisation, Succession
from essaim.network.views.organisations import organisations_to_choose


@require_http_methods(["GET", "POST"])
def note_succession(request: Request, key: UUID) -> HttpResponse:
    organisation = find(request, Organisation, key)
    require(request.acting, "network.note_succession")
    lead = _(
        "A merger or a split in law, on a day: past counts stay as they were. If the same "
        "organisation stands here twice, merge the two cards instead."
    )
    words = {"submit": _("Note it"), "lead": lead}
    page = FormPage.about(organisation, _("It merges, splits or gives birth"), **words)
    among = organisations_to_choose(request.acting).exclude(pk=organisation.pk)
    form = SuccessionForm(request.POST or None, among=among)
    return answer_form(request, form, page, actions.note_succession, organisation=organisation)


@require_POST
def undo_succession(request: Request, key: UUID) -> HttpResponseRedirect:
    succession = find(request, Succession, key, "predecessor", through=["predecessor"])
    done, act = _("It is taken back: what it had ended runs again."), actions.undo_succession
    return answer_button(request, act, succession.predecessor, done=done, succession=succession)
