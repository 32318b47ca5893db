"""The register of decisions across bodies: what was decided, who carries it out, until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings import holders
from essaim.assemblies.minutes.models import (
    Minutes,
    Undertaking,
    UndertakingState,
)
from essaim.assemblies.minutes.queries.document import minutes_for
from essaim.kernel.acting import Acting
from essaim.kernel.naming import sees
from essaim.kernel.sheet_cells import Cell
from essaim.kernel.text import holds, search_words
from essaim.network.models import Person


def list_undertakings(
    acting: Acting,
    *,
    words: str = "",
    body: Body | None = None,
    state: str = "",
    overdue: bool = False,
    to_declare: bool = False,
    mine: bool = False,
) -> QuerySet[Undertaking]:
    """The newest decision first."""
    undertakings = Undertaking.objects.visible_to(acting)
    today = timezone.localdate()
    if body is not None:
        undertakings = undertakings.filter(meeting__body=body)
    if state:
        undertakings = undertakings.filter(state=state)
    if overdue:
        undertakings = undertakings.overdue(today)
    if to_declare:
        undertakings = undertakings.to_declare()
    if mine:
        undertakings = undertakings.filter(owner__key__in=acting.keys_of("person"))
    if words:
        undertakings = undertakings.filter(pk__in=_holding(undertakings, words, acting))
    return undertakings.with_all().order_by("-decision__decided_on", "-decision_id")


def _holding(undertakings: QuerySet[Undertaking], words: str, acting: Acting) -> list[int]:
    """Those whose texts hold every word, whatever the accents; the texts are of other rooms."""
    asked = search_words(words)
    rows = undertakings.values_list(
        "pk",
        "decision__text",
        "decision__body",
        "decision__reference",
        "owner__given_name",
        "owner__family_name",
        "owner__audience",
    )
    texts = (
        (pk, " ".join(part or "" for part in _read(parts, owner in acting.capacities)))
        for pk, *parts, owner in rows
    )
    return [pk for pk, text in texts if holds(text, asked)]


def _read(parts: Sequence[str], is_owner_seen: bool) -> Sequence[str]:
    """Without the names of an owner whom the reader does not know."""
    return parts if is_owner_seen else parts[:-2]


def bodies_of_register(acting: Acting) -> QuerySet[Body]:
    visible = Undertaking.objects.visible_to(acting).values("meeting__body")
    return Body.objects.filter(pk__in=visible).order_by("name", "pk")


@dataclass(frozen=True)
class UndertakingPage:
    """One decision in the register, for who reads it."""

    undertaking: Undertaking
    is_late: bool
    declaration_is_late: bool
    sees_meeting: bool
    minutes: Minutes | None


def undertaking_page(undertaking: Undertaking, acting: Acting) -> UndertakingPage:
    today = timezone.localdate()
    declare_by = undertaking.declare_by
    waits = declare_by is not None and undertaking.declared_on is None
    return UndertakingPage(
        undertaking=undertaking,
        is_late=is_late(undertaking, today),
        declaration_is_late=bool(waits and declare_by and declare_by < today),
        sees_meeting=holders.sees_meeting(acting, undertaking.meeting),
        minutes=minutes_for(acting, undertaking.meeting),
    )


def is_late(undertaking: Undertaking, on: date) -> bool:
    waits = undertaking.state in {UndertakingState.TO_DO, UndertakingState.DOING}
    return waits and undertaking.due_on is not None and undertaking.due_on < on


def owners_offered(acting: Acting, kept: int | None = None) -> QuerySet[Person]:
    """People whom the reader knows, and whoever it is already."""
    return Person.objects.visible_to(acting).who_may_serve(timezone.localdate(), kept=[kept])


def register_rows(undertakings: QuerySet[Undertaking], acting: Acting) -> Iterator[Sequence[Cell]]:
    for undertaking in undertakings.iterator(chunk_size=500):
        decision = undertaking.decision
        yield [
            decision.decided_on,
            decision.body,
            decision.reference,
            decision.text,
            decision.result,
            str(undertaking.owner) if undertaking.owner and sees(acting, undertaking.owner) else "",
            undertaking.due_on,
            undertaking.review_on,
            str(undertaking.get_state_display()),
            undertaking.evidence,
            undertaking.declare_by,
            undertaking.declared_on,
        ]
