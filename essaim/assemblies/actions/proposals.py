"""What members propose for an agenda: asked for, put on it, or left out with a reason."""

from django.utils.translation import gettext as _

from essaim.assemblies.actions.agenda_items import LIVE, admit, last_place, live_item, titled
from essaim.assemblies.actions.in_writing import refuse_other_question
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.enums import AddedAs, ItemState
from essaim.assemblies.models import AgendaItem, Meeting
from essaim.assemblies.queries.persons import person_of
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken


@action
def propose_item(
    *,
    meeting: Meeting,
    title: str,
    kind: str,
    by: Acting,
    text: str = "",
    minutes_planned: int = 0,
) -> AgendaItem:
    """Ask for an item; who convenes accepts it, or says why not."""
    meeting = locked_in(meeting, LIVE)
    refuse_other_question(meeting)
    return AgendaItem.objects.create(
        meeting=meeting,
        title=titled(title),
        kind=kind,
        text=text.strip(),
        minutes_planned=minutes_planned,
        state=ItemState.PROPOSED,
        proposed_by=person_of(by),
    )


@action
def accept_item(*, item: AgendaItem, by: Acting, added_as: str = "") -> AgendaItem:
    """Put what was proposed at the end of the agenda, by the rules for adding an item.

    What was taken off comes back under its item, as long as that one is on the agenda.
    """
    item = live_item(item)
    if item.state == ItemState.ACCEPTED:
        raise RuleBroken(_("This item is on the agenda already."))
    item.added_as = added_as or AddedAs.ANNOUNCED
    admit(item.meeting, item)
    item.state, item.reason_declined = ItemState.ACCEPTED, ""
    if item.parent is not None and item.parent.state != ItemState.ACCEPTED:
        item.parent = None
    item.position = last_place(item.meeting, item.parent)
    item.save()
    return item


@action
def decline_item(*, item: AgendaItem, reason: str, by: Acting) -> AgendaItem:
    """Leave out what was proposed; whoever proposed it reads why."""
    item = live_item(item)
    if item.state != ItemState.PROPOSED:
        raise RuleBroken(_("Only what is proposed is declined."))
    reason = " ".join(reason.split())
    if not reason:
        raise RuleBroken(_("Say why it is declined: whoever proposed it reads it."))
    item.state, item.reason_declined = ItemState.DECLINED, reason
    item.save(update_fields=["state", "reason_declined"])
    return item
