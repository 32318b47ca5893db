"""How a file is read: its header, its encoding, and which of its columns is which.

Nothing here plans a row. What was matched by hand is remembered for the next file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.exchange.engine import engine_of
from essaim.exchange.models import Run, Source
from essaim.kernel.columns import folded, guess
from essaim.kernel.decoding import codec_of, reread
from essaim.kernel.errors import RuleBroken
from essaim.kernel.tabular import Guessed, Table, TableRow, table_under

_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Matching:
    """Which column of ours is at which place of the file, and what is known of where it is from."""

    mapping: Mapping[str, int]
    name: str = ""
    has_identifiers: bool = False
    is_remembered: bool = False

    def remember(self, target: str, header: Sequence[str], *, by_default: str) -> None:
        """Keep it for files of that name; without one, for those with the same header."""
        names = [folded(name) for name in header]
        name = self.name or _usual_name(by_default)
        known = Source.objects.filter(target=target)
        kept = known.filter(name=name).first() or Source(target=target, name=name)
        kept.header = names
        kept.mapping = {code: names[place] for code, place in self.mapping.items()}
        kept.has_identifiers = self.has_identifiers
        kept.save()


def _usual_name(name: str) -> str:
    """The name of a file without what changes from one to the next."""
    stem = name.rpartition(".")[0] or name
    return (
        " ".join(_NUMBERS.sub(" ", stem).replace("_", " ").replace("-", " ").split())[:80]
        or name[:80]
    )


def matched(header: Sequence[str], target: str, source: Source | None) -> Matching:
    """As the source has it, else as a file with the same header had it, else as names tell."""
    names = [folded(name) for name in header]
    known = source or _of_header(names, target)
    if known is not None:
        places = {code: names.index(name) for code, name in known.mapping.items() if name in names}
        if places:
            name = known.name if source is not None else ""
            return Matching(places, name, is_remembered=True)
    guessed = guess(header, engine_of(target).columns)
    return Matching({code: place for place, code in guessed.items()})


def _of_header(names: Sequence[str], target: str) -> Source | None:
    """The last source whose columns have the same names in the same order."""
    known = Source.objects.filter(target=target).order_by("-used_at", "-pk")
    return next((source for source in known if source.header == names), None)


def guessed_of(table: Table, matching: Matching) -> dict[str, Any]:
    """What a run keeps of how its file was read."""
    notes = [table.guessed.in_words(), *table.notes]
    if matching.is_remembered:
        notes.append(_("The columns are matched as they were for the last file of this kind."))
    return {
        "header": list(table.header),
        "mapping": dict(matching.mapping),
        "notes": notes,
        "file_notes": list(table.file_notes),
        "source": matching.name,
        "heading": None if table.heading is None else list(table.heading),
        "above": [[row.line, list(row.cells)] for row in table.above],
        "encoding": table.guessed.encoding,
        "delimiter": table.guessed.delimiter,
        "sheet": table.guessed.sheet,
        "is_doubtful": table.guessed.is_doubtful,
        "language": get_language(),  # of whoever reads why a row is refused
    }


def table_of(run: Run) -> Table:
    """The table of a run as it was read, from its rows and what it keeps."""
    kept = run.guessed
    rows = run.rows.order_by("position").values_list("line", "source")
    heading = kept.get("heading")
    return Table(
        name=run.name,
        header=tuple(kept["header"]),
        rows=tuple(TableRow(line, tuple(cells)) for line, cells in rows),
        guessed=Guessed(
            kept.get("encoding", ""),
            kept.get("delimiter", ""),
            kept.get("sheet", ""),
            is_doubtful=kept.get("is_doubtful", False),
        ),
        above=tuple(TableRow(line, tuple(cells)) for line, cells in kept.get("above", [])),
        heading=TableRow(heading[0], tuple(heading[1])) if heading else None,
        file_notes=tuple(kept.get("file_notes", [])),
    )


def reread_table(table: Table, *, heading: int | None, encoding: str) -> Table:
    """The same file with its columns named in the line `heading`, its accents read as `encoding`.

    Raises RuleBroken where its bytes cannot be read so, or no line bears that number.
    """
    lines = table.lines
    if encoding and encoding != table.guessed.encoding:
        lines = [
            (number, [_recoded(cell, table.guessed.encoding, encoding) for cell in cells])
            for number, cells in lines
        ]
    places = {number: place for place, (number, _cells) in enumerate(lines)}
    if heading is not None and heading not in places:
        raise RuleBroken(_("The file has nothing in line %(line)d.") % {"line": heading})
    read_as = encoding or table.guessed.encoding
    guessed = Guessed(read_as, table.guessed.delimiter, table.guessed.sheet)
    place = None if heading is None else places[heading]
    return table_under(table.name, lines, place, guessed=guessed, notes=table.file_notes)


def _recoded(cell: str, encoding: str, other: str) -> str:
    again = reread(cell, codec_of(encoding), codec_of(other))
    if again is None:
        raise RuleBroken(_("This file cannot be read as %(encoding)s.") % {"encoding": other})
    return again


def readings(table: Table, encodings: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Cells with accents, as each old encoding reads them: (its name, a few cells)."""
    codec = codec_of(table.guessed.encoding)
    if not codec:
        return []
    cells = [cell for _line, line in table.lines for cell in line if not cell.isascii()]
    readable = []
    for other, name in encodings.items():
        again = [reread(cell, codec, other) for cell in dict.fromkeys(cells)]
        if None not in again:
            readable.append((name, [cell for cell in again if cell is not None][:4]))
    return readable
