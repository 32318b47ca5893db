"""Naming a row on a page that others read too: whoever may not see it does not read its name."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.models import VisibleQuerySet


def sees(acting: Acting, row: Any) -> bool:
    """As `visible_to` of its model says: in a query only where its audience alone does not say.

    What has no audience, and no `visible_to`, is seen wherever it stands.
    """
    return _is_in_audience(acting, row) or bool(_visible_ids(acting, type(row), [row.pk]))


def _is_in_audience(acting: Acting, row: Any) -> bool:
    audience = getattr(row, "audience", None)
    if audience is None:
        return not hasattr(type(row)._default_manager.all(), "visible_to")
    return acting.is_one_of(audience)


def _visible_ids(acting: Acting, model: type[Any], ids: Collection[int]) -> set[int]:
    """Those that this reader sees of rows whose audience alone does not say so."""
    rows = model._default_manager.all()
    if not hasattr(rows, "visible_to") or type(rows).visible_to is VisibleQuerySet.visible_to:
        return set()
    return set(rows.visible_to(acting).filter(pk__in=ids).values_list("pk", flat=True))


class Named(str):
    """The name of a row, or a text of it, told in an export: it falls where the row is hidden."""

    row: Any

    @classmethod
    def of(cls, row: Any, text: object = None) -> "Named":
        """The row as it calls itself, unless a text of it is given."""
        named = cls(row if text is None else text)
        named.row = row
        return named


def teller_to(acting: Acting, values: Iterable[Any]) -> Callable[[Any], Any]:
    """Tells this reader each of these values: of a row that they may not see, a word that says so.

    What its audience alone does not say is asked once of each kind of rows.
    """
    rows = {value.row for value in values if isinstance(value, Named) and value}
    hidden = {row for row in rows if not _is_in_audience(acting, row)}
    for model in {type(row) for row in hidden}:
        asked = {row.pk: row for row in hidden if type(row) is model}
        hidden -= {asked[pk] for pk in _visible_ids(acting, model, asked)}

    def tell(value: Any) -> Any:
        if isinstance(value, Named) and value and value.row in hidden:
            return _("(not for you to see)")
        return value

    return tell
