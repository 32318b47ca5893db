"""Writing thousands of actions as one by one: what a file tells, and what taking it back asks."""

from collections.abc import Sequence

from essaim.journal.actions import many
from essaim.kernel.acting import Acting
from essaim.kernel.bulk import save_each
from essaim.kernel.fitting import fitted
from essaim.kernel.lengths import length_of
from essaim.programme.actions.actions import (
    Mark,
    add_action,
    add_evidence,
    discard_action,
    edit_action,
    identify_action,
    refuse_known,
    refuse_to_discard,
    restore_all,
    restore_revision,
)
from essaim.programme.actions.content import checked, fill_new, fill_standing
from essaim.programme.actions.kept import refuse_kept
from essaim.programme.content import ActionContent, Noting
from essaim.programme.enums import ActionState, Origin
from essaim.programme.models import Action, Evidence


@many(add_action)
def add_actions(*, notings: Sequence[Noting], by: Acting) -> list[Action]:
    """Note what a file tells, in their order. Raises RuleBroken where one does not hold together.

    None of them is noted yet: who imports has looked.
    """
    refuse_known((noting.source, noting.external_id) for noting in notings)
    added = fill_new(
        (
            Action(origin=Origin.IMPORT, source=noting.source, external_id=noting.external_id),
            checked(noting.content),
        )
        for noting in notings
    )
    _join(added, [noting.links for noting in notings])
    return added


@many(edit_action, action="actions", content="contents")
def edit_actions(
    *, actions: list[Action], contents: Sequence[ActionContent], by: Acting
) -> list[Action]:
    """Have each of these say what stands at its place among the contents."""
    pairs = [(noted, checked(content)) for noted, content in zip(actions, contents, strict=True)]
    for noted, content in pairs:
        refuse_kept(noted, content)
    fill_standing(pairs)
    return actions


@many(add_evidence, action="actions")
def prove_actions(
    *, actions: list[Action], links: Sequence[Sequence[str]], by: Acting
) -> list[Action]:
    """Join to each of these links that are not among its evidence: who imports has looked."""
    _join(actions, links)
    return actions


@many(identify_action, action="actions")
def identify_actions(*, actions: list[Action], marks: Sequence[Mark], by: Acting) -> list[Action]:
    """Say by which identifier its source knows each. Raises RuleBroken where another has it."""
    refuse_known(marks, but=actions)
    for noted, (source, identifier) in zip(actions, marks, strict=True):
        noted.source, noted.external_id = source, identifier
    save_each(fitted(actions), ("source", "external_id"))
    return actions


@many(discard_action, action="actions")
def discard_actions(*, actions: list[Action], by: Acting) -> list[Action]:
    """Discard what a file had noted. Raises RuleBroken where one of them cannot be."""
    for noted in actions:
        refuse_to_discard(noted)
        noted.state = ActionState.DISCARDED
    save_each(fitted(actions), ("state",))
    return actions


@many(restore_revision, action="actions")
def restore_revisions(*, actions: list[Action], numbers: Sequence[int], by: Acting) -> list[Action]:
    """Have each of these say again what it said in the revision of that number."""
    restore_all(list(zip(actions, numbers, strict=True)))
    return actions


def _join(actions: Sequence[Action], links: Sequence[Sequence[str]]) -> None:
    Evidence.objects.bulk_create(
        fitted(
            Evidence(action=noted, title=url[: length_of(Evidence, "title")], url=url)
            for noted, some in zip(actions, links, strict=True)
            for url in some
        )
    )
