"""Files as lists show them; the pictures of texts, and the texts that show one."""

from base64 import b64encode
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from essaim.files.models import Picture, StoredFile
from essaim.journal.models import Revision
from essaim.kernel.acting import Acting
from essaim.kernel.text import holds, search_words


def files_for(acting: Acting, words: str = "") -> QuerySet[StoredFile]:
    """What this reader may see, the newest first; each word is in the name or the description."""
    files = StoredFile.objects.visible_to(acting).order_by("-stored_at", "-id")
    asked = search_words(words)
    if not asked:
        return files
    named = files.values_list("pk", "name", "alternative")
    return files.filter(pk__in=[pk for pk, *parts in named if holds(" ".join(parts), asked)])


def pictures_of(keys: Collection[str], *, with_content: bool = False) -> dict[str, Picture]:
    """The pictures of these files that could be drawn, by the key of the file. One query, or none.

    Whoever may see each, the caller asks of its file.
    """
    if not keys:
        return {}
    rows = Picture.objects.filter(stored__key__in=keys, width__gt=0).select_related("stored")
    rows = rows if with_content else rows.defer("content")
    return {str(row.stored.key): row for row in rows}


def newest_pictures(acting: Acting, most: int) -> list[Picture]:
    """What this writer may show, without the bytes."""
    rows = Picture.objects.visible_to(acting).select_related("stored").defer("content")
    return list(rows.order_by("-stored_id")[:most])


def written_into(picture: Picture) -> str:
    """An address that holds the picture itself, for what must stay whole wherever it goes."""
    return f"data:{picture.content_type};base64,{b64encode(bytes(picture.content)).decode()}"


def count_of_texts(stored: StoredFile) -> int:
    """How many things show this picture in a text of theirs as it stands.

    In plain texts its key stands as somebody typed it, in capitals if they did.
    """
    key = str(stored.key)
    former = Revision.objects.annotate(words=Cast("record", TextField())).filter(
        words__icontains=key
    )
    things = former.order_by().values_list("target_model", "target_key").distinct()
    signs = (f'data-picture="{key}"', f"]({key})")
    return sum(_shows(apps.get_model(model), thing, signs) for model, thing in things)


def _shows(model: Any, key: Any, signs: Iterable[str]) -> bool:
    row = model._base_manager.filter(key=key).first()
    words = [value for value in vars(row).values() if isinstance(value, str)] if row else []
    return any(sign in text.lower() for text in words for sign in signs)
