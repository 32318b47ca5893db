"""What every page knows: the navigation, the demo's mention, the network's name."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import MenuEntry, manifests, offered


def house(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `legal_links`, `network_name`, `demo_notice`, `acting`: read by base.html."""
    acting = getattr(request, "acting", VISITOR)
    entries: list[MenuEntry] = sorted(offered("menu"), key=lambda entry: entry.order)
    menu = [
        {"label": entry.label, "url": reverse(entry.url_name)}
        for entry in entries
        if entry.shown_to(acting)
    ]
    here = [line["url"] for line in menu if request.path.startswith(str(line["url"]))]
    current = max(here, key=len, default="")
    footer: list[MenuEntry] = list(offered("footer"))
    return {
        "acting": acting,
        "network_name": network_name(),
        "legal_links": [(entry.label, reverse(entry.url_name)) for entry in footer],
        "menu": [{**line, "current": line["url"] == current} for line in menu],
        "demo_notice": demo_notice() if settings.DEMO else "",
    }


def network_name() -> str:
    """What the network is called; kept for a minute, so that a page costs no query for it."""
    name: str = cache.get_or_set("network_name", _network_name, timeout=60) or ""
    return name


def _network_name() -> str:
    says = (manifest.network_name for manifest in manifests())
    return next((say() for say in says if say is not None), "")


def demo_notice() -> str:
    """The mention that every page and every export of the demo carries."""
    return _("demonstration: people, votes and attendance are invented")
