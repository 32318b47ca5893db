"""What a consultation in writing has not: a room, and a second question."""

from django.utils.translation import gettext as _

from essaim.assemblies.models import Meeting
from essaim.kernel.errors import RuleBroken


def refuse_room(meeting: Meeting) -> None:
    """Raises RuleBroken for what happens among people who are together."""
    if meeting.is_written:
        raise RuleBroken(
            _("This question is put in writing: nobody meets, each answers from her mail.")
        )


def refuse_other_question(meeting: Meeting) -> None:
    """Raises RuleBroken once the question left: those who answered answered that one."""
    if meeting.is_written and meeting.is_frozen:
        raise RuleBroken(
            _("A consultation puts one question, which stays as it was sent: open another.")
        )
