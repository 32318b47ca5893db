"""French communes, départements and regions: who lies where. Sources and licences: data/SOURCES.md.

Read once, when first asked (under 0.3 s), and kept as lines of text: a `Commune` is made when it is
handed out. No network, no table.
"""

import csv
import gzip
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from essaim.kernel.text import fold

DATA = Path(__file__).parent / "data"
_ARTICLE = re.compile(r"^(?:l'|l |le |la |les )(?=.)")
_SAINT = re.compile(r"\bst(e?)(?= )")
_DIGITS = re.compile(r"\d{2,5}(?!\S)")


@dataclass(frozen=True, slots=True)
class Region:
    """A region or an overseas territory, by its INSEE code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Departement:
    """A département, or an overseas territory that has none."""

    code: str
    name: str
    region: Region


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or an arrondissement of Paris, Lyon or Marseille.

    `city`: the INSEE code of the commune of an arrondissement, else blank.
    `is_approximate`: the coordinates are those of communes that share a postcode, a few km away.
    """

    insee: str
    name: str
    postcodes: tuple[str, ...]
    departement: Departement
    city: str
    population: int
    latitude: Decimal | None
    longitude: Decimal | None
    is_approximate: bool

    def __str__(self) -> str:
        return f"{self.name} ({self.departement.name})"


class _Ground(NamedTuple):
    """The lines of the file by INSEE code, and two sorted lists to search by beginning."""

    lines: dict[str, str]
    names: list[tuple[str, str]]
    postcodes: list[tuple[str, str]]


def commune(insee: str) -> Commune | None:
    """The commune of this INSEE code, such as "34172" or "2A004"."""
    line = _ground().lines.get(insee.strip().upper())
    return _commune(line) if line else None


def find_communes(query: str, limit: int = 10) -> list[Commune]:
    """The communes whose name or postcode begins so: called just so first, then the most populous.

    Case, accents, hyphens, "St" and a leading article are forgiven. "69003", "34 montp" and
    "paris 11" work too; for a postcode an arrondissement comes before its city.
    """
    digits, name = _read_query(query)
    ranks: dict[str, int] = {}
    if name:
        ranks = {code: word != name for word, code in _beginning(_ground().names, name)}
    if digits:
        here = {code for _, code in _beginning(_ground().postcodes, digits)}
        ranks = {code: ranks.get(code, 0) for code in here if not name or code in ranks}
    ranked = [(rank, _commune(_ground().lines[code])) for code, rank in ranks.items()]
    ranked.sort(key=lambda pair: (pair[0], bool(digits and not pair[1].city), -pair[1].population))
    return [commune for _, commune in ranked[:limit]]


def _read_query(query: str) -> tuple[str, str]:
    """The beginning of a postcode and that of a name, either of which may be blank."""
    folded = fold(query)
    digits = match.group() if (match := _DIGITS.match(folded)) else ""
    return digits, _name_key(folded.removeprefix(digits).lstrip())


@cache
def departement(code: str) -> Departement | None:
    """The département of this code, such as "34" or "2A"."""
    return _departements().get(code.strip().upper())


@cache
def region(code: str) -> Region | None:
    """The region of this INSEE code, such as "76" for Occitanie."""
    return _regions().get(code.strip())


def departements() -> list[Departement]:
    """All of them, in the order of their codes."""
    return list(_departements().values())


def regions() -> list[Region]:
    return list(_regions().values())


def _commune(line: str) -> Commune:
    insee, name, postcodes, code, city, population, latitude, longitude, mark = line.split(";")
    return Commune(
        insee=insee,
        name=name,
        postcodes=tuple(postcodes.split()),
        departement=_departements()[code],
        city=city,
        population=int(population),
        latitude=Decimal(latitude) if latitude else None,
        longitude=Decimal(longitude) if longitude else None,
        is_approximate=bool(mark),
    )


def _beginning(pairs: list[tuple[str, str]], start: str) -> Iterator[tuple[str, str]]:
    """The pairs whose first half begins so."""
    for index in range(bisect_left(pairs, (start, "")), len(pairs)):
        if not pairs[index][0].startswith(start):
            return
        yield pairs[index]


def _name_key(folded: str) -> str:
    return _SAINT.sub(r"saint\1", _ARTICLE.sub("", folded.replace("-", " ")))


@cache
def _ground() -> _Ground:
    text = gzip.decompress((DATA / "communes.csv.gz").read_bytes()).decode()
    lines = {line[: line.index(";")]: line for line in text.splitlines()[1:]}
    cells = [line.split(";", 3) for line in lines.values()]
    # Folding one long text is ten times quicker than folding 35 000 short ones.
    folded = fold("|".join(cell[1] for cell in cells)).split("|")
    names = sorted((_name_key(name), cell[0]) for name, cell in zip(folded, cells, strict=True))
    postcodes = sorted((postcode, cell[0]) for cell in cells for postcode in cell[2].split())
    return _Ground(lines, names, postcodes)


@cache
def _departements() -> dict[str, Departement]:
    return {
        code: Departement(code, name, _regions()[region_code])
        for code, name, region_code in _read("departements.csv")
    }


@cache
def _regions() -> dict[str, Region]:
    return {code: Region(code, name) for code, name, _ in _read("regions.csv")}


def _read(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        yield from rows
