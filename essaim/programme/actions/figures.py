"""Where texts cite figures: kept by the action that saves the text, so that a figure knows."""

from collections.abc import Sequence

from essaim.journal.actions import label
from essaim.kernel.models import Keyed
from essaim.programme.models import FigureUse, Indicator


def record_figure_uses(holder: Keyed, field: str, uses: Sequence[tuple[str, str, str]]) -> None:
    """Replace what a text cites by these (code, period, form), in the order of the text.

    Called inside the action that saves the text: its journal line tells of both. A code that no
    indicator bears is kept as it is, so that the check of reports finds it.
    """
    FigureUse.objects.filter(holder_key=holder.key, field=field).delete()
    codes = {code for code, _period, _form in uses}
    known = dict(Indicator.objects.filter(code__in=codes).values_list("code", "pk"))
    FigureUse.objects.bulk_create(
        FigureUse(
            holder_model=label(holder),
            holder_key=holder.key,
            field=field,
            position=position,
            code=code,
            indicator_id=known.get(code),
            period=period,
            form=form,
        )
        for position, (code, period, form) in enumerate(uses)
    )
