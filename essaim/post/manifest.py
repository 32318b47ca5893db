"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import COORDINATION, Acting
from essaim.kernel.manifest import Manifest, MenuEntry, Retention, Timer
from essaim.post.sending import wake

_PROOF = _("proves that the mail left; the address and the text go, the date and the reason stay")
_WRITTEN = _("proves what was written; to others, the text stays without the name")
_REACHES_HER = _("it reaches her")
_WHILE_CONTESTED = _("as long as what was decided can be contested: five years")
_UNTIL_IT_ENDS = _("until the link ends")


def _writes(acting: Acting) -> bool:
    return acting.is_one_of(COORDINATION)


MANIFEST = Manifest(
    room="post",
    menu=[MenuEntry(_("Mail"), "post:messages", order=70, shown_to=_writes)],
    timers=[Timer("post.wake", wake)],
    retention=[
        Retention("post.Message", "recipient", "anonymise", _PROOF, _WHILE_CONTESTED),
        Retention("post.Message", "person_key", "anonymise", _PROOF, _WHILE_CONTESTED),
        Retention("post.Message", "text", "erase", _WRITTEN, _WHILE_CONTESTED),
        Retention("post.Message", "reply_to", "erase", _REACHES_HER, _WHILE_CONTESTED),
        Retention("post.Link", "email", "erase", _REACHES_HER, _UNTIL_IT_ENDS),
        Retention("post.Link", "person_key", "erase", _REACHES_HER, _UNTIL_IT_ENDS),
    ],
)
