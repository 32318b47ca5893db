"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Manifest, Retention

_PROOF = _("proves that the mail left; the address and the text go, the date and the reason stay")
_REACHES_HER = _("it reaches her")
_WHILE_CONTESTED = _("as long as what was decided can be contested: five years")
_UNTIL_IT_ENDS = _("until the link ends")


MANIFEST = Manifest(
    room="post",
    retention=[
        Retention("post.Message", "recipient", "anonymise", _PROOF, _WHILE_CONTESTED),
        Retention("post.Message", "person_key", "anonymise", _PROOF, _WHILE_CONTESTED),
        Retention("post.Message", "text", "erase", _PROOF, _WHILE_CONTESTED),
        Retention("post.Message", "reply_to", "erase", _REACHES_HER, _WHILE_CONTESTED),
        Retention("post.Link", "email", "erase", _REACHES_HER, _UNTIL_IT_ENDS),
        Retention("post.Link", "person_key", "erase", _REACHES_HER, _UNTIL_IT_ENDS),
    ],
)
