"""What the house tells everybody, in the formats of feed readers."""

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from essaim.kernel.feeds import Bulletin, as_atom, as_json_feed
from essaim.kernel.http import Request, open_to_visitors
from essaim.portal.news import bulletin_of, feeds

ATOM, JSON_FEED = "application/atom+xml; charset=utf-8", "application/feed+json"


@open_to_visitors("a feed tells what visitors see")
@require_GET
def follow_atom(request: Request, code: str = "") -> HttpResponse:
    return HttpResponse(as_atom(_bulletin(request, code)), content_type=ATOM)


@open_to_visitors("a feed tells what visitors see")
@require_GET
def follow_json(request: Request, code: str = "") -> HttpResponse:
    feed = as_json_feed(_bulletin(request, code))
    return JsonResponse(feed, content_type=JSON_FEED, json_dumps_params={"ensure_ascii": False})


def _bulletin(request: Request, code: str) -> Bulletin:
    feed = feeds().get(code)
    if code and feed is None:
        raise Http404
    return bulletin_of(timezone.localdate(), request.path, feed)
