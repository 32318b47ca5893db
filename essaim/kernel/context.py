"""What every page knows: the navigation, the demo's mention, the network's name."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import MenuEntry, manifests, offered
from essaim.kernel.signs import on_one_line


def house(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `legal_links`, `network_name`, `demo_notice`, `acting`: read by base.html."""
    acting = getattr(request, "acting", VISITOR)
    entries: list[MenuEntry] = sorted(offered("menu"), key=lambda entry: entry.order)
    shown = [(entry, reverse(entry.url_name)) for entry in entries if entry.shown_to(acting)]
    current = _current(shown, request)
    footer: list[MenuEntry] = list(offered("footer"))
    return {
        "acting": acting,
        "network_name": network_name(),
        "legal_links": [(entry.label, reverse(entry.url_name)) for entry in footer],
        "menu": [
            {"label": entry.label, "url": url, "current": url == current} for entry, url in shown
        ],
        "demo_notice": demo_notice() if settings.DEMO else "",
    }


def _current(shown: Sequence[tuple[MenuEntry, str]], request: HttpRequest) -> str:
    """The address of the line under which this page stands; empty where there is none."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    named = (url for entry, url in shown if name in entry.also)
    around = [url for _entry, url in shown if request.path.startswith(url)]
    return next(named, max(around, key=len, default=""))


def network_name() -> str:
    """What the network is called; kept for a minute, so that a page costs no query for it."""
    name: str = cache.get_or_set("network_name", _network_name, timeout=60) or ""
    return name


def _network_name() -> str:
    says = (manifest.network_name for manifest in manifests())
    return on_one_line(next((say() for say in says if say is not None), ""))


def demo_notice() -> str:
    """The mention that every page and every export of the demo carries."""
    return _("demonstration: people, votes and attendance are invented")
