"""Asking a rule by its verb: `can(acting, "programme.add_reading", indicator=indicator)`.

A rule is a function of the room's `rules`, or of those of one of its columns; its name is that of
the action. Verbs of one rule share it by a line: `edit_body = close_body = keeps_body`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from inspect import isfunction, signature
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden
from essaim.kernel.shelves import shelf_modules

Rule = Callable[..., bool]


def rules_of(room: str) -> Mapping[str, Rule]:
    """All that the rules of a room name. Raises LookupError where a name stands for two."""
    rules: dict[str, Rule] = {}
    for module in shelf_modules(room, "rules"):
        for name, rule in vars(import_module(module)).items():
            if isfunction(rule) and rules.setdefault(name, rule) is not rule:
                raise LookupError(f"{room}.{name} is two rules")
    return rules


@cache
def rule_of(verb: str) -> tuple[Rule, frozenset[str]]:
    """The rule of that name in the room's `rules`, and the things that it looks at."""
    room, name = verb.split(".")
    rule = rules_of(room)[name]
    return rule, frozenset(signature(rule).parameters) - {"by"}


def can(by: Acting, verb: str, **things: Any) -> bool:
    """Whether this one may do that. A rule is given only the things that it names."""
    rule, wanted = rule_of(verb)
    return rule(by, **{name: thing for name, thing in things.items() if name in wanted})


def require(by: Acting, verb: str, **things: Any) -> None:
    """Raises Forbidden with a sentence where `can` says no."""
    if not can(by, verb, **things):
        if by.is_visitor:
            raise Forbidden(_("Sign in to do this."))
        raise Forbidden(_("Your roles do not allow this. Ask the coordination of the network."))
