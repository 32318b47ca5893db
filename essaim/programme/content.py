"""What a thing says before it is one: forms, import and reprise all fill these."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO
from uuid import UUID

from essaim.files.models import StoredFile
from essaim.kernel.acting import MEMBERS, PUBLIC
from essaim.network.models import Organisation, Person
from essaim.programme.enums import ActionState, Direction, FigureSource, Precision, Qualifier
from essaim.programme.kinds import OTHER
from essaim.programme.models import Action, Agreement, Indicator, Objective, Programme

#: The plain columns: the same names here and on the model.
COLUMNS = (
    "kind",
    "title",
    "starts_on",
    "ends_on",
    "precision",
    "state",
    "place",
    "commune_code",
    "summary",
    "audience",
    "is_highlight",
    "carried_by",
)
#: Those that the page of another room may share, as that of a meeting.
SHARED = ("kind", "title", "starts_on", "ends_on", "precision", "state", "place", "audience")


@dataclass(frozen=True, kw_only=True)
class ActionContent:
    """All that a person may say about an action. Change some of it with `dataclasses.replace`.

    The first objective is the one under which it is told. `organisations` are pairs with a role of
    `OrganisationRole`; `people` are pairs with the label under which they appear.
    """

    title: str
    starts_on: date
    ends_on: date | None = None
    precision: str = Precision.DAY
    kind: str = OTHER
    state: str = ActionState.HELD
    place: str = ""
    commune_code: str = ""
    summary: str = ""
    audience: str = MEMBERS
    is_highlight: bool = False
    carried_by: Organisation | None = None
    objectives: tuple[Objective, ...] = ()
    organisations: tuple[tuple[Organisation, str], ...] = ()
    people: tuple[tuple[Person, str], ...] = ()

    @property
    def carrier_key(self) -> UUID | None:
        return self.carried_by.key if self.carried_by is not None else None

    @classmethod
    def of(cls, action: Action) -> "ActionContent":
        """What an action says today, in four queries at most."""
        objectives = action.objective_links.select_related("objective__programme")
        organisations = action.organisation_links.select_related("organisation")
        people = action.person_links.select_related("person")
        return cls(
            **{name: getattr(action, name) for name in COLUMNS},
            objectives=tuple(link.objective for link in objectives.order_by("position", "pk")),
            organisations=tuple(
                (link.organisation, link.role) for link in organisations.order_by("pk")
            ),
            people=tuple((link.person, link.label) for link in people.order_by("pk")),
        )


@dataclass(frozen=True)
class Noting:
    """An action as a file tells it: its content, its identifier, links that prove it."""

    content: ActionContent
    source: str = ""
    external_id: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AgreementContent:
    """What is agreed with a funder; years, rubrics and due dates are set apart."""

    funder: Organisation
    title: str
    starts_on: date
    ends_on: date
    funder_programme: str = ""
    adopted_on: str = ""
    notes: str = ""
    audience: str = MEMBERS
    shows_more: bool = False


@dataclass(frozen=True, kw_only=True)
class ProgrammeContent:
    """What the network means to do over some years."""

    title: str
    starts_on: date
    ends_on: date
    introduction: str = ""
    follows: Programme | None = None
    agreements: tuple[Agreement, ...] = ()
    audience: str = PUBLIC
    shows_more: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionContent:
    """What was decided, typed by hand."""

    text: str
    body: str
    decided_on: date
    result: str = ""
    reference: str = ""
    evidence_url: str = ""
    audience: str = MEMBERS


@dataclass(frozen=True, kw_only=True)
class IndicatorContent:
    """A definition. With a measure it is computed, with a derivation derived, else declared.

    `terms` are the operands of a derivation, in their order.
    """

    code: str
    title: str
    nature: str
    definition: str = ""
    method: str = ""
    unit: str = ""
    unit_plural: str = ""
    direction: str = Direction.NEITHER
    target: Decimal | None = None
    decimals: int = 0
    is_ratio: bool = False
    objective: Objective | None = None
    is_key: bool = False
    audience: str = MEMBERS
    measure: str = ""
    derivation: str = ""
    terms: tuple[Indicator, ...] = ()
    shows_more: bool = False

    @property
    def source(self) -> FigureSource:
        if self.measure:
            return FigureSource.COMPUTED
        return FigureSource.DERIVED if self.derivation else FigureSource.DECLARED


@dataclass(frozen=True)
class Upload:
    """A file as it comes: what it holds, and how its sender calls it."""

    content: IO[bytes]
    name: str


@dataclass(frozen=True, kw_only=True)
class ReadingContent:
    """What was read: a value, or for a rate a numerator and its base; how exactly, and where."""

    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    qualifier: str = Qualifier.EXACT
    source_note: str = ""
    evidence_url: str = ""
    evidence_file: StoredFile | Upload | None = None
