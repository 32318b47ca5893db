"""Writing actions: what is worth telling, what proves it, what it leads to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.files.actions import store_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action
from essaim.journal.claims import refuse_just_noted
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.programme.actions.content import checked, fill, fill_standing
from essaim.programme.actions.kept import refuse_kept
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionLinkKind, ActionState, Origin
from essaim.programme.models import Action, ActionLink, Evidence
from essaim.programme.queries.revisions import RowsNamed, records_at, states_before
from essaim.questions.actions import record_fields

ALIVE = (ActionState.PLANNED, ActionState.HELD)
Mark = tuple[str, str]  # the source, and the identifier by which it knows the action


@action
def add_action(
    *,
    content: ActionContent,
    by: Acting,
    origin: str = Origin.BY_HAND,
    source: str = "",
    external_id: str = "",
) -> Action:
    """Note something worth telling. Raises RuleBroken where the content does not hold together."""
    content = checked(content)
    refuse_known([(source, external_id)])
    if origin == Origin.BY_HAND:
        refuse_just_noted(_twins_of(content), "programme.add_action", content.title)
    action = Action(origin=origin, source=source, external_id=external_id)
    return fill(action, content)


def _twins_of(content: ActionContent) -> QuerySet[Action]:
    """Of the same title and day, at the same place; what was discarded is nobody's twin."""
    shared_fields = ("title", "kind", "starts_on", "ends_on", "place")
    same = Action.objects.filter(**{name: getattr(content, name) for name in shared_fields})
    return same.exclude(state=ActionState.DISCARDED)


@action
def add_proven_action(
    *,
    content: ActionContent,
    by: Acting,
    url: str = "",
    title: str = "",
    more: Mapping[str, Any] | None = None,
) -> Action:
    """Note an action with the link that proves it, if there is one: both or neither.

    `more`: the fields that the network added.
    """
    noted = add_action(content=content, by=by)
    if more:
        record_fields(thing=noted, typed=more, by=by)
    return add_evidence(action=noted, title=title, url=url, by=by) if url else noted


@action
def edit_action(
    *,
    action: Action,
    content: ActionContent,
    by: Acting,
    more: Mapping[str, Any] | None = None,
    by_keeper: bool = False,
) -> Action:
    """Say it better. What it said before stays in its history; `more`: fields of the network.

    `by_keeper` is for the room that keeps it: others do not change what the two share.
    """
    content = checked(content)
    if not by_keeper:
        refuse_kept(action, content)
    if more:
        record_fields(thing=action, typed=more, by=by)
    return fill(action, content)


@action
def keep_both_versions(*, action: Action, content: ActionContent, by: Acting) -> Action:
    """Keep what came second as a version of the history; the one that stands stays in place."""
    standing = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    stands = ActionContent.of(standing)
    edit_action(action=standing, content=content, by=by)
    return fill(standing, stands)


@action
def cancel_action(*, action: Action, by: Acting, by_keeper: bool = False) -> Action:
    """It was planned and did not happen; it stays on the lists, crossed out."""
    if not by_keeper:
        refuse_kept(action)
    if action.state not in ALIVE:
        raise RuleBroken(_("This action is already cancelled or discarded."))
    return _moved(action, ActionState.CANCELLED)


@action
def discard_action(*, action: Action, by: Acting) -> Action:
    """Noted by mistake, or twice: out of the lists and the figures, never out of the house.

    Nothing is deleted, so a published report that cites it keeps its frozen copy, and its list of
    drifts tells that the action was discarded since.
    """
    refuse_to_discard(action)
    return _moved(action, ActionState.DISCARDED)


def refuse_to_discard(action: Action) -> None:
    refuse_kept(action)
    if action.state == ActionState.DISCARDED:
        raise RuleBroken(_("This action is already discarded."))


@action
def restore_action(*, action: Action, by: Acting) -> Action:
    """Take a cancelled or discarded action back, in the state it had before."""
    refuse_kept(action)
    if action.state in ALIVE:
        raise RuleBroken(_("This action is neither cancelled nor discarded."))
    later = action.starts_on > timezone.localdate()
    usual = ActionState.PLANNED if later else ActionState.HELD
    return _moved(action, next((s for s in states_before(action) if s in ALIVE), usual))


def _moved(action: Action, state: str) -> Action:
    action.state = state
    action.save(update_fields=["state"])
    return action


