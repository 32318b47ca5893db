"""Naming a row on a page that others read too: whoever may not see it does not read its name."""

from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.models import VisibleQuerySet


def sees(acting: Acting, row: Any) -> bool:
    """As `visible_to` of its model says: in a query only where its audience alone does not say.

    What has no audience, and no `visible_to`, is seen wherever it stands.
    """
    audience = getattr(row, "audience", None)
    if audience is not None and acting.is_one_of(audience):
        return True
    rows = type(row)._default_manager.all()
    if not hasattr(rows, "visible_to"):
        return audience is None
    if type(rows).visible_to is VisibleQuerySet.visible_to:
        return False
    return bool(rows.visible_to(acting).filter(pk=row.pk).exists())


class Named(str):
    """The name of a row, or a text of it, told in an export: it falls where the row is hidden."""

    row: Any

    @classmethod
    def of(cls, row: Any, text: object = None) -> "Named":
        """The row as it calls itself, unless a text of it is given."""
        told = cls(row if text is None else text)
        told.row = row
        return told


def told_to(acting: Acting, value: Any) -> Any:
    """The value itself; of a row that this reader may not see, a word that says so."""
    if isinstance(value, Named) and value and not sees(acting, value.row):
        return _("(not for you to see)")
    return value
