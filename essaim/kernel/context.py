"""What every page knows: the navigation, the demo's mention, the network's name."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.manifest import manifests, offered
from essaim.kernel.offering.menu import navigation
from essaim.kernel.signs import on_one_line


def house(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `network_name`, `demo_notice`, `acting`: read by base.html."""
    acting = getattr(request, "acting", VISITOR)
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "acting": acting,
        "network_name": network_name(),
        "menu": navigation(offered("menu"), acting, request.path, view_name),
        "demo_notice": demo_notice() if settings.DEMO else "",
    }


@UntilWritten
def network_name() -> str:
    """What the network is called; kept until anything is written, so that it costs no query."""
    says = (manifest.network_name for manifest in manifests())
    return on_one_line(next((say() for say in says if say is not None), ""))


def demo_notice() -> str:
    """The mention that every page and every export of the demo carries."""
    return _("demonstration: people, votes and attendance are invented")
