"""Bodies and rules, meetings and electors, votes, minutes."""

from essaim.assemblies.models.bodies import Body, BodyRules, CollegeRule, SubjectRule
from essaim.assemblies.models.consent import Deliberation, Objection, Round, Stance, Wording
from essaim.assemblies.models.date_polls import DateAnswer, DateOption, DatePoll, DateVoter
from essaim.assemblies.models.elections import Nomination, Proposal
from essaim.assemblies.models.electors import Attendance, Elector, Proxy, Turn
from essaim.assemblies.models.meetings import (
    AgendaDocument,
    AgendaItem,
    FormerChair,
    Meeting,
)
from essaim.assemblies.models.minutes import Amendment, Debate, Minutes, Signature
from essaim.assemblies.models.resolutions import Ballot, Option, Resolution
from essaim.assemblies.models.secrecy import SealedSecret, SecretBallot, SignOff
from essaim.assemblies.models.undertakings import Undertaking

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
