"""The roll of a meeting and its proxies, as lists."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from essaim.assemblies.roll.models import Answer, Right
from essaim.assemblies.roll.queries.roll import CollegeOnRoll, lines_of, roll_rows
from essaim.kernel.acting import Acting
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Export, Listing, Nothing

ROLL = Listing(
    title=_("Roll"),
    columns=(
        columns.piece("assemblies/cells/elector.html", "elector.name", _("Elector")),
        columns.text("elector.college", _("College")),
        columns.piece("assemblies/cells/right.html", "elector.right", _("Right to vote")),
        columns.text("elector.get_answer_display", _("Answer")),
        columns.text("holder", _("Proxy to")),
        columns.number(lambda line: line.proxies_held or None, _("Proxies held")),
    ),
    nothing=Nothing(
        _("Nobody is convened yet"), _("The roll is made when the meeting is convened.")
    ),
    export=Export(
        name="liste",
        address="assemblies:export_roll",
        labels=(
            _("College"),
            _("Elector"),
            _("Right to vote"),
            _("Answer"),
            _("Answered at"),
            _("Proxy to"),
            _("Proxies held"),
        ),
        rows=roll_rows,
    ),
    audience="members",
    audience_label=_("the members of the body"),
    template="assemblies/roll.html",
)


def roll_list(colleges: Iterable[CollegeOnRoll], by: Acting) -> Listing:
    """With these colleges to choose from, and links where the reader answers."""
    named = [(str(college.key), college.label) for college in colleges if college.key]
    return replace(
        ROLL,
        lines=partial(lines_of, by=by),
        filters=(
            filters.words(_("Name")),
            filters.choice("college", _("College"), named, "college__key"),
            filters.choice("right", _("Right to vote"), Right.choices, "right"),
            filters.choice("answer", _("Answer"), Answer.choices, "answer"),
        ),
    )


PROXIES = Listing(
    title=_("Proxies"),
    columns=(
        columns.text("giver.name", _("Given by")),
        columns.text(
            lambda proxy: proxy.holder.name if proxy.holder else _("the chair of the meeting"),
            _("Given to"),
        ),
        columns.moment("given_at", _("Given on")),
        columns.text("instruction", _("How to vote")),
        columns.acts("assemblies/cells/proxy_acts.html"),
    ),
    filters=(filters.words(_("Name")),),
    nothing=Nothing(_("No proxy yet"), _("Electors give them from the mail of the convocation.")),
    audience="bureau",
    template="assemblies/proxies.html",
)
