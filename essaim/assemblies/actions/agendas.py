"""The agenda of a meeting: its items and their order.

What the convocation announced no longer changes; what comes after it says why it may be opened.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from essaim.assemblies.actions.agenda_items import LIVE, admit, last_place, live_item, titled
from essaim.assemblies.actions.in_writing import refuse_other_question
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.enums import AddedAs, ItemState, Subject
from essaim.assemblies.models import AgendaItem, Meeting
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.network.models import Person
from essaim.programme.models import Objective


@action
def add_item(
    *,
    meeting: Meeting,
    title: str,
    kind: str,
    by: Acting,
    subject: str = Subject.ORDINARY,
    text: str = "",
    minutes_planned: int = 0,
    presenter: Person | None = None,
    objective: Objective | None = None,
    parent: AgendaItem | None = None,
    added_as: str = "",
) -> AgendaItem:
    """Put an item at the end of the agenda, or of the item above it.

    `added_as` says why it may be opened, once the convocation has left. Raises RuleBroken where the
    rules of the body do not let it be added.
    """
    meeting = locked_in(meeting, LIVE)
    refuse_other_question(meeting)
    item = AgendaItem(
        meeting=meeting,
        title=titled(title),
        kind=kind,
        subject=subject,
        text=text.strip(),
        minutes_planned=minutes_planned,
        presenter=presenter,
        objective=objective,
        parent=_parent_in(meeting, parent),
        added_as=added_as or AddedAs.ANNOUNCED,
    )
    admit(meeting, item)
    item.position = last_place(meeting, item.parent)
    item.save()
    return item


def _parent_in(meeting: Meeting, parent: AgendaItem | None) -> AgendaItem | None:
    if parent is not None and (
        parent.meeting_id != meeting.pk or parent.state != ItemState.ACCEPTED
    ):
        raise RuleBroken(_("The item above it is not on this agenda."))
    return parent


@action
def edit_item(
    *,
    item: AgendaItem,
    title: str,
    kind: str,
    by: Acting,
    subject: str = Subject.ORDINARY,
    text: str = "",
    minutes_planned: int = 0,
    presenter: Person | None = None,
    objective: Objective | None = None,
) -> AgendaItem:
    """Say it better. What was announced keeps its title, its kind and its subject."""
    item = live_item(item)
    announced = item.title, item.kind, item.subject
    item.title, item.kind, item.subject = titled(title), kind, subject
    is_other = announced != (item.title, item.kind, item.subject)
    if is_other and item.meeting.is_frozen and item.added_as == AddedAs.ANNOUNCED:
        raise RuleBroken(
            _("The convocation announced this item: its title, kind and subject stay as they are.")
        )
    if item.meeting.is_frozen and item.added_as != AddedAs.ANNOUNCED:
        admit(item.meeting, item)
    item.text, item.minutes_planned = text.strip(), minutes_planned
    item.presenter, item.objective = presenter, objective
    item.save()
    return item


def _placed(item: AgendaItem) -> AgendaItem:
    """The same, where it has a place on the agenda."""
    item = live_item(item)
    if item.state != ItemState.ACCEPTED:
        raise RuleBroken(_("This item is not on the agenda: put it there first."))
    return item


@action
def move_item(*, item: AgendaItem, up: bool, by: Acting) -> AgendaItem:
    """One place up or down among the items beside it; the first stays first, the last last."""
    item = _placed(item)
    beside = list(item.meeting.items.on_agenda().filter(parent=item.parent_id))
    place = beside.index(item)
    other = place - 1 if up else place + 1
    if 0 <= other < len(beside):
        beside[place], beside[other] = beside[other], beside[place]
        _number(beside)
    item.refresh_from_db(fields=["position"])
    return item


def _number(items: Iterable[AgendaItem]) -> None:
    numbered = list(items)
    for position, one in enumerate(numbered, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(fitted(numbered), ["position"])


@action
def nest_item(*, item: AgendaItem, parent: AgendaItem | None, by: Acting) -> AgendaItem:
    """Put an item under another, at the end; without a parent, at the end of the agenda."""
    item = _placed(item)
    above = _parent_in(item.meeting, parent)
    if above is not None and above.pk in _with_all_under(item):
        raise RuleBroken(_("An item does not stand under itself."))
    if item.parent_id == (above.pk if above else None):
        return item
    item.position = last_place(item.meeting, above)
    item.parent = above
    item.save(update_fields=["parent", "position"])
    return item


@action
def remove_item(*, item: AgendaItem, by: Acting) -> Meeting:
    """Take an item off, with those under it, as long as the convocation has not left.

    What came by itself stays among what was declined, so that it does not come back by itself.
    """
    item = live_item(item)
    if item.meeting.is_frozen:
        raise RuleBroken(_("The convocation has left: the agenda keeps what it announced."))
    under = _with_all_under(item)
    if item.meeting.resolutions.filter(item__in=under).exists():
        raise RuleBroken(_("A resolution stands under this item: withdraw it first."))
    if item.source:
        item.children.all().delete()
        item.state, item.reason_declined = ItemState.DECLINED, _("Taken off the agenda.")
        item.save(update_fields=["state", "reason_declined"])
    else:
        item.delete()
    return item.meeting


def _with_all_under(item: AgendaItem) -> list[int]:
    found, level = [item.pk], [item.pk]
    while level:
        below = AgendaItem.objects.filter(parent__in=level).order_by("pk")
        level = list(below.values_list("pk", flat=True))
        found += level
    return found
