"""Rules to begin with, as data in `data/presets.toml`: chosen once, then changed like any others.

Labels stand in the file in each language; articles in the network's own, since they become its
texts. Quorums and majorities that several subjects share are named once in the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from essaim.assemblies.bodies.contents import RulesContent, SubjectContent

FILE = Path(__file__).with_name("data") / "presets.toml"


@dataclass(frozen=True, slots=True)
class PresetCollege:
    """A college as the preset knows it; without a weight, where each elector counts for one."""

    code: str
    names: Mapping[str, str]
    weight: int | None

    @property
    def name(self) -> str:
        return _in_this_language(self.names)


@dataclass(frozen=True, slots=True)
class Preset:
    """A body as many associations have it. `needs_group`: its electors are those of a group."""

    code: str
    kind: str
    needs_group: bool
    labels: Mapping[str, str]
    texts: Mapping[str, str]
    rules: RulesContent
    subjects: Mapping[str, SubjectContent]
    colleges: tuple[PresetCollege, ...]

    @property
    def label(self) -> str:
        return _in_this_language(self.labels)

    @property
    def text(self) -> str:
        return _in_this_language(self.texts)


def _in_this_language(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "", words["fr"])


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its code, in the order of the file."""
    return read_presets(FILE.read_text(encoding="utf-8"))


def read_presets(toml: str) -> Mapping[str, Preset]:
    """The presets of a file. Raises KeyError or TypeError where one does not say all."""
    table = tomllib.loads(toml)
    return {code: _preset(code, said, table) for code, said in table["presets"].items()}


def _preset(code: str, said: Mapping[str, Any], table: Mapping[str, Any]) -> Preset:
    return Preset(
        code=code,
        kind=said["kind"],
        needs_group=said["needs_group"],
        labels=said["label"],
        texts=said["text"],
        rules=RulesContent(**_without_no(said["rules"])),
        subjects={name: _subject(one, table) for name, one in said["subjects"].items()},
        colleges=tuple(
            PresetCollege(one["code"], one["name"], one.get("weight"))
            for one in said.get("colleges", ())
        ),
    )


def _without_no(rules: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has no null: what a preset does not set is told by "none"."""
    nullable = {"proxy_cap", "dues_day", "colleges_needed"}
    return {
        name: None if name in nullable and value == "none" else value
        for name, value in rules.items()
    }


def _subject(said: Mapping[str, Any], table: Mapping[str, Any]) -> SubjectContent:
    """`quorum` and `majority` name a table of the file; the rest stands with the subject."""
    return SubjectContent(
        article=said["article"],
        secrecy=said["secrecy"],
        **table["quorums"][said["quorum"]],
        **table["majorities"][said["majority"]],
    )
