"""What the cells of an imported row say, or why one of them says nothing that the house knows."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.kernel.datecells import parse_date
from essaim.kernel.manifest import kinds
from essaim.kernel.models import AUDIENCES
from essaim.kernel.text import fold
from essaim.network.models import Organisation
from essaim.programme.columns import ROLE_SEPARATOR, SEPARATOR
from essaim.programme.enums import ActionState, OrganisationRole, Precision
from essaim.programme.models import Objective

T = TypeVar("T")
PLAIN = ("title", "place", "commune_code", "summary")


class Misread(Exception):
    """A cell that cannot be read: its column, what it says, and why that will not do."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value, self.sentence = column, value, sentence


class Directory:
    """Names that cells may use, each looked up once for a whole batch."""

    @cached_property
    def objectives(self) -> Mapping[str, list[Objective]]:
        """By code; the same code stands in several programmes."""
        found: dict[str, list[Objective]] = {}
        for objective in Objective.objects.select_related("programme").order_by("pk"):
            found.setdefault(objective.code, []).append(objective)
        return found

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """By name and by short name, folded; a merged one stands for the one it became."""
        found: dict[str, Organisation] = {}
        for organisation in Organisation.objects.select_related("canonical").order_by("-pk"):
            for name in filter(None, (organisation.name, organisation.short_name)):
                found[fold(name)] = organisation.canonical or organisation
        return found

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return _by_words((kind.code, (kind.label, kind.plural)) for kind in kinds().values())

    @cached_property
    def audiences(self) -> Mapping[str, str]:
        return _by_words((code, (label,)) for code, label in AUDIENCES)


def read_cells(values: Mapping[str, str], directory: Directory) -> dict[str, Any]:
    """The fields of an `ActionContent` that the row gives. Raises Misread at the first fault."""
    given: dict[str, Any] = {name: values[name] for name in PLAIN if values.get(name)}
    if "title" not in given:
        raise Misread("title", "", _("An action needs a title."))
    given.update(_days(values))
    given.update(_choices(values, directory))
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
        known = _words_of(Precision)
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
        "state": lambda: _words_of(ActionState),
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
        given["carried_by"] = _known("carried_by", values["carried_by"], directory.organisations)
    if values.get("objectives"):
        codes = _parts(values["objectives"])
        given["objectives"] = tuple(_objective(code, directory, on) for code in codes)
    if values.get("organisations"):
        parts = _parts(values["organisations"])
        given["organisations"] = tuple(_organisation(part, directory) for part in parts)
    return given


def _objective(code: str, directory: Directory, on: date) -> Objective:
    """Of the programme that runs on that day, else the only one, else the last of that code."""
    found = directory.objectives.get(code.split()[0].rstrip("."), [])
    running = [o for o in found if o.programme.starts_on <= on <= o.programme.ends_on]
    if not found:
        raise Misread("objectives", code, _("No objective has this code."))
    return (running or found)[-1]


def _organisation(part: str, directory: Directory) -> tuple[Organisation, str]:
    name, _colon, role = part.rpartition(ROLE_SEPARATOR)
    roles = _words_of(OrganisationRole)
    if name and fold(role) in roles:
        return _known("organisations", name, directory.organisations), roles[fold(role)]
    if fold(name) in directory.organisations:
        raise Misread("organisations", role.strip(), _unknown_role())
    found = _known("organisations", part, directory.organisations)
    return found, OrganisationRole.TAKES_PART


def _known(column: str, text: str, known: Mapping[str, T]) -> T:
    found = known.get(fold(text))
    if found is None:
        raise Misread(column, text, _unknown(column))
    return found


def _unknown(column: str) -> str:
    if column in {"carried_by", "organisations"}:
        return _("No organisation is noted under this name: add it to the network first.")
    return _("The house does not know this word here.")


def _unknown_role() -> str:
    words = ", ".join(str(label) for label in OrganisationRole.labels)
    return _("An organisation has one of these roles: %(roles)s.") % {"roles": words}


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def _words_of(choices: type[TextChoices]) -> Mapping[str, str]:
    return _by_words((code, (label,)) for code, label in choices.choices)


def _by_words(entries: Iterable[tuple[str, Iterable[Any]]]) -> dict[str, str]:
    """Code by code and by label in both languages, folded."""
    found: dict[str, str] = {}
    for code, labels in entries:
        found[fold(code)] = code
        for language in ("en", "fr"):
            with override(language):
                found |= {fold(str(label)): code for label in labels}
    return found
