"""The list of the room."""

from collections.abc import Iterator
from operator import itemgetter

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Listing, Nothing
from essaim.post.enums import MessageState
from essaim.post.models import Message
from essaim.post.queries import reason_labels


def _reasons(_by: Acting) -> Iterator[tuple[str, str]]:
    return iter(sorted(reason_labels().items(), key=itemgetter(1)))


def _reason(message: Message) -> str:
    return reason_labels().get(message.reason, message.reason)


MESSAGES = Listing(
    title=_("Mail"),
    lead=_("Every mail that the house sends: to whom, why, and whether it left."),
    model=Message,
    columns=(
        columns.link("called", _("Subject")),
        columns.text("recipient"),
        columns.text(_reason, _("Reason")),
        columns.moment("queued_at"),
        columns.state(),
    ),
    filters=(
        filters.words(_("Address")),
        filters.choice("etat", _("State"), MessageState.choices, "state"),
        filters.choice("motif", _("Reason"), _reasons, "reason"),
    ),
    nothing=Nothing(
        _("No mail has left yet"),
        _(
            "Convocations, reminders and answers will stand here as soon as there are some: "
            "nothing to do."
        ),
    ),
    audience_label=_("the coordination"),
    template="post/messages.html",
)
