"""What the room writes: convocations, reminders, changes, proxies. In the language of the network.

Subjects and texts are templates of `assemblies/mails`; an address in them is always whole.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.models import Elector, Proxy
from essaim.assemblies.queries.recipients import BEHIND, Recipient, recipients_of
from essaim.kernel.context import network_name
from essaim.post.letters import Letter


def proxy_letters(proxy: Proxy) -> list[Letter]:
    """To giver and holder: that it was given, or that it was taken back."""
    sides = Elector.objects.filter(pk__in=[proxy.giver_id, proxy.holder_id])
    electors = list(sides.select_related(*BEHIND).order_by("pk"))
    meeting = proxy.giver.meeting
    with override(settings.LANGUAGE_CODE):
        taken_back = proxy.withdrawn_at is not None
        subject = (
            _("Proxy taken back: %(meeting)s") if taken_back else _("Proxy given: %(meeting)s")
        )
        things = {"proxy": proxy, "meeting": meeting, "is_taken_back": taken_back}
        return [
            _letter(one, subject % {"meeting": meeting}, "proxy", things)
            for one in recipients_of(electors, timezone.localdate()).reached
        ]


def _letter(
    recipient: Recipient, subject: str, template: str, things: Mapping[str, Any], **more: Any
) -> Letter:
    context = {**things, "recipient": recipient, "network_name": network_name()}
    text = render_to_string(f"assemblies/mails/{template}.txt", context)
    return Letter(
        recipient=recipient.email,
        subject=subject,
        text=text,
        person_key=recipient.person_key,
        language=settings.LANGUAGE_CODE,
        **more,
    )
