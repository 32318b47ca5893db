"""A cell of an imported row that says nothing that the house understands."""

from essaim.exchange.engine import Question


class Misread(Exception):
    """A cell that cannot be read: its column, what it says, and why that will not do."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value, self.sentence = column, value, sentence


class Unsure(Misread):
    """A cell that says several things: a person is asked which."""

    def __init__(self, column: str, value: str, question: Question) -> None:
        super().__init__(column, value, question.sentence)
        self.question = question
