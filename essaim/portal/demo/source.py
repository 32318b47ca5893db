"""The data of the demonstration, and what was made of it so far."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from essaim.kernel.acting import Acting
from essaim.network.models import Organisation, Person
from essaim.programme.models import (
    Action,
    Agreement,
    Decision,
    Indicator,
    Objective,
    Programme,
)

DATA = Path(__file__).parent / "data"

Row = dict[str, Any]


def read(name: str) -> Row:
    """One data file, as TOML has it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass
class Built:
    """What stands already, under the short names by which the data files speak of it."""

    by: Acting
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)
    programmes: dict[str, Programme] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    @property
    def house(self) -> Organisation:
        """The network itself."""
        return self.organisations["mes"]
