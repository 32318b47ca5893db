"""What rules say, apart from the rows that hold it: what a form gives, a preset, or a version."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from essaim.assemblies.bodies.enums import ConsentFallback, TieBreak
from essaim.assemblies.bodies.models import BodyRules, SubjectRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesContent:
    """All that `BodyRules` says, under the names of its columns."""

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

    @classmethod
    def of(cls, rules: BodyRules) -> Self:
        return cls(**{each.name: getattr(rules, each.name) for each in fields(cls)})

    def columns(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectContent:
    """All that `SubjectRule` says of one subject, under the names of its columns."""

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

    @classmethod
    def of(cls, rule: SubjectRule) -> Self:
        return cls(**{each.name: getattr(rule, each.name) for each in fields(cls)})

    def columns(self) -> dict[str, Any]:
        return asdict(self)
