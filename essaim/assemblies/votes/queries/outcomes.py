"""What opening a vote freezes, and what closing it finds, in the language of the network."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from essaim.assemblies.bodies.enums import CastingVote
from essaim.assemblies.bodies.models import BodyRules, SubjectRule
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.votes.counting import Cast, Counted, Question, count
from essaim.assemblies.votes.enums import Choice, Method, Outcome, ResolutionState
from essaim.assemblies.votes.marks import YES_OR_NO
from essaim.assemblies.votes.models import Resolution, SealedSecret
from essaim.assemblies.votes.queries.quorum import quorum_at_vote, room_at_vote
from essaim.assemblies.votes.queries.voices import ballot_of_chair
from essaim.network.models import Person
from essaim.tally.quorum import Presence, QuorumResult

#: What the rules of a body say that a vote obeys, with the articles.
_OF_THE_BODY = (
    "source",
    "starts_on",
    "aggregation",
    "silent_college",
    "casting_vote",
    "colleges_needed",
    "tie_break",
    "proxies_allowed",
    "proxies_may_split",
    "proxy_article",
    "electronic_allowed",
    "electronic_article",
    "written_allowed",
    "written_article",
    "max_rounds",
    "consent_fallback",
    "silence_is_consent",
    "answers_numerator",
    "answers_denominator",
)
#: Who has not graded an option in a majority judgment has given it the last grade of the scale.
MISSING_GRADE = "worst"


def frozen_rule(subject_rule: SubjectRule, rules: BodyRules) -> dict[str, Any]:
    """Codes and numbers of the rule, the words of its article, and the weights of the colleges."""
    weights = rules.colleges.select_related("college").order_by("college__name", "pk")
    return {
        "subject": _plain(subject_rule, _names_of(SubjectRule)),
        "body": _plain(rules, _OF_THE_BODY),
        "colleges": [
            {"code": weight.college.code, "name": weight.college.name, "weight": weight.weight}
            for weight in weights
        ],
        "missing_grade": MISSING_GRADE,
    }


def rule_of(rule: Mapping[str, Any]) -> SubjectRule:
    """The rule of a subject as it was frozen: a row that is never saved."""
    return SubjectRule(**rule["subject"])


def body_rules_of(rule: Mapping[str, Any]) -> BodyRules:
    """What the body said of every vote as it was frozen: a row that is never saved."""
    return BodyRules(**rule["body"])


def frozen_roll(electors: Iterable[Elector], chair: Person | None) -> dict[str, Any]:
    """Those who may vote, in all and by college, each with the code of its college; who presides.

    Electors and the chair are told by their keys.
    """
    voters = [elector for elector in electors if elector.may_vote]
    codes = {
        str(elector.key): elector.college.code if elector.college else "" for elector in voters
    }
    return {
        "registered": len(codes),
        "by_college": dict(Counter(code for code in codes.values() if code)),
        "electors": codes,
        "chair": str(chair.key) if chair is not None else "",
    }


def _names_of(model: type[models.Model]) -> list[str]:
    skipped = {"id", "key", "rules"}
    return [field.name for field in model._meta.concrete_fields if field.name not in skipped]


def _plain(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value if value is None or isinstance(value, bool | int | str) else str(value)
        for name, value in values.items()
    }


@dataclass(frozen=True)
class Finding:
    """All that closing freezes; `text` is that of the decision, where it says more."""

    outcome: Outcome
    presence: dict[str, Any]
    tally: dict[str, Any]
    explanation: list[str]
    result: str
    winners: tuple[str, ...] = ()
    text: str = ""


def finding_of(resolution: Resolution, words: str = "") -> Finding:
    """Without the quorum nothing is adopted, whatever the votes, which are told all the same.

    Lots are drawn from the secret that the opening sealed and from what was said since: words in
    the room, or the ballots where they settle a tie.
    """
    language = settings.LANGUAGE_CODE
    room = room_at_vote(resolution)
    quorum = quorum_at_vote(resolution, rule_of(resolution.rule), room)
    presence = presence_stamp(room, quorum)
    question = _question(resolution, room.overall, words)
    is_silent = not question.casts and not question.paper and resolution.method != Method.LOT
    with override(language):
        if is_silent:
            counted = Counted(Outcome.REJECTED, {"voters": 0}, (_("Nobody voted."),))
        else:
            counted = count(question, language)
        outcome = counted.outcome if quorum.is_reached else Outcome.NO_QUORUM
        explanation = [*quorum.explanation, *_moment_sentences(resolution), *counted.explanation]
        explanation += _undecided_sentences(resolution, counted)
        if not quorum.is_reached:
            explanation = [*quorum.explanation, _("The vote is void: the quorum was not there.")]
        result = result_line(resolution, outcome, counted)
    winners = counted.winners if outcome == Outcome.ELECTED else ()
    return Finding(outcome, presence, counted.tally, explanation, result, winners)


def _moment_sentences(resolution: Resolution) -> list[str]:
    """Where votes were counted later than they were taken, presence is that of then."""
    if resolution.taken_at is None:
        return []
    at = date_format(timezone.localtime(resolution.taken_at), "TIME_FORMAT")
    return [_("Presence is that of %(time)s, when the votes were taken.") % {"time": at}]


def _undecided_sentences(resolution: Resolution, counted: Counted) -> list[str]:
    """Why votes stay equal where the rules give the chair a casting vote."""
    has_casting_vote = resolution.rule["body"]["casting_vote"] == CastingVote.CHAIR
    is_equal = counted.outcome == Outcome.TIED and resolution.method in YES_OR_NO
    if not (has_casting_vote and is_equal):
        return []
    if resolution.is_secret:
        return [_("In a secret ballot the vote of the chair is not seen: it decides nothing.")]
    return [
        _(
            "Who presided when the vote was opened cast no vote for or against under their own "
            "name: no casting vote decides."
        )
    ]


def casts_of(resolution: Resolution) -> Sequence[Cast]:
    """The ballots of the resolution, without those who cast them."""
    if resolution.is_secret:
        return [_from_box(dict(ballot.marks)) for ballot in resolution.box.order_by("pk")]
    colleges = resolution.roll.get("electors", {})
    rows = resolution.ballots.select_related("elector").order_by("pk")
    return [Cast(ballot.marks, colleges.get(str(ballot.elector.key), "")) for ballot in rows]


def _from_box(marks: dict[str, Any]) -> Cast:
    """In a vote by colleges the ballot says its college, since nothing else does."""
    college = str(marks.pop("college", ""))
    return Cast(marks, college)


def _question(resolution: Resolution, presence: Presence, words: str) -> Question:
    options = resolution.options.order_by("position", "pk")
    sealed = SealedSecret.objects.filter(resolution=resolution).first()
    return Question(
        method=resolution.method,
        rule=resolution.rule,
        casts=casts_of(resolution),
        presence=presence,
        options={str(option.key): option.label for option in options},
        grades=resolution.grades,
        seats=resolution.seats,
        paper=resolution.paper,
        casting_vote=_casting_vote(resolution),
        words=words,
        secret=sealed.secret if sealed else "",
    )


def _casting_vote(resolution: Resolution) -> str | None:
    """What the chair voted for themselves, where the rules let that decide between equal votes."""
    if resolution.rule["body"]["casting_vote"] != CastingVote.CHAIR or resolution.is_secret:
        return None
    ballot = ballot_of_chair(resolution)
    vote = ballot.marks.get("vote") if ballot else None
    return vote if vote in {Choice.FOR, Choice.AGAINST} else None


def presence_stamp(room: Room, quorum: QuorumResult) -> dict[str, Any]:
    """Who was there, in all and by college, and what the quorum was."""
    return {
        **_stamp(room.overall),
        "by_college": {
            code: {"name": room.college_names[code], **_stamp(here)}
            for code, here in room.by_college.items()
        },
        "quorum": {
            "required": quorum.required,
            "counted": quorum.counted,
            "is_reached": quorum.is_reached,
            "explanation": list(quorum.explanation),
        },
    }


def _stamp(presence: Presence) -> dict[str, int]:
    return {
        "registered": presence.registered,
        "present": presence.present,
        "represented": presence.represented,
    }


def result_line(resolution: Resolution, outcome: Outcome, counted: Counted) -> str:
    """« adoptée : 12 pour, 3 contre, 2 abstentions »; for an election, who is chosen."""
    if resolution.method in YES_OR_NO:
        votes = votes_line(counted.tally)
    else:
        votes = ", ".join(counted.winners)
    values = {"outcome": str(outcome.label), "votes": votes}
    line = _("%(outcome)s: %(votes)s") % values if votes else values["outcome"]
    return line if len(line) <= 200 else f"{line[:199]}…"


def outcome_sentence(resolution: Resolution) -> str:
    """What came of a question that is over, as a sentence: its result, or why it has none."""
    result = _ended(resolution)
    return f"{result[:1].upper()}{result[1:]}."


def _ended(resolution: Resolution) -> str:
    if resolution.state != ResolutionState.CLOSED:
        why = [sentence.rstrip(".") for sentence in resolution.explanation]
        return ". ".join([str(ResolutionState(resolution.state).label), *why])
    if resolution.decision is not None:
        return ", ".join(filter(None, (resolution.decision.result, resolution.decision.reference)))
    label = str(Outcome(resolution.outcome).label)
    if Choice.FOR not in resolution.tally:
        return label
    values = {"outcome": label, "votes": votes_line(resolution.tally)}
    return _("%(outcome)s: %(votes)s") % values


def votes_line(tally: dict[str, Any]) -> str:
    """Abstentions and blank ballots are told where there are any."""
    abstentions, blank = tally.get(Choice.ABSTENTION, 0), tally.get(Choice.BLANK, 0)
    parts = [
        _("%(number)s for") % {"number": tally.get(Choice.FOR, 0)},
        _("%(number)s against") % {"number": tally.get(Choice.AGAINST, 0)},
    ]
    if abstentions:
        part = ngettext("%(number)s abstention", "%(number)s abstentions", abstentions)
        parts.append(part % {"number": abstentions})
    if blank:
        part = ngettext("%(number)s blank", "%(number)s blank ballots", blank)
        parts.append(part % {"number": blank})
    return ", ".join(parts)
