"""Who is in the room of a meeting, as a list."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.sitting.queries.page import room_lines
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Listing, Nothing

ROOM = Listing(
    title=_("Who is here"),
    columns=(
        columns.piece("assemblies/cells/in_room.html", "elector.name", _("Name")),
        columns.text("elector.college", _("College")),
        columns.piece("assemblies/cells/stays.html", "here", _("In the room")),
    ),
    nothing=Nothing(_("No elector is like that.")),
    none_found=_("No elector is like that."),
    template="assemblies/room.html",
)
ACTS = columns.acts("assemblies/cells/mark.html")


def room_list(room: Room, *, may_mark: bool) -> Listing:
    """Of this room; with the buttons of whoever marks those who come and leave."""
    where = [
        ("ici", _("in the room")),
        ("represente", _("represented")),
        ("absent", _("not here")),
    ]
    return replace(
        ROOM,
        columns=(*ROOM.columns, ACTS) if may_mark else ROOM.columns,
        lines=partial(room_lines, room=room),
        filters=(
            filters.words(_("Name of an elector")),
            filters.choice("college", _("College"), room.college_names.items(), "college"),
            filters.choice("ou", _("Where"), where, "where"),
        ),
    )
