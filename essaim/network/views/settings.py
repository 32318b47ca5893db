"""The settings of the network: who it is, how its pages look, under which name its mails leave."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from essaim.journal.http import edits
from essaim.kernel import colours
from essaim.kernel.context import identity, style_mark
from essaim.kernel.http import FormPage, Request, answer_form, open_to_visitors
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.forms.settings import LookForm, SendersForm
from essaim.network.queries.settings import card_of_network, settings_of_network

SETTINGS = (gettext_lazy("Settings of the network"), "network:settings")
#: Seconds for which a browser keeps a style sheet whose address tells its content.
A_YEAR = 365 * 24 * 3600


@require_GET
def settings(request: Request) -> HttpResponse:
    by = request.acting
    require(by, "network.view_settings")
    card = card_of_network()
    context = {
        "settings": settings_of_network(),
        "card": card,
        "may_edit_card": card is not None
        and can(by, "network.edit_organisation", organisation=card.organisation),
    }
    return render(request, "network/settings.html", context)


def _page(title: str, lead: str = "") -> FormPage:
    return FormPage.under(SETTINGS, title, then=SETTINGS[1], lead=lead)


@require_http_methods(["GET", "POST"])
@edits("address")
def edit_look(request: Request) -> HttpResponse:
    require(request.acting, "network.edit_look")
    form = LookForm(request.POST or None, instance=settings_of_network())
    return answer_form(request, form, _page(_("Colour of the network")), actions.edit_look)


@require_http_methods(["GET", "POST"])
@edits("address")
def edit_senders(request: Request) -> HttpResponse:
    require(request.acting, "network.edit_senders")
    form = SendersForm(request.POST or None, instance=settings_of_network())
    page = _page(_("Who writes the mails"), _("The address from which they leave is the host's."))
    return answer_form(request, form, page, actions.edit_senders)


@open_to_visitors("every page wears it")
@require_GET
def style(request: Request) -> HttpResponse:
    """The colours of the network, at an address that tells which they are: a browser keeps them."""
    colour = identity().colour
    if not colour or request.GET.get("v") != style_mark(colour):
        raise Http404
    response = HttpResponse(colours.style_sheet(colour), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
