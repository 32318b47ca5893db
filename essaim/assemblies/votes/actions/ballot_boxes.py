"""The box of a secret ballot: what is needed for it to keep its secret, and its end.

Also the secret that is sealed as a vote opens, so that nobody chooses or knows how lots fall.
"""

from collections import defaultdict
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.bodies.enums import TieBreak
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.votes.enums import Method
from essaim.assemblies.votes.marks import DELIBERATED, FEWEST_ELECTORS, FEWEST_VOTERS, YES_OR_NO
from essaim.assemblies.votes.models import Resolution, SealedSecret, SecretBallot, SignOff
from essaim.assemblies.votes.queries.people import people_behind, people_who_voted
from essaim.kernel.errors import RuleBroken
from essaim.kernel.former_rows import sweep
from essaim.tally.seals import seal_of


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


def seal_lots(resolution: Resolution) -> None:
    """Keeps a new secret, and its seal in the rule that is being frozen; nothing without lots."""
    is_choice = resolution.method not in YES_OR_NO | DELIBERATED
    may_draw = is_choice and resolution.rule["body"]["tie_break"] == TieBreak.LOTS
    if resolution.method != Method.LOT and not may_draw:
        return
    secret = token_hex(32)
    SealedSecret.objects.update_or_create(resolution=resolution, defaults={"secret": secret})
    resolution.rule["seal"] = seal_of(secret)


def break_seal(resolution: Resolution) -> None:
    """The secret is published with the result, or never served."""
    SealedSecret.objects.filter(resolution=resolution).delete()
