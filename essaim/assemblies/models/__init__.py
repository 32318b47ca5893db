"""Bodies and rules, meetings and electors, votes, minutes."""

from essaim.assemblies.models.bodies import Body, BodyRules, CollegeRule, SubjectRule
from essaim.assemblies.models.electors import Attendance, Elector, Proxy, Turn
from essaim.assemblies.models.meetings import AgendaDocument, AgendaItem, Meeting
from essaim.assemblies.models.minutes import Amendment, Debate, Minutes, Signature, Undertaking
from essaim.assemblies.models.resolutions import (
    Ballot,
    Option,
    Resolution,
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
    "Debate",
    "Elector",
    "Meeting",
    "Minutes",
    "Option",
    "Proxy",
    "Resolution",
    "SecretBallot",
    "SignOff",
    "Signature",
    "SubjectRule",
    "Turn",
    "Undertaking",
]
