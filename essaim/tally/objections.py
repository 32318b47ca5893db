"""An objection, and what the circle made of it (domain reference 3.3)."""

from dataclasses import dataclass
from enum import StrEnum

from essaim.tally.errors import CannotCount
from essaim.tally.words import say


class ObjectionKind(StrEnum):
    """What an objection is about."""

    RISK_FOR_NETWORK = "risk_for_network"
    LIMIT_OF_MEMBER = "limit_of_member"
    NOT_IN_SCOPE = "not_in_scope"
    CONTRARY_TO_PRIOR_DECISION = "contrary_to_prior_decision"


class Verdict(StrEnum):
    """The circle's word, never the machine's: it is recorded here."""

    UNTESTED = "untested"
    VALID = "valid"
    NOT_VALID = "not_valid"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Objection:
    """`reason` says why the circle found it not valid, or how it was lifted."""

    by: str
    kind: ObjectionKind
    argument: str
    verdict: Verdict = Verdict.UNTESTED
    reason: str = ""
    proposal: str = ""

    def check(self, language: str) -> None:
        """Raises CannotCount without an argument, or where it is set aside without a reason."""
        if not self.argument.strip():
            raise CannotCount("objection_without_argument", language, by=self.by)
        if self.verdict == Verdict.NOT_VALID and not self.reason.strip():
            raise CannotCount("set_aside_without_reason", language, by=self.by)

    def in_words(self, language: str) -> str:
        sentence = say(
            language,
            "objection",
            by=self.by,
            kind=say(language, f"objection_{self.kind}"),
            argument=self.argument,
            verdict=say(language, f"verdict_{self.verdict}"),
        )
        return f"{sentence} {self.reason}" if self.reason else sentence
