"""The agenda of a meeting: its items, their order, what one reads before, what members propose."""

from collections.abc import Iterable
from typing import IO

from django.db.models import Max
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import AddedItems, Subject
from essaim.assemblies.meetings.actions.locking import locked_in, refuse_other_question
from essaim.assemblies.meetings.enums import AddedAs, ItemKind, ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaDocument, AgendaItem, Meeting
from essaim.assemblies.meetings.queries import keeps_the_agenda
from essaim.files.actions import store_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.network.models import Person
from essaim.network.queries.clusters import person_of
from essaim.programme.models import Objective

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
    for position, item in enumerate(numbered, start=1):
        item.position = position
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
    items, level = [item.pk], [item.pk]
    while level:
        below = AgendaItem.objects.filter(parent__in=level).order_by("pk")
        level = list(below.values_list("pk", flat=True))
        items += level
    return items


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


@action
def add_document(
    *,
    item: AgendaItem,
    by: Acting,
    title: str = "",
    url: str = "",
    file: StoredFile | None = None,
    shows_more: bool = False,
) -> AgendaDocument:
    """Join a link or a file that is kept already; a title says what one reads there.

    Raises WouldShow where fewer people see the file than the meeting.
    """
    refuse_other_question(item.meeting)
    if bool(url) == (file is not None):
        raise RuleBroken(_("A document is a link or a file: give one of them."))
    audience = item.meeting.action.audience
    refuse_to_show_unasked(audience, [file] if file else [], is_agreed=shows_more)
    title = title.strip() or url or str(file)
    return AgendaDocument.objects.create(item=item, title=title[:200], url=url, file=file)


@action
def add_file_document(
    *, item: AgendaItem, content: IO[bytes], name: str, by: Acting, title: str = ""
) -> AgendaDocument:
    """Keep a file, seen by those who see the meeting, and join it. Raises Refused for a bad one."""
    audience = item.meeting.action.audience
    stored = store_file(content=content, name=name, audience=audience, by=by)
    return add_document(item=item, title=title, file=stored, by=by)


@action
def remove_document(*, document: AgendaDocument, by: Acting) -> AgendaItem:
    """Take it away before the convocation leaves; the file stays stored."""
    if document.item.meeting.is_frozen:
        raise RuleBroken(_("The convocation has left: its documents stay."))
    document.delete()
    return document.item
