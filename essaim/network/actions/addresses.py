"""Telling a former address that another was noted in its place."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.context import network_name
from essaim.kernel.datewords import date_words
from essaim.post.actions import queue_messages
from essaim.post.enums import MessageState
from essaim.post.letters import Addressee, Letter, in_paragraphs, language_of_letters
from essaim.post.models import Message

REASON = "network.address"


def tell_former_address(
    former: str, now: str, *, by: Acting, person_key: UUID | None = None
) -> None:
    """Part of the act that changes an address: whoever is no longer written to hears of it.

    Who may vote and answer by the links in mails is decided by where these go. Nothing is told
    where the address stands, where it was the person who changed it, where nothing was ever written
    to it, and where the last mail to it was refused: nobody reads there.
    """
    is_same = former.casefold() == now.casefold()
    if not former or is_same or person_key in by.keys_of("person"):
        return
    last = Message.objects.filter(recipient__iexact=former).order_by("-id").first()
    if last is None or last.state == MessageState.FAILED:
        return
    queue_messages(letters=[_letter(Addressee(former, person_key))], reason=REASON, by=by)


def _letter(reader: Addressee) -> Letter:
    """Never with the new address, which may be of somebody else."""
    with language_of_letters():
        words = {
            "network": network_name() or _("the network"),
            "day": date_words(timezone.localdate(), language=settings.LANGUAGE_CODE),
        }
        paragraphs = (
            _("Hello,"),
            _("On %(day)s another address was noted in place of this one at %(network)s.") % words,
            _(
                "Convocations and links to answer or vote go there from now on. The links that "
                "you received here still open what they opened."
            ),
            _(
                "If you did not ask for that, tell the coordination or the bureau: the journal "
                "says who did it."
            ),
        )
        return in_paragraphs(
            reader, _("Your address at %(network)s was changed") % words, paragraphs
        )
