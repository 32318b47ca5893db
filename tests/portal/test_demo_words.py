"""No sentence, no person and no contact of the sources stands in the demonstration."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from essaim.kernel.text import fold
from essaim.portal.demo.source import DATA, read

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SEEDS = sorted(Path(os.environ.get("ESSAIM_SEEDS", BESIDE)).glob("*.txt"))
FILES = sorted(path.stem for path in DATA.glob("*.toml"))
RUN = 8
#: Names and addresses are facts; so are the titles of axes and objectives.
NAMES = {"name", "street", "url", "evidence_url", "website"}

needs_seeds = pytest.mark.skipif(
    not SEEDS, reason="the sources are not here: set ESSAIM_SEEDS to their folder"
)


def strings(value: Any) -> Iterator[str]:
    """Every text of a data file, names left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in NAMES:
                yield from strings(each)


def texts_of(file: str) -> list[str]:
    data = read(file)
    for programme in data.get("programmes", []):
        for axis in programme["axes"]:
            titled = [axis, *axis["objectives"]] if programme.get("is_agreed") else []
            for each in titled:
                del each["title"]
    return list(strings(data))


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@needs_seeds
@pytest.mark.parametrize("file", FILES)
def test_no_run_of_eight_words_is_copied(file: str) -> None:
    copied = set().union(*(runs(path.read_text()) for path in SEEDS))
    assert [text for text in texts_of(file) if runs(text) & copied] == []


@needs_seeds
def test_nobody_bears_a_name_of_the_sources() -> None:
    words = {word for path in SEEDS for word in re.findall(r"\w+", fold(path.read_text()))}
    names = [fold(person["family_name"]) for person in read("people")["people"]]
    assert [name for name in names if name in words] == []


@pytest.mark.parametrize("file", FILES)
def test_no_telephone_and_no_address_of_a_person(file: str) -> None:
    text = (DATA / f"{file}.toml").read_text()
    assert re.findall(r"(?<!\d)0[1-9](?:[ .]?\d\d){4}(?!\d)", text) == []
    assert set(re.findall(r"@([\w.-]+)", text)) <= {"demo.example"}
