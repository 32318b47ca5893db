"""What every act on an agenda goes through: the meeting held, a title, a place, what may be added.

What the convocation announced no longer changes; what comes after it says why it may be opened.
"""

from django.db.models import Max
from django.utils.translation import gettext as _

from essaim.assemblies.actions.in_writing import refuse_other_question
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.enums import AddedAs, AddedItems, ItemKind, MeetingState, Subject
from essaim.assemblies.models import AgendaItem, Meeting
from essaim.assemblies.queries.second_calls import keeps_the_agenda
from essaim.kernel.errors import RuleBroken

#: Until the meeting is over, its agenda lives.
LIVE = {MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN}


def live_item(item: AgendaItem) -> AgendaItem:
    """The item as it stands, its meeting held until the act is over."""
    meeting = locked_in(item.meeting, LIVE)
    refuse_other_question(meeting)
    standing = AgendaItem.objects.get(pk=item.pk)
    standing.meeting = meeting
    return standing


def titled(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise RuleBroken(_("Give the item a title."))
    return title


def last_place(meeting: Meeting, parent: AgendaItem | None) -> int:
    beside = meeting.items.filter(parent=parent).aggregate(last=Max("position"))
    return (beside["last"] or 0) + 1


def admit(meeting: Meeting, item: AgendaItem) -> None:
    """Before the convocation, anything; after it, what the rules of the body let one add."""
    if keeps_the_agenda(meeting):
        raise RuleBroken(_("A second call is on the same agenda: nothing is added to it."))
    if not meeting.is_frozen or meeting.rules is None:
        item.added_as = AddedAs.ANNOUNCED
        return
    if meeting.rules.added_items == AddedItems.FREE:
        if item.added_as == AddedAs.ANNOUNCED:
            item.added_as = AddedAs.ADDED
        return
    _admit_as_minor(item)


def _admit_as_minor(item: AgendaItem) -> None:
    if item.added_as == AddedAs.MINOR:
        if item.subject != Subject.ORDINARY or item.kind == ItemKind.ELECTION:
            raise RuleBroken(
                _(
                    "A minor question is an ordinary one: elections, accounts, dues, statutes, "
                    "exclusions and the dissolution had to be announced by the convocation."
                )
            )
    elif item.added_as == AddedAs.INCIDENT:
        if not item.text:
            raise RuleBroken(
                _("Say what happened in the meeting that makes this question open by itself.")
            )
    else:
        raise RuleBroken(
            _(
                "The convocation has left: under the rules of this body only minor questions and "
                "incidents of the meeting, as a revocation, are added to the agenda."
            )
        )
