"""What the network says of itself on every page and in every mail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """What nobody settled is blank, and the house's own stands for it.

    `colour`: `#e5a823`. `sender`: under which name mails leave; `answers_to`: where answers go.
    """

    name: str = ""
    colour: str = ""
    sender: str = ""
    answers_to: str = ""
