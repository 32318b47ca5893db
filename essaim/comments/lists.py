"""All remarks of the house, for the coordination."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from essaim.comments.models import Comment, kinds_open
from essaim.comments.queries import name_of, with_things
from essaim.kernel.acting import Acting
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import CHUNK, Export, Listing, Nothing
from essaim.kernel.sheet_cells import Cell


def _kind(comment: Comment) -> str:
    return str(capfirst(apps.get_model(comment.thing_model)._meta.verbose_name))


def _kinds(_by: Acting) -> list[tuple[str, str]]:
    names = {model: apps.get_model(model)._meta.verbose_name for model in kinds_open()}
    return [(model, str(capfirst(name))) for model, name in names.items()]


def _rows(rows: Any, _by: Acting) -> Iterator[list[Cell]]:
    """What leaves: the things are read some hundreds at a time."""
    for start in range(0, rows.count(), CHUNK):
        for row in with_things(rows[start : start + CHUNK]):
            words = [str(row.thing), row.place, row.text, name_of(row), row.made_at]
            yield [_kind(row), *words, row.resolved_at]


COMMENTS = Listing(
    title=_("Remarks"),
    lead=_(
        "What is said about things of the house, beside their texts, and whether it is settled."
    ),
    model=Comment,
    columns=(
        columns.link(label=_("Remark")),
        columns.links(lambda comment: [comment.thing], _("On what")),
        columns.text(name_of, _("Written by")),
        columns.moment("made_at"),
        columns.moment("resolved_at"),
    ),
    filters=(
        filters.words(_("Words"), "text__icontains"),
        filters.either(
            "regle", _("State"), yes=_("Open"), no=_("Settled"), asks="resolved_at__isnull"
        ),
        filters.choice("sur", _("Kind"), _kinds, "thing_model"),
    ),
    lines=with_things,
    nothing=Nothing(
        _("No remark yet"), _("What is said below the pages of the house comes here by itself.")
    ),
    export=Export(
        name="remarques",
        address="comments:export_comments",
        labels=(
            _("Kind"),
            _("On what"),
            _("About"),
            _("Remark"),
            _("Written by"),
            _("Written at"),
            _("Settled at"),
        ),
        rows=_rows,
    ),
    page_size=25,
)
