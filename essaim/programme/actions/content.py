"""From what was said to rows: checked whole, then written. Helpers of the actions of the room."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from essaim.kernel.bulk import save_each
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.manifest import kinds
from essaim.kernel.models import AUDIENCES
from essaim.network.models import Group
from essaim.programme.content import COLUMNS, ActionContent
from essaim.programme.enums import ActionState, OrganisationRole, Precision
from essaim.programme.models import Action, ActionObjective, ActionOrganisation, ActionPerson

FIRST_YEAR, LAST_YEAR = 1901, 2200
COMMUNE = re.compile(r"(\d{2}|2[AB])\d{3}")
TITLE_LENGTH = 250
PLACE_LENGTH = 150


def checked(content: ActionContent) -> ActionContent:
    """The content made whole: text trimmed, days filled. Raises RuleBroken with the first fault."""
    content = replace(
        content,
        title=" ".join(content.title.split()),
        summary=content.summary.strip(),
        place=" ".join(content.place.split()),
        commune_code=content.commune_code.strip().upper(),
    )
    fault = next(_faults(content), None)
    if fault is not None:
        raise RuleBroken(fault)
    check_days(content.starts_on, content.ends_on or content.starts_on)
    check_audience(content.audience)
    starts_on, ends_on = whole_days(content)
    return replace(content, starts_on=starts_on, ends_on=ends_on)


def _faults(content: ActionContent) -> Iterator[str]:
    if not content.title:
        yield _("Give the action a title.")
    if len(content.title) > TITLE_LENGTH:
        yield _("The title is over %(length)s characters.") % {"length": TITLE_LENGTH}
    if len(content.place) > PLACE_LENGTH:
        yield _("The place is over %(length)s characters.") % {"length": PLACE_LENGTH}
    if content.kind not in kinds():
        yield _("“%(kind)s” is not a kind of action.") % {"kind": content.kind}
    if content.state not in ActionState.values:
        yield _("“%(state)s” is not a state of an action.") % {"state": content.state}
    if content.commune_code and not COMMUNE.fullmatch(content.commune_code):
        yield _("“%(code)s” is not the code of a commune.") % {"code": content.commune_code}
    yield from _faults_of_choices(content)


def _faults_of_choices(content: ActionContent) -> Iterator[str]:
    if content.precision not in Precision.values:
        yield _("“%(precision)s” is not a precision.") % {"precision": content.precision}
    roles = {role for _organisation, role in content.organisations}
    for role in sorted(roles - set(OrganisationRole.values)):
        yield _("“%(role)s” is not a role of an organisation.") % {"role": role}


def check_days(first: date, last: date) -> None:
    """Raises RuleBroken where a period runs backwards or far away."""
    if last < first:
        raise RuleBroken(_("The last day comes before the first."))
    check_year(first.year)
    check_year(last.year)


def check_year(year: int) -> None:
    """Raises RuleBroken where a year is a slip of the keyboard."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken(_("The year %(year)s is too far away.") % {"year": year})


def check_audience(audience: str) -> None:
    """Raises RuleBroken where nobody would be meant."""
    if not audience_is_known(audience):
        raise RuleBroken(_("“%(audience)s” is not a known audience.") % {"audience": audience})


def audience_is_known(audience: str) -> bool:
    """A word of the house, or the key of a group that exists."""
    if audience in dict(AUDIENCES):
        return True
    kind, _colon, key = audience.partition(":")
    is_key = re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key) is not None
    return kind == "group" and is_key and Group.objects.filter(key=key).exists()


def whole_days(content: ActionContent) -> tuple[date, date]:
    """First and last day; a month or a year is all of its days."""
    first, last = content.starts_on, content.ends_on or content.starts_on
    if content.precision == Precision.YEAR:
        return first.replace(month=1, day=1), last.replace(month=12, day=31)
    if content.precision == Precision.MONTH:
        return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    return first, last


def fill(action: Action, content: ActionContent) -> Action:
    """Writes a checked content: the row, then those who took part. Twice the same is once."""
    (fill_new if action.pk is None else fill_standing)([(action, content)])
    return action


def fill_standing(pairs: Sequence[tuple[Action, ActionContent]]) -> None:
    """Writes the checked contents of actions that stand, each once, in as many statements."""
    for action, content in pairs:
        _set(action, content)
        action.refold()
    actions = [action for action, _content in pairs]
    save_each(fitted(actions), (*COLUMNS, "folded"))
    for part in (ActionObjective, ActionOrganisation, ActionPerson):
        part._default_manager.filter(action__in=actions).delete()
    _write_parts(pairs)


def fill_new(contents: Iterable[tuple[Action, ActionContent]]) -> list[Action]:
    """Writes the checked contents of new actions, in as many statements as for one."""
    pairs = list(contents)
    for action, content in pairs:
        _set(action, content)
        action.refold()
    added = Action.objects.bulk_create(fitted(action for action, _content in pairs))
    _write_parts(pairs)
    return added


def _set(action: Action, content: ActionContent) -> None:
    for name in COLUMNS:
        setattr(action, name, getattr(content, name))


def _write_parts(pairs: Sequence[tuple[Action, ActionContent]]) -> None:
    ActionObjective.objects.bulk_create(
        fitted(
            ActionObjective(action=action, objective=objective, position=position)
            for action, content in pairs
            for position, objective in enumerate(dict.fromkeys(content.objectives))
        )
    )
    ActionOrganisation.objects.bulk_create(
        fitted(
            ActionOrganisation(action=action, organisation=organisation, role=role)
            for action, content in pairs
            for organisation, role in dict.fromkeys(content.organisations)
        )
    )
    ActionPerson.objects.bulk_create(
        fitted(
            ActionPerson(action=action, person=person, label=label.strip())
            for action, content in pairs
            for person, label in dict(content.people).items()
        )
    )