@action
def identify_action(*, action: Action, source: str, external_id: str, by: Acting) -> Action:
    """Say by which identifier its source knows it. Raises RuleBroken where another has it."""
    refuse_known([(source, external_id)], but=[action])
    action.source, action.external_id = source, external_id
    action.save(update_fields=["source", "external_id"])
    return action


def refuse_known(marks: Iterable[Mark], *, but: Collection[Action] = ()) -> None:
    """Raises RuleBroken where an action has the identifier already, or two are to have it."""
    wanted = [mark for mark in marks if mark[1]]
    known = Action.objects.filter(external_id__in={identifier for _source, identifier in wanted})
    others = (
        known.exclude(pk__in=[action.pk for action in but]) if wanted else Action.objects.none()
    )
    taken = set(others.values_list("source", "external_id"))
    for mark in wanted:
        if mark in taken:
            source, identifier = mark
            raise RuleBroken(
                _("“%(id)s” of %(source)s is already noted.") % {"id": identifier, "source": source}
            )
        taken.add(mark)


@action
def highlight_action(*, action: Action, is_highlight: bool, by: Acting) -> Action:
    """Make it a highlight of the year, or no longer."""
    action.is_highlight = is_highlight
    action.save(update_fields=["is_highlight"])
    return action


@action
def link_actions(*, action: Action, target: Action, kind: str, by: Acting) -> Action:
    """Say that one action is born of, adopted by, reports on, reuses or follows another."""
    if kind not in ActionLinkKind.values:
        raise RuleBroken(_("Choose how the two actions are linked."))
    if action.pk == target.pk:
        raise RuleBroken(_("An action is not linked to itself."))
    _link, is_new = ActionLink.objects.get_or_create(source=action, target=target, kind=kind)
    if not is_new:
        raise RuleBroken(_("These two actions are already linked so."))
    return action


@action
def unlink_actions(*, action: Action, link: ActionLink, by: Acting) -> Action:
    """Take a link of this action away; its history remembers it."""
    if link.source_id != action.pk:
        raise RuleBroken(_("This link belongs to another action."))
    link.delete()
    return action


@action
def add_evidence(
    *, action: Action, title: str, by: Acting, url: str = "", file: StoredFile | None = None
) -> Action:
    """Join what proves it: a link or a file, with a title that says what one will find there."""
    if bool(url) == (file is not None):
        raise RuleBroken(_("Evidence is a link or a file: give one of them."))
    if url and action.evidence.filter(url=url).exists():
        raise RuleBroken(_("This link is already among the evidence."))
    Evidence.objects.create(
        action=action, title=title.strip() or url or str(file), url=url, file=file
    )
    return action


@action
def add_file_evidence(
    *, action: Action, content: IO[bytes], name: str, title: str, by: Acting
) -> Action:
    """Keep a file and join it, seen by those who see the action. Raises Refused for a bad file."""
    stored = store_file(content=content, name=name, audience=action.audience, by=by)
    return add_evidence(action=action, title=title, file=stored, by=by)


@action
def remove_evidence(*, action: Action, evidence: Evidence, by: Acting) -> Action:
    """Take a piece of evidence away; its history remembers it, and a file stays stored."""
    if evidence.action_id != action.pk:
        raise RuleBroken(_("This evidence belongs to another action."))
    evidence.delete()
    return action


@action
def restore_revision(*, action: Action, number: int, by: Acting) -> Action:
    """Make the action say again what it said then, with its evidence and its links.

    A version always says where it comes from: restoring makes a new one, it never rewinds.
    """
    restore_all([(action, number)])
    return action


def restore_all(wanted: Sequence[tuple[Action, int]]) -> None:
    """Writes what each said in one of its revisions, with its evidence and its links."""
    records = records_at(wanted)
    actions, named = [action for action, _number in wanted], RowsNamed(records)
    contents = [named.content(record) for record in records]
    for noted, content in zip(actions, contents, strict=True):
        refuse_kept(noted, content)
    Evidence.objects.filter(action__in=actions).delete()
    Evidence.objects.bulk_create(
        fitted(
            Evidence(action=action, title=title, url=url, file=file)
            for action, record in zip(actions, records, strict=True)
            for title, url, file in named.evidence(record)
        )
    )
    ActionLink.objects.filter(source__in=actions).delete()
    ActionLink.objects.bulk_create(
        fitted(
            ActionLink(source=action, target=target, kind=kind)
            for action, record in zip(actions, records, strict=True)
            for target, kind in named.links(record)
        )
    )
    fill_standing([(a, checked(content)) for a, content in zip(actions, contents, strict=True)])
