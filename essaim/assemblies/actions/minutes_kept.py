"""Keeping a text of the minutes that came second, beside the one that stands."""

from collections.abc import Mapping

from essaim.assemblies.models import Debate, Minutes
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.markup import clean


@action
def keep_both_texts(
    *, written: Minutes | Debate, texts: Mapping[str, str], by: Acting
) -> Minutes | Debate:
    """Keep what came second in the history; what stands is untouched, and stays the last there."""
    keep_text(written=written, texts=texts, by=by)
    written.refresh_from_db()
    return written


@action
def keep_text(
    *, written: Minutes | Debate, texts: Mapping[str, str], by: Acting
) -> Minutes | Debate:
    """The text itself: never saved in the row, only among the revisions."""
    for name, text in texts.items():
        setattr(written, name, clean(text))
    return written
