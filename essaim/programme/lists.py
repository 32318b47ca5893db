"""The lists of the room."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.columns import Column
from essaim.kernel.listing.declaration import Act, Export, Listing, Nothing, Order
from essaim.kernel.templatetags import house
from essaim.programme import columns as in_files
from essaim.programme.enums import ActionState
from essaim.programme.models import Action, ActionObjective, Agreement, Axis, Decision, Objective
from essaim.programme.queries.actions import (
    organisations_of_actions,
    people_of_actions,
    years_of_actions,
)
from essaim.programme.queries.exports import export_rows
from essaim.programme.queries.options import objective_choices, objectives_offered
from essaim.programme.words import kind_label, kind_labels


def _kinds(_by: Acting) -> Iterable[tuple[str, Any]]:
    return kind_labels().items()


def _axes(objectives: list[Objective]) -> Iterable[Axis]:
    return {objective.axis_id: objective.axis for objective in objectives}.values()


def _title(title: str, action: Action) -> Any:
    """Its title, and its state where it is not simply held."""
    parts = [format_html('<a href="{}">{}</a>', action.get_absolute_url(), title)]
    if action.is_highlight:
        parts.append(house.icon("star", str(_("highlight"))))
    if action.state != ActionState.HELD:
        parts.append(house.status(action.state, action.get_state_display()))
    return mark_safe("\n".join(parts))  # noqa: S308 every part is escaped


def _objectives(links: Iterable[ActionObjective], action: Action) -> Any:
    """The objectives that it serves, each with its year."""
    year = action.starts_on.year
    shown = [(link.objective.get_absolute_url(), year, link.objective) for link in links]
    words = ((url, year, row.title, row.code) for url, year, row in shown)
    return format_html_join(", ", '<a href="{}?annee={}" title="{}">{}</a>', words)


ACTIONS = Listing(
    title=_("Actions"),
    lead=_("What the network does: noted once, told wherever it serves."),
    model=Action,
    columns=(
        Column(of="title", label=_("Action"), draw=_title),
        columns.days(_("When"), precision="precision"),
        Column(of="objectives_shown", label=_("Objectives"), draw=_objectives),
        columns.text(lambda action: kind_label(action.kind), _("Kind")),
    ),
    filters=(
        filters.words(_("Words"), "text", longest=200),
        filters.year("annee", _("Year"), years_of_actions, "year"),
        filters.row("axe", _("Axis"), objectives_offered, "axis", of=_axes),
        filters.row(
            "objectif", _("Objective"), objectives_offered, "objective", grouped=objective_choices
        ),
        filters.choice("nature", _("Kind"), _kinds, "kind"),
        filters.choice("etat", _("State"), ActionState.choices, "state"),
        filters.row("organisation", _("Organisation"), organisations_of_actions, "organisation"),
        filters.row("personne", _("Person"), people_of_actions, "person"),
        filters.tick("temps_forts", _("Highlights only"), "highlights"),
    ),
    orders=(
        Order("", _("Newest first"), ("-starts_on", "-pk")),
        Order("anciennes", _("Oldest first"), ("starts_on", "pk")),
    ),
    acts=(
        Act("programme.note_action", _("Note an action"), rule="programme.add_action"),
        Act("programme.add_action", _("With every detail"), icon=""),
    ),
    nothing=Nothing(
        _("No action yet"),
        first=_("Note the last meeting, article or training: a title and a day are enough."),
        label=_("Note an action"),
    ),
    none_found=_("Nothing matches these filters"),
    export=Export(
        name="actions",
        address="programme:export_actions",
        columns=in_files.COLUMNS,
        rows=export_rows,
    ),
    reads=(
        *("key", "title", "state", "is_highlight"),
        *("starts_on", "ends_on", "precision", "kind"),
    ),
    page_size=25,
)

AGREEMENTS = Listing(
    title=_("Agreements"),
    model=Agreement,
    columns=(
        columns.link("title"),
        columns.text("funder", _("Funder")),
        columns.days(_("From when until when")),
    ),
    acts=(Act("programme.add_agreement", _("Add an agreement")),),
    nothing=Nothing(
        _("No agreement to see"),
        first=_("Enter what is agreed with a funder: years, rubrics, reports due."),
        label=_("Add an agreement"),
    ),
)

DECISIONS = Listing(
    title=_("Decisions"),
    model=Decision,
    columns=(
        columns.link(lambda decision: Truncator(decision.text).chars(120), _("Decision")),
        columns.day("decided_on"),
        columns.text("body"),
    ),
    acts=(Act("programme.add_decision", _("Add a decision")),),
    nothing=Nothing(
        _("No decision to see"),
        first=_("Enter the decisions that change the programme: reports will cite them."),
        label=_("Add a decision"),
    ),
    page_size=25,
)
