"""What the cells of a row of members say, or why one of them says nothing that the house knows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from essaim.exchange.engine import Answers, Misread, Question, Unsure
from essaim.kernel.choice_words import by_words, words_of
from essaim.kernel.datecells import parse_date
from essaim.kernel.models import AUDIENCES
from essaim.kernel.numbers import parse_number
from essaim.kernel.text import fold
from essaim.network.columns import SEPARATOR
from essaim.network.enums import LegalForm, OrganisationKind
from essaim.network.models import Organisation

#: An answer: this cell says nothing, or this line is left out.
NOTHING, LEFT_OUT = "-", "left_out"
YES = frozenset({"oui", "o", "yes", "y", "x", "1", "vrai", "true", "ok", "membre", "adherent"})
NO = frozenset({"", "non", "n", "no", "0", "faux", "false"})
#: A spreadsheet that takes a postcode or a telephone for a number drops their first nought.
_SHORT_POSTCODE = re.compile(r"\d{4}")
_SHORT_PHONE = re.compile(r"[1-9]\d{8}")
#: What people write for a legal form, beside its name.
_FORMS = {
    **dict.fromkeys(("asso", "loi 1901", "association 1901"), LegalForm.ASSOCIATION),
    **dict.fromkeys(("asso loi 1901", "association loi 1901"), LegalForm.ASSOCIATION),
    **dict.fromkeys(("sarl", "sas", "sasu", "eurl", "sa"), LegalForm.COMPANY),
    **dict.fromkeys(("collectivite", "commune", "mairie"), LegalForm.PUBLIC),
}
_BETWEEN_THEMES = re.compile(rf"[{SEPARATOR},\n]")


@dataclass(frozen=True)
class Days:
    """What a cell says of a day: the day, or the month or the year that it is in."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class MemberRow:
    """What a row says: the columns of the organisation that it gives, and its membership."""

    card: Mapping[str, Any]
    themes: tuple[str, ...]
    key: UUID | None
    is_member: bool
    college: str  # as it is typed
    admitted_on: Days | None
    ended_on: Days | None

    @property
    def sayings(self) -> dict[str, Any]:
        """By column, what another row of the same organisation may not say otherwise."""
        days = {"admitted_on": self.admitted_on, "ended_on": self.ended_on}
        given = {**self.card, **days, "college": fold(self.college)}
        return {name: value for name, value in given.items() if value}

    def with_more(self, other: "MemberRow") -> "MemberRow":
        """What both say, where the second completes the first."""
        return replace(
            self,
            card={**self.card, **other.card},
            themes=tuple(dict.fromkeys([*self.themes, *other.themes])),
            college=self.college or other.college,
            admitted_on=self.admitted_on or other.admitted_on,
            ended_on=self.ended_on or other.ended_on,
        )


def read_member(values: Mapping[str, str], answers: Answers) -> MemberRow:
    """Raises Misread at the first cell that says nothing, Unsure where it asks somebody."""
    if not values.get("name"):
        raise Misread("name", "", _("A member has a name."))
    card: dict[str, Any] = {}
    for column, read in READ.items():
        text = values.get(column, "")
        value = read(column, text, answers) if text else ""
        if value != "":
            card[column] = value
    if len({"latitude", "longitude"} & set(card)) == 1:
        raise Misread("latitude", "", _("A latitude goes with a longitude."))
    parts = _BETWEEN_THEMES.split(values.get("themes", ""))
    return MemberRow(
        card=card,
        themes=tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip())),
        key=_key(values.get("key", "")),
        is_member=_is_member(values),
        college=" ".join(values.get("college", "").split()),
        admitted_on=_days(values, "admitted_on"),
        ended_on=_days(values, "ended_on"),
    )


def _plain(_column: str, text: str, _answers: Answers) -> str:
    return text


def _postcode(_column: str, text: str, _answers: Answers) -> str:
    bare = text.replace(" ", "")
    return f"0{bare}" if _SHORT_POSTCODE.fullmatch(bare) else text


def _phone(_column: str, text: str, _answers: Answers) -> str:
    return f"0{text}" if _SHORT_PHONE.fullmatch(text) else text


def _email(column: str, text: str, _answers: Answers) -> str:
    address = text.removeprefix("mailto:").strip(" <>;,")
    try:
        validate_email(address)
    except ValidationError as fault:
        sentence = _("This is not one e-mail address: write it as name@network.org.")
        raise Misread(column, text, sentence) from fault
    return address


def _website(column: str, text: str, _answers: Answers) -> str:
    if "://" in text:
        return text
    if " " in text or "." not in text:
        raise Misread(column, text, _("This is not an address on the web."))
    return f"https://{text}"


def _country(column: str, text: str, _answers: Answers) -> str:
    if fold(text) == "france":
        return "FR"
    if len(text) != 2:
        raise Misread(column, text, _("Write a country with its two letters: FR, BE, CH…"))
    return text.upper()


def _degrees(column: str, text: str, _answers: Answers) -> Any:
    try:
        return round(parse_number(text), 5)
    except ValueError as fault:
        raise Misread(column, text, str(fault)) from fault


def _choice(
    words: Callable[[], Mapping[str, str]], labels: Callable[[], list[tuple[str, Any]]]
) -> Callable[[str, str, Answers], str]:
    """Reads a word of the house; another is asked about, once for all rows that have it."""

    def read(column: str, text: str, answers: Answers) -> str:
        if code := words().get(fold(text)):
            return code
        asked = f"{column}:{fold(text)}"
        if answers.get(asked) == NOTHING:
            return ""
        if answers.get(asked) in dict(labels()):
            return answers[asked]
        choices = [*((code, str(label)) for code, label in labels()), (NOTHING, _("leave it out"))]
        field: Any = Organisation._meta.get_field(column)
        sentence = _("“%(word)s” is no word of the house for “%(column)s”: which one is meant?")
        sentence %= {"word": text, "column": field.verbose_name}
        raise Unsure(column, text, Question(asked, sentence, choices))

    return read


#: How each column of the card is read: what its cell says, nothing where that is nothing.
READ: Mapping[str, Callable[[str, str, Answers], Any]] = {
    **dict.fromkeys(("name", "short_name", "siren", "siret", "rna", "ape"), _plain),
    **dict.fromkeys(("street", "city", "description"), _plain),
    **dict.fromkeys(("postcode", "commune_code"), _postcode),
    **dict.fromkeys(("latitude", "longitude"), _degrees),
    "country": _country,
    "website": _website,
    "email": _email,
    "phone": _phone,
    "kind": _choice(lambda: words_of(OrganisationKind), lambda: list(OrganisationKind.choices)),
    "legal_form": _choice(
        lambda: {**_FORMS, **words_of(LegalForm)}, lambda: list(LegalForm.choices)
    ),
    "audience": _choice(
        lambda: by_words((code, (label,)) for code, label in AUDIENCES), lambda: list(AUDIENCES)
    ),
}


def _key(text: str) -> UUID | None:
    """The identifier of this house; that of another list says nothing here."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_member(values: Mapping[str, str]) -> bool:
    """Each row of a list of members is one, unless its column says no, or nothing."""
    text = values.get("is_member")
    if text is None or fold(text).strip() in YES or text in {"✓", "✔", "☑"}:
        return True
    if fold(text).strip() not in NO:
        raise Misread("is_member", text, _("Write yes or no here."))
    return False


def _days(values: Mapping[str, str], column: str) -> Days | None:
    text = values.get(column, "")
    if not text:
        return None
    try:
        first, last, _precision = parse_date(text)
    except ValueError as fault:
        raise Misread(column, text, str(fault)) from fault
    return Days(first, last)
