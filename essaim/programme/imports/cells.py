"""What the cells of an imported row say, or why one of them says nothing that the house knows."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.exchange.engine import Answers, Misread, Question, Unsure
from essaim.kernel.acting import Acting
from essaim.kernel.choice_words import by_words, words_of
from essaim.kernel.datecells import parse_date
from essaim.kernel.manifest import kinds
from essaim.kernel.models import AUDIENCES
from essaim.kernel.namesakes import told_apart
from essaim.kernel.text import fold
from essaim.network.models import Organisation
from essaim.programme.columns import ROLE_SEPARATOR, SEPARATOR
from essaim.programme.enums import ActionState, OrganisationRole, Precision
from essaim.programme.imports.parts import parts_of, with_separator_named
from essaim.programme.models import Objective

T = TypeVar("T")
PLAIN = ("title", "place", "commune_code", "summary")


class Directory:
    """Names that cells may use, each looked up once for a whole file, as `by` may see them."""

    #: What it is made of, as the journal names it.
    read_of = frozenset(
        {"network.organisation", "programme.objective", "programme.programme", "programme.axis"}
    )

    def __init__(self, by: Acting, answers: Answers) -> None:
        self.by, self.answers = by, answers

    @cached_property
    def objectives(self) -> Mapping[str, list[Objective]]:
        """By code; the same code stands in several programmes."""
        by_code: dict[str, list[Objective]] = {}
        for objective in Objective.objects.select_related("programme").order_by("pk"):
            by_code.setdefault(objective.code, []).append(objective)
        return by_code

    @cached_property
    def organisations(self) -> Mapping[str, list[Organisation]]:
        """By name and by short name, folded; a merged one stands for the one it became."""
        by_name: dict[str, list[Organisation]] = {}
        visible = Organisation.objects.visible_to(self.by).select_related("canonical")
        for organisation in visible.order_by("pk"):
            stands = organisation.canonical or organisation
            for name in filter(None, (organisation.name, organisation.short_name)):
                named = by_name.setdefault(fold(name), [])
                if stands not in named:
                    named.append(stands)
        return by_name

    def organisation(self, column: str, name: str) -> Organisation:
        """The one of that name; where there are several, the one that was chosen for this file.

        Raises Misread, and Unsure where nobody chose yet.
        """
        named = _known(column, name, self.organisations)
        code = f"organisation:{fold(name)}"
        chosen = [
            organisation
            for organisation in named
            if str(organisation.key) == self.answers.get(code)
        ]
        if len(named) > 1 and not chosen:
            sentence = _("Several organisations are called “%(name)s”: which one is meant?")
            apart = told_apart(named, [organisation.name for organisation in named])
            choices = list(
                zip((str(organisation.key) for organisation in named), apart, strict=True)
            )
            raise Unsure(column, name, Question(code, sentence % {"name": name}, choices))
        return (chosen or named)[0]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return by_words((kind.code, (kind.label, kind.plural)) for kind in kinds().values())

    @cached_property
    def audiences(self) -> Mapping[str, str]:
        return by_words((code, (label,)) for code, label in AUDIENCES)


def read_cells(values: Mapping[str, str], directory: Directory) -> dict[str, Any]:
    """The fields of an `ActionContent` that the row gives. Raises Misread at the first fault."""
    given: dict[str, Any] = {name: values[name] for name in PLAIN if values.get(name)}
    if "title" not in given:
        raise Misread("title", "", _("An action needs a title."))
    if len(given.get("commune_code", "")) == 4 and given["commune_code"].isdecimal():
        given["commune_code"] = f"0{given['commune_code']}"  # a spreadsheet took it for a number
    given.update(_days(values))
    given.update(_choices(values, directory))
    if given.get("state") == ActionState.HELD and given["starts_on"] > timezone.localdate():
        raise Misread("state", values["state"], _("This day is to come: it was not held yet."))
    given.update(_belongings(values, directory, given["starts_on"]))
    return given


def _days(values: Mapping[str, str]) -> dict[str, Any]:
    start, end = values.get("starts_on", ""), values.get("ends_on", "")
    if not start:
        raise Misread("starts_on", "", _("An action needs a first day."))
    first, last, precision = _day("starts_on", start)
    given = {"starts_on": first, "ends_on": last, "precision": Precision(str(precision))}
    if end:
        _first, given["ends_on"], _precision = _day("ends_on", end)
    if values.get("precision"):
        known = words_of(Precision)
        given["precision"] = _known("precision", values["precision"], known)
    return given


def _day(column: str, text: str) -> tuple[date, date, str]:
    try:
        return parse_date(text)
    except ValueError as fault:
        raise Misread(column, text, str(fault)) from fault


def _choices(values: Mapping[str, str], directory: Directory) -> dict[str, Any]:
    choices: dict[str, Callable[[], Mapping[str, str]]] = {
        "kind": lambda: directory.kinds,
        "state": lambda: words_of(ActionState),
        "audience": lambda: directory.audiences,
    }
    given = {}
    for column, known in choices.items():
        text = values.get(column, "")
        if text.startswith("group:"):
            given[column] = text
        elif text:
            given[column] = _known(column, text, known())
    return given


def _belongings(values: Mapping[str, str], directory: Directory, on: date) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if values.get("carried_by"):
        given["carried_by"] = _carrier(values["carried_by"], directory)
    if values.get("objectives"):
        codes = parts_of(values["objectives"])
        given["objectives"] = tuple(_objective(code, directory, on) for code in codes)
    if values.get("organisations"):
        parts = parts_of(values["organisations"])
        given["organisations"] = tuple(_organisation(part, directory) for part in parts)
    return given


def _carrier(cell: str, directory: Directory) -> Organisation:
    if SEPARATOR in cell.strip(f" {SEPARATOR}") and fold(cell) not in directory.organisations:
        sentence = _(
            "One organisation carries an action: leave one here, and put the others in the column"
            " “Organisations”."
        )
        raise Misread("carried_by", cell, sentence)
    return directory.organisation("carried_by", cell.strip(f" {SEPARATOR}"))


def _objective(code: str, directory: Directory, on: date) -> Objective:
    """Of the programme that runs on that day, else the only one, else the last of that code."""
    first, *others = (word.rstrip(".,/|+&") for word in code.split())
    bearers = directory.objectives.get(first, [])
    running = [o for o in bearers if o.programme.starts_on <= on <= o.programme.ends_on]
    if not bearers:
        sentence = with_separator_named(_("No objective has this code."), code)
        raise Misread("objectives", code, sentence)
    if several := [word for word in others if word in directory.objectives]:
        sentence = _("Several codes stand here: put a semicolon between them: %(example)s")
        example = f" {SEPARATOR} ".join((first, *several))
        raise Misread("objectives", code, sentence % {"example": example})
    return (running or bearers)[-1]


def _organisation(part: str, directory: Directory) -> tuple[Organisation, str]:
    name, _colon, role = part.rpartition(ROLE_SEPARATOR)
    roles = words_of(OrganisationRole)
    if name and fold(role) in roles:
        return directory.organisation("organisations", name), roles[fold(role)]
    if fold(name) in directory.organisations:
        raise Misread("organisations", role.strip(), with_separator_named(_unknown_role(), part))
    return directory.organisation("organisations", part), OrganisationRole.TAKES_PART


def _known(column: str, text: str, known: Mapping[str, T]) -> T:
    row = known.get(fold(text))
    if row is None:
        raise Misread(column, text, _unknown(column, text))
    return row


def _unknown(column: str, text: str) -> str:
    if column in {"carried_by", "organisations"}:
        sentence = _("No organisation is noted under this name: add it to the network first.")
        return with_separator_named(sentence, text) if column == "organisations" else sentence
    words = ", ".join(str(word) for word in _labels_of(column))
    return _("The house does not know this word here. It knows: %(words)s.") % {"words": words}


def _labels_of(column: str) -> list[Any]:
    if column == "kind":
        return [kind.label for kind in kinds().values()]
    if column == "audience":
        return [label for _code, label in AUDIENCES]
    return list((Precision if column == "precision" else ActionState).labels)


def _unknown_role() -> str:
    words = ", ".join(str(label) for label in OrganisationRole.labels)
    return _("An organisation has one of these roles: %(roles)s.") % {"roles": words}
