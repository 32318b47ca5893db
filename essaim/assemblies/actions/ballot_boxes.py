"""The box of a secret ballot: what is needed for it to keep its secret, and its end."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.enums import Method
from essaim.assemblies.marks import FEWEST_ELECTORS, FEWEST_VOTERS
from essaim.assemblies.models import Meeting, Resolution, SecretBallot, SignOff
from essaim.assemblies.queries.people_behind import people_behind, people_who_voted
from essaim.kernel.errors import RuleBroken
from essaim.kernel.former_rows import sweep


class TooFewVoters(RuleBroken):
    """Counting so few secret ballots would tell who voted what."""


def refuse_small_groups(resolution: Resolution, meeting: Meeting) -> None:
    """Raises RuleBroken where a group that is counted apart is too small to hide anybody in."""
    electors = meeting.electors.with_right()
    people = people_behind(electors, meeting)
    if resolution.method == Method.COLLEGES:
        colleges = defaultdict(set)
        for pk, name in electors.values_list("pk", "college__name"):
            colleges[str(name)].add(people[pk])
        for name, behind in sorted(colleges.items()):
            if len(behind) < FEWEST_ELECTORS:
                raise RuleBroken(
                    ngettext(
                        "“%(college)s” counts %(size)s person who votes: a ballot counted by "
                        "college is secret from five on in each.",
                        "“%(college)s” counts %(size)s people who vote: a ballot counted by "
                        "college is secret from five on in each.",
                        len(behind),
                    )
                    % {"college": name, "size": len(behind)}
                )
    elif (size := len(set(people.values()))) < FEWEST_ELECTORS:
        raise RuleBroken(
            ngettext(
                "There is %(size)s person who votes: a ballot is secret from five on.",
                "There are %(size)s people who vote: a ballot is secret from five on.",
                size,
            )
            % {"size": size}
        )


def refuse_too_few(resolution: Resolution) -> None:
    """Raises TooFewVoters where counting the box would tell who voted what.

    People are counted, not ballots: the proxies that one holder cast hide nobody.
    """
    if not resolution.is_secret:
        return
    voted = defaultdict(set)
    for key, person in people_who_voted(resolution).items():
        is_by_college = resolution.method == Method.COLLEGES
        college = resolution.roll["electors"].get(str(key), "") if is_by_college else ""
        voted[college].add(person)
    if any(len(people) < FEWEST_VOTERS for people in voted.values()):
        raise TooFewVoters(
            _(
                "Fewer than three people voted in a group that is counted, proxies apart: the "
                "count would tell who voted what. Wait for others, or withdraw the resolution."
            )
        )


def destroy_box(resolution: Resolution) -> None:
    """What was put in a secret box is never counted, nor who put it there."""
    resolution.box.all().delete()
    resolution.sign_offs.all().delete()
    if resolution.is_secret:
        sweep_on_commit()


def sweep_boxes() -> bool:
    """Takes former states of every box and sheet out of the files of the database.

    Two states that follow each other join a voter to a ballot. Answers whether nothing held it up.
    """
    return sweep(SecretBallot, SignOff)


def sweep_open_boxes() -> None:
    """As long as people vote in secret: the last sweep may have been held up."""
    if Resolution.objects.open().filter(is_secret=True).exists():
        sweep_boxes()


def sweep_on_commit() -> None:
    """Once the act is over; a vote is cast whether or not the sweep is held up."""
    transaction.on_commit(sweep_boxes, robust=True)
