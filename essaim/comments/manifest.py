"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.comments.below import below
from essaim.comments.chores import sweep_comments, tell_people
from essaim.comments.deeds import DEEDS
from essaim.comments.letters import REASON
from essaim.comments.personal import PERSONAL
from essaim.comments.queries import reached_at, remarks_to_settle
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import EVERY_HOUR, Awaiting, MailReason, Manifest, Timer
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening
from essaim.kernel.rules import can


def _reads_all(acting: Acting) -> bool:
    return can(acting, "comments.view_comments")


MANIFEST = Manifest(
    room="comments",
    deeds=DEEDS,
    opening=Opening(
        _("Remarks"),
        _("What people of the network say below a page, answer and settle."),
    ),
    menu=[MenuEntry(_("Remarks"), "comments:comments", MenuGroup.TOOLS, 5, shown_to=_reads_all)],
    awaiting=[Awaiting("comments.remarks", _("Remarks to settle"), remarks_to_settle)],
    mail_reasons=[MailReason(REASON, _("Remarks"), is_between_people=True)],
    timers=[
        Timer("comments.tell_people", tell_people),
        Timer("comments.sweep_comments", sweep_comments, EVERY_HOUR, is_promised=True),
    ],
    personal=PERSONAL,
    reached_at=reached_at,
    below=below,
)
