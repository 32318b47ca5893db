"""The models of all columns, for Django and for who makes rows of several."""

from essaim.assemblies.asking.models import DateAnswer, DateOption, DatePoll, DateVoter
from essaim.assemblies.bodies.models import Body, BodyRules, CollegeRule, SubjectRule
from essaim.assemblies.meetings.models import AgendaDocument, AgendaItem, FormerChair, Meeting
from essaim.assemblies.minutes.models import Amendment, Debate, Minutes, Signature, Undertaking
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.rounds.models import Nomination, Objection, Proposal, Round, Stance, Wording
from essaim.assemblies.sitting.models import Turn
from essaim.assemblies.votes.models import (
    Ballot,
    Deliberation,
    Option,
    Resolution,
    SealedSecret,
    SecretBallot,
    SignOff,
)

__all__ = [
    "AgendaDocument",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Ballot",
    "Body",
    "BodyRules",
    "CollegeRule",
    "DateAnswer",
    "DateOption",
    "DatePoll",
    "DateVoter",
    "Debate",
    "Deliberation",
    "Elector",
    "FormerChair",
    "Meeting",
    "Minutes",
    "Nomination",
    "Objection",
    "Option",
    "Proposal",
    "Proxy",
    "Resolution",
    "Round",
    "SealedSecret",
    "SecretBallot",
    "SignOff",
    "Signature",
    "Stance",
    "SubjectRule",
    "Turn",
    "Undertaking",
    "Wording",
]
