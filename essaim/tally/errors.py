"""What cannot be counted, told in one sentence."""

from essaim.kernel.errors import RuleBroken
from essaim.tally.words import say


class CannotCount(RuleBroken, ValueError):
    """The ballots or the rule do not allow a count; the message says why and what to do."""

    def __init__(self, key: str, language: str = "fr", **values: object) -> None:
        super().__init__(say(language, key, **values))
