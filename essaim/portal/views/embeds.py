"""Pieces that other sites show within their own pages, and the line that they copy."""

from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_GET

from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.manifest import offered
from essaim.kernel.offering.embeds import Embed
from essaim.kernel.rules import require

#: Lines shown, unless the address asks for fewer or more; and at most.
SHOWN, MOST = 10, 100
#: Any site may stand around it; it does nothing but show itself.
POLICY = {
    "frame-ancestors": ["*"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
}


def _embeds() -> dict[str, Embed]:
    return {embed.code: embed for embed in offered("embeds")}


def _asked(number: str) -> int:
    """How many lines; what is no number asks for the usual ones."""
    is_number = number.isascii() and number.isdigit() and len(number) < 5
    return min(max(int(number), 1), MOST) if is_number else SHOWN


@open_to_visitors("other sites show what is public of it, to anybody")
@require_GET
@csp_replace(POLICY)  # type: ignore[arg-type]  # its types know no part of an address
def embed(request: Request, code: str) -> HttpResponse:
    """A page of its own, without script, cookie or form: whoever stands around it does nothing."""
    piece = _embeds().get(code)
    if piece is None:
        raise Http404
    context = _shown(piece, _asked(request.GET.get("nombre", "")))
    response = render(request, "portal/embed.html", context)
    response.xframe_options_exempt = True
    return response


def _shown(piece: Embed, most: int) -> dict[str, Any]:
    lines = list(piece.lines(timezone.localdate(), most + 1))
    return {
        "piece": piece,
        "lines": lines[:most],
        "has_more": len(lines) > most,
        "whole": settings.BASE_URL + reverse(piece.whole),
        "base": settings.BASE_URL,
    }


@require_GET
def embeds(request: Request) -> HttpResponse:
    """What may be shown elsewhere, each with the line to copy."""
    require(request.acting, "portal.view_embeds")
    pieces = [(piece, _line(piece)) for piece in _embeds().values()]
    return render(request, "portal/embeds.html", {"pieces": pieces, "most": MOST})


def _line(piece: Embed) -> str:
    """HTML to copy, which the page shows as words."""
    address = f"{settings.BASE_URL}{reverse('portal:embed', args=[piece.code])}?nombre={SHOWN}"
    look = 'width="100%" height="480" loading="lazy"'
    return f'<iframe src="{address}" title="{escape(piece.label)}" {look}></iframe>'
