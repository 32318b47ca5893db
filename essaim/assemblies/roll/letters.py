"""What the room writes: convocations, reminders, changes, proxies. In the language of the network.

The texts are templates of `assemblies/mails`; every address in them is whole, and those that act in
the reader's name are theirs alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.roll.models import Elector, Proxy
from essaim.assemblies.roll.queries.convocation import Announced
from essaim.assemblies.roll.queries.recipients import BEHIND, Recipient, recipients_of
from essaim.post.letters import Enclosure, Letter, language_of_letters, of_template
from essaim.post.links import address_of, token_of
from essaim.post.models import Link

#: Where the texts stand.
MAILS = "assemblies/mails"


@dataclass(frozen=True)
class RecipientLinks:
    """The links of one recipient: to answer, and to follow the meeting and vote in it."""

    answer: Link
    sit: Link


def convocation_letters(
    announced: Announced,
    readers: Sequence[tuple[Recipient, RecipientLinks]],
    *,
    occasion: str,
    enclosures: Sequence[Enclosure] = (),
) -> list[Letter]:
    """One letter a recipient. `occasion` is what leaves once: `convocation:0`, `reminder:7`."""
    meeting = announced.meeting
    with language_of_letters():
        kind = occasion.partition(":")[0]
        subject = {
            "convocation": _("Convocation: %(meeting)s"),
            "reminder": _("Your answer is missing: %(meeting)s"),
            "change": _("New date or place: %(meeting)s"),
        }[kind] % {"meeting": meeting}
        things = {"announced": announced, "meeting": meeting, "kind": kind}
        return [
            of_template(
                recipient,
                subject,
                f"{MAILS}/convocation",
                {**things, **_addresses(announced, links)},
                html="assemblies/mails/convocation.html",
                once=occasion,
                about=meeting,
                reply_to=announced.contact,
                attachments=enclosures,
            )
            for recipient, links in readers
        ]


def cancellation_letters(
    announced: Announced, recipients: Sequence[Recipient], enclosures: Sequence[Enclosure] = ()
) -> list[Letter]:
    """That a meeting which was convened is not held."""
    meeting = announced.meeting
    with language_of_letters():
        return [
            of_template(
                recipient,
                _("Cancelled: %(meeting)s") % {"meeting": meeting},
                f"{MAILS}/cancellation",
                {"announced": announced, "meeting": meeting},
                once="cancellation",
                about=meeting,
                reply_to=announced.contact,
                attachments=enclosures,
            )
            for recipient in recipients
        ]


def proxy_letters(proxy: Proxy) -> list[Letter]:
    """To giver and holder: that it was given, or that it was taken back."""
    sides = Elector.objects.filter(pk__in=[proxy.giver_id, proxy.holder_id])
    electors = list(sides.select_related(*BEHIND).order_by("pk"))
    meeting = proxy.giver.meeting
    with language_of_letters():
        taken_back = proxy.withdrawn_at is not None
        subject = (
            _("Proxy taken back: %(meeting)s") if taken_back else _("Proxy given: %(meeting)s")
        )
        things = {"proxy": proxy, "meeting": meeting, "is_taken_back": taken_back}
        return [
            of_template(recipient, subject % {"meeting": meeting}, f"{MAILS}/proxy", things)
            for recipient in recipients_of(electors, timezone.localdate()).reached
        ]


def holder_away_letters(holder: Elector) -> list[Letter]:
    """To those whose proxy is held by somebody who cannot come."""
    givers = Elector.objects.filter(proxies_given__holder=holder, proxies_given__withdrawn_at=None)
    electors = list(givers.select_related(*BEHIND).order_by("folded", "pk"))
    with language_of_letters():
        subject = _("Your proxy holder cannot come: %(meeting)s") % {"meeting": holder.meeting}
        things = {"holder": holder, "meeting": holder.meeting}
        return [
            of_template(recipient, subject, f"{MAILS}/holder_away", things)
            for recipient in recipients_of(electors, timezone.localdate()).reached
        ]


def _addresses(announced: Announced, links: RecipientLinks) -> dict[str, Any]:
    """Those that are this reader's alone: each answer in the first person, where it is already
    ticked; the meeting; `carried` opens the files of the agenda to them.
    """
    answer = address_of(links.answer, "assemblies:answer_by_link")
    return {
        "choices": [(label, f"{answer}?reponse={word}") for word, label in announced.choices],
        "sit": address_of(links.sit, "assemblies:sitting_by_link"),
        "carried": carried_by(links.sit),
    }


def carried_by(link: Link) -> str:
    """The end of the address of a file, that the holder of the link reads it without account."""
    return f"?jeton={token_of(link)}"
