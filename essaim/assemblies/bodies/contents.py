"""What rules say, apart from the rows that hold it: what a form gives, a version, or a preset.

Rules to begin with are data in `data/presets.toml`: chosen once, then changed like any others.
Labels stand there in each language; articles in the network's own, since they become its texts.
Quorums and majorities that several subjects share are named once in the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self

from django.utils.translation import get_language

from essaim.assemblies.bodies.enums import ConsentFallback, TieBreak
from essaim.assemblies.bodies.models import BodyRules, SubjectRule


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Under the names of the columns of a row."""

    @classmethod
    def of(cls, row: BodyRules | SubjectRule) -> Self:
        return cls(**{each.name: getattr(row, each.name) for each in fields(cls)})

    def columns(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesContent(_Columns):
    """All that `BodyRules` says."""

    source: str
    notice_days: int
    notice_means: str
    notice_article: str
    added_items: str
    dues_cutoff: str
    dues_day: date | None
    admitted_days: int
    electors_article: str
    proxies_allowed: bool
    proxy_cap: int | None
    blank_proxies: str
    proxies_across_colleges: bool
    proxies_may_split: bool
    proxies_until: str
    proxy_article: str
    remote_allowed: bool
    remote_article: str
    written_allowed: bool
    written_article: str
    electronic_allowed: bool
    electronic_article: str
    aggregation: str
    silent_college: str
    casting_vote: str
    minutes_by_signature: bool
    max_rounds: int = 3
    consent_fallback: str = ConsentFallback.POSTPONE
    silence_is_consent: bool = False
    answers_numerator: int = 1
    answers_denominator: int = 2
    colleges_needed: int | None = None
    tie_break: str = TieBreak.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectContent(_Columns):
    """All that `SubjectRule` says of one subject."""

    article: str
    quorum_kind: str
    quorum_number: int
    quorum_numerator: int
    quorum_denominator: int
    quorum_base: str
    quorum_counts_proxies: bool
    quorum_by_college: bool
    quorum_checked_at: str
    second_call: bool
    second_call_days: int
    second_call_same_agenda: bool
    majority_numerator: int
    majority_denominator: int
    majority_is_strict: bool
    majority_base: str
    secrecy: str
    quorum_is_strict: bool = False
    majority_in_choices: bool = True


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
    return {code: _preset(code, preset, table) for code, preset in table["presets"].items()}


def _preset(code: str, preset: Mapping[str, Any], table: Mapping[str, Any]) -> Preset:
    return Preset(
        code=code,
        kind=preset["kind"],
        needs_group=preset["needs_group"],
        labels=preset["label"],
        texts=preset["text"],
        rules=RulesContent(**_without_no(preset["rules"])),
        subjects={name: _subject(subject, table) for name, subject in preset["subjects"].items()},
        colleges=tuple(
            PresetCollege(college["code"], college["name"], college.get("weight"))
            for college in preset.get("colleges", ())
        ),
    )


def _without_no(rules: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has no null: what a preset does not set is told by "none"."""
    nullable = {"proxy_cap", "dues_day", "colleges_needed"}
    return {
        name: None if name in nullable and value == "none" else value
        for name, value in rules.items()
    }


def _subject(subject: Mapping[str, Any], table: Mapping[str, Any]) -> SubjectContent:
    """`quorum` and `majority` name a table of the file; the rest stands with the subject."""
    return SubjectContent(
        article=subject["article"],
        secrecy=subject["secrecy"],
        **table["quorums"][subject["quorum"]],
        **table["majorities"][subject["majority"]],
    )
