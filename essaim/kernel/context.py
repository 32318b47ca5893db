"""What every page knows: the navigation, the demo's mention, the network's name."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import MenuEntry, offered


def house(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `demo_notice`, `acting`: read by base.html."""
    acting = getattr(request, "acting", VISITOR)
    entries: list[MenuEntry] = sorted(offered("menu"), key=lambda entry: entry.order)
    menu = [
        {"label": entry.label, "url": reverse(entry.url_name)}
        for entry in entries
        if entry.shown_to(acting)
    ]
    here = [line["url"] for line in menu if request.path.startswith(str(line["url"]))]
    current = max(here, key=len, default="")
    return {
        "acting": acting,
        "menu": [{**line, "current": line["url"] == current} for line in menu],
        "demo_notice": demo_notice() if settings.DEMO else "",
    }


def demo_notice() -> str:
    """The mention that every page and every export of the demo carries."""
    return _("demonstration: people, votes and attendance are invented")
