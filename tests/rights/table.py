"""Tables of rights as text: a line for each rule and thing, a cell for each kind of person.

The first line is the letters of `people.LETTERS`; then a name, the things it is asked about, and
for each letter a yes (`x`) or a no (`·`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from essaim.kernel.acting import Acting
from essaim.kernel.rules import can
from tests.rights.people import LETTERS

#: What a name means for somebody: the name, the things, who asks.
Ask = Callable[[str, dict[str, Any], Acting], bool]
WIDTH = 52


def labels(table: str) -> list[str]:
    rows = table.strip("\n").splitlines()
    return [row[:WIDTH].strip() for row in rows[1:] if row.strip()]


def names(table: str) -> set[str]:
    return {label.split()[0] for label in labels(table)}


def disagreements(
    table: str, ask: Ask, everybody: Mapping[str, Acting], things: Mapping[str, Mapping[str, Any]]
) -> str:
    """Where the house answers otherwise than is written: the line, and who may against it."""
    first, *rows = [row for row in table.strip("\n").splitlines() if row.strip()]
    assert first.split() == list(LETTERS), "the first line names everybody, in their order"
    found = []
    for row in rows:
        (name, *words), cells = row[:WIDTH].split(), row[WIDTH:].split()
        given = {key: thing for word in words for key, thing in things[word].items()}
        for letter, cell in zip(LETTERS, cells, strict=True):
            assert cell in {"x", "·"}, row
            if ask(name, given, everybody[letter]) != (cell == "x"):
                found.append(f"{row[:WIDTH].strip()}: {letter} is written {cell}")
    return "\n".join(found)


def rules_of_room(room: str) -> Ask:
    def ask(name: str, given: dict[str, Any], by: Acting) -> bool:
        answer = can(by, f"{room}.{name}", **given)
        assert isinstance(answer, bool), f"{room}.{name} answers {answer!r}"
        return answer

    return ask
