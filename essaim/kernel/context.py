"""What every page knows: the navigation, the demo's mention, the network's name."""

from email.utils import formataddr, parseaddr
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.colours import style_sheet
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.manifest import manifests, offered
from essaim.kernel.offering.identity import Identity
from essaim.kernel.offering.menu import navigation
from essaim.kernel.signs import on_one_line


def house(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `network_name`, `house_style`, `demo_notice`, `acting`: read by base.html."""
    acting = getattr(request, "acting", VISITOR)
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    says = identity()
    return {
        "acting": acting,
        "network_name": on_one_line(says.name),
        "house_style": _address_of_style(says.colour),
        "menu": navigation(offered("menu"), acting, request.path, view_name),
        "demo_notice": demo_notice() if settings.DEMO else "",
    }


@UntilWritten
def identity() -> Identity:
    """What the network says of itself; kept until anything is written: it costs no query."""
    says = (manifest.identity for manifest in manifests())
    return next((say() for say in says if say is not None), Identity())


def network_name() -> str:
    """What the network is called."""
    return on_one_line(identity().name)


def house_style() -> str:
    """The address of the colours of the network; blank where the house's own stand."""
    return _address_of_style(identity().colour)


def _address_of_style(colour: str) -> str:
    return f"{reverse('network:style')}?v={style_mark(colour)}" if colour else ""


def style_mark(colour: str) -> str:
    """Another one where anything of the style sheet is another: browsers keep it for a year."""
    return sha256(style_sheet(colour).encode()).hexdigest()[:16]


def mail_sender() -> str:
    """The address of the house, under the name that the network or its host gave it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((on_one_line(identity().sender) or name or network_name(), address))


def demo_notice() -> str:
    """The mention that every page and every export of the demo carries."""
    return _("demonstration: people, votes and attendance are invented")
