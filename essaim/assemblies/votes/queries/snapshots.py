"""What opening a vote freezes: the rule that it obeys, and the roll of those who may vote."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from essaim.assemblies.bodies.models import BodyRules, SubjectRule
from essaim.assemblies.roll.models import Elector
from essaim.network.models import Person

#: What the rules of a body say that a vote obeys, with the articles.
_OF_THE_BODY = (
    "source",
    "starts_on",
    "aggregation",
    "silent_college",
    "casting_vote",
    "colleges_needed",
    "tie_break",
    "proxies_allowed",
    "proxies_may_split",
    "proxy_article",
    "electronic_allowed",
    "electronic_article",
    "written_allowed",
    "written_article",
    "max_rounds",
    "consent_fallback",
    "silence_is_consent",
    "answers_numerator",
    "answers_denominator",
)
#: Who has not graded an option in a majority judgment has given it the last grade of the scale.
MISSING_GRADE = "worst"


def frozen_rule(subject_rule: SubjectRule, rules: BodyRules) -> dict[str, Any]:
    """Codes and numbers of the rule, the words of its article, and the weights of the colleges."""
    weights = rules.colleges.select_related("college").order_by("college__name", "pk")
    return {
        "subject": _plain(subject_rule, _names_of(SubjectRule)),
        "body": _plain(rules, _OF_THE_BODY),
        "colleges": [
            {"code": one.college.code, "name": one.college.name, "weight": one.weight}
            for one in weights
        ],
        "missing_grade": MISSING_GRADE,
    }


def rule_of(rule: Mapping[str, Any]) -> SubjectRule:
    """The rule of a subject as it was frozen: a row that is never saved."""
    return SubjectRule(**rule["subject"])


def body_rules_of(rule: Mapping[str, Any]) -> BodyRules:
    """What the body said of every vote as it was frozen: a row that is never saved."""
    return BodyRules(**rule["body"])


def frozen_roll(electors: Iterable[Elector], chair: Person | None) -> dict[str, Any]:
    """Those who may vote, in all and by college, each with the code of its college; who presides.

    Electors and the chair are told by their keys.
    """
    voters = [one for one in electors if one.may_vote]
    codes = {str(one.key): one.college.code if one.college else "" for one in voters}
    return {
        "registered": len(codes),
        "by_college": dict(Counter(code for code in codes.values() if code)),
        "electors": codes,
        "chair": str(chair.key) if chair is not None else "",
    }


def _names_of(model: type[models.Model]) -> list[str]:
    skipped = {"id", "key", "rules"}
    return [field.name for field in model._meta.concrete_fields if field.name not in skipped]


def _plain(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value if value is None or isinstance(value, bool | int | str) else str(value)
        for name, value in values.items()
    }
