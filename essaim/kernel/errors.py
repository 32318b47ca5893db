"""What goes wrong in a way that a person can mend, each told in one sentence."""


class RuleBroken(Exception):
    """A rule of the house says no; the message is the sentence that the person reads."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Forbidden(RuleBroken):
    """The person may not do this; the message says who may."""


class Missing(RuleBroken):
    """An address that leads to nothing."""


class Gone(RuleBroken):
    """What an address led to is over; the message says since when, and whom to ask."""


class Conflict(RuleBroken):
    """Somebody else saved meanwhile: both texts are kept, and the second person is told."""
