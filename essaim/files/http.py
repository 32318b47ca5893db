"""The bytes of a file as they leave the house: to be saved; pictures alone, to be shown."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from essaim.files.models import Picture, StoredFile
from essaim.kernel.acting import PUBLIC
from essaim.kernel.signs import on_one_line


def hand_out(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Whether this reader may have it, the view has seen to. Raises Http404 without content."""
    etag = f'"{stored.sha256}"'
    return _guarded(
        get_conditional_response(request, etag=etag) or _handed_out(stored), etag, stored
    )


def _guarded(response: HttpResponseBase, etag: str, stored: StoredFile) -> HttpResponseBase:
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(response, no_cache=True, **_shared(stored))
    patch_vary_headers(response, ["Cookie"])
    return response


def show_picture(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    """What texts show, within the page; asked again each time, as its audience may change."""
    etag = f'"{picture.sha256}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        bytes(picture.content), content_type=picture.content_type
    )
    return _guarded(response, etag, picture.stored)


def _shared(stored: StoredFile) -> dict[str, bool]:
    return {"public": True} if stored.audience == PUBLIC else {"private": True}


def _handed_out(stored: StoredFile) -> HttpResponseBase:
    """Headers in the manner of RFC 5987, so that accents in the name come through."""
    try:
        opened = stored.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = on_one_line(stored.name)
    return FileResponse(opened, as_attachment=True, filename=name, content_type=stored.content_type)
