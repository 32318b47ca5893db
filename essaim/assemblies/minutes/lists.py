"""The register of decisions, and how members took part, as lists."""

from collections.abc import Sequence
from dataclasses import replace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.minutes.models import (
    Undertaking,
    UndertakingState,
)
from essaim.assemblies.minutes.queries.participation import BodyLife, Taking
from essaim.assemblies.minutes.queries.undertakings import (
    bodies_of_register,
    is_late,
    register_rows,
)
from essaim.kernel.forms import DayInput
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Export, Listing, Nothing
from essaim.kernel.templatetags.house import percent


def _with_lateness(rows: Sequence[Undertaking]) -> Sequence[Undertaking]:
    """Each with `is_late`, today."""
    today = timezone.localdate()
    for row in rows:
        row.is_late = is_late(row, today)  # type: ignore[attr-defined]
    return rows


REGISTER = Listing(
    title=_("Register of decisions"),
    lead=_("What was decided, who carries it out, until when, where it stands."),
    model=Undertaking,
    columns=(
        columns.piece("assemblies/cells/decision.html", "decision.text", _("Decision")),
        columns.piece("assemblies/cells/decided.html", "decision.decided_on", _("Decided on")),
        columns.piece("assemblies/cells/owner.html", "owner", _("Carried out by")),
        columns.piece("assemblies/cells/due.html", "due_on", _("Deadline")),
        columns.piece("assemblies/cells/standing.html", "state", _("State")),
    ),
    filters=(
        filters.words(_("Words"), longest=200),
        filters.row("instance", _("Body"), bodies_of_register, "body"),
        filters.choice("etat", _("State"), UndertakingState.choices, "state"),
        filters.tick("retard", _("Late only"), "overdue"),
        filters.tick("declarer", _("To be declared only"), "to_declare"),
        filters.tick("miennes", _("Mine only"), "mine"),
    ),
    lines=_with_lateness,
    nothing=Nothing(_("No decision yet"), _("What a meeting adopts comes here by itself.")),
    none_found=_("Nothing matches these filters"),
    export=Export(
        name="decisions",
        address="assemblies:export_undertakings",
        labels=(
            _("Decided on"),
            _("Body"),
            _("Reference"),
            _("Decision"),
            _("Result"),
            _("Carried out by"),
            _("Deadline"),
            _("To be reviewed on"),
            _("State"),
            _("What shows it"),
            _("To be declared by"),
            _("Declared on"),
        ),
        rows=register_rows,
    ),
    page_size=25,
)


def _percent(value: int, _line: Taking) -> str:
    return percent(value)


PARTICIPATION = Listing(
    title=_("Participation"),
    columns=(
        columns.text("name", _("Member")),
        columns.text("body", _("Body")),
        columns.number("convened", _("Times convened")),
        columns.number("present", _("Times present")),
        columns.number("represented", _("Times by proxy")),
        columns.Column(of="percent", label=_("Rate of presence"), draw=_percent, is_number=True),
    ),
    nothing=Nothing(_("No meeting in these twelve months")),
    none_found=_("No member is like that."),
    export=Export(name="participation", address="assemblies:export_participation"),
    template="assemblies/participation.html",
)
NOBODY_OF_YOURS = Nothing(
    _("None of those for whom you speak was convened in these twelve months"),
    _("Each member sees their own line alone."),
)


def participation_list(lives: Sequence[BodyLife]) -> Listing:
    """Of what these bodies did, and of those whose lines the reader may see."""
    bodies = [(str(life.body.key), life.body.name) for life in lives if life.lines]
    until = _("Twelve months, until")
    return replace(
        PARTICIPATION,
        nothing=NOBODY_OF_YOURS if lives else PARTICIPATION.nothing,
        filters=(
            filters.words(_("Name of a member")),
            filters.choice("instance", _("Body"), bodies, "body"),
            filters.Filter(
                "au",
                "until",
                lambda _offered: forms.DateField(label=until, required=False, widget=DayInput),
            ),
        ),
    )
