"""Every write on files."""

from collections.abc import Collection
from typing import IO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import ngettext

from essaim.files.drawing import Drawing
from essaim.files.models import FileText, Picture, StoredFile
from essaim.files.queries import count_of_texts
from essaim.journal.actions import action, take_back
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.intake import ANY, IMAGES, FileKind, inspect
from essaim.kernel.widening import refuse_to_narrow_unasked


@action
def store_file(
    *,
    content: IO[bytes],
    name: str,
    audience: str,
    by: Acting,
    alternative: str = "",
    licence: str = "",
    accept: Collection[FileKind] = ANY,
) -> StoredFile:
    """Keep a file whose content was looked into. Raises Refused, and then keeps nothing."""
    inspected = inspect(content, name, accept, limit=settings.UPLOAD_LIMIT)
    stored = StoredFile(
        name=inspected.name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        audience=audience,
        alternative=alternative,
        licence=licence,
    )
    stored.content.save(inspected.name, File(content), save=False)
    storage, place = stored.content.storage, str(stored.content)
    take_back(lambda: storage.delete(place))
    stored.save()
    return stored


@action
def store_picture(
    *,
    content: IO[bytes],
    name: str,
    drawing: Drawing,
    audience: str,
    alternative: str,
    licence: str = "",
    by: Acting,
) -> StoredFile:
    """Keep a picture for texts, with what was drawn of it. Raises Refused, and then keeps nothing.

    `alternative`: what it shows, or `DECORATES`.
    """
    stored = store_file(
        content=content,
        name=name,
        audience=audience,
        alternative=alternative,
        licence=licence,
        accept=IMAGES,
        by=by,
    )
    keep_drawing(stored=stored, drawing=drawing, by=by)
    return stored


@action(about="stored")
def keep_drawing(*, stored: StoredFile, drawing: Drawing, by: Acting) -> None:
    """Keep what was drawn of a file; nothing where the file is gone."""
    if StoredFile.objects.filter(pk=stored.pk).exists():
        fields = {**vars(drawing), "sha256": drawing.sha256}
        Picture.objects.update_or_create(stored=stored, defaults=fields)


@action(about="stored")
def keep_text(*, stored: StoredFile, text: str, by: Acting) -> None:
    """Keep what is written in a file, for the search alone; nothing where the file is gone."""
    if StoredFile.objects.filter(pk=stored.pk).exists():
        FileText.objects.update_or_create(stored=stored, defaults={"text": text})


@action
def describe_file(
    *,
    stored: StoredFile,
    audience: str,
    alternative: str,
    licence: str,
    by: Acting,
    shows_more: bool = False,
) -> StoredFile:
    """Say otherwise what a file shows, under which licence, and who sees it.

    Raises WouldStayShown where it is narrowed and pages that more people read hand it out.
    """
    standing = StoredFile.objects.get(pk=stored.pk)
    refuse_to_narrow_unasked(standing, audience, by=by, is_agreed=shows_more)
    stored.audience, stored.alternative, stored.licence = audience, alternative, licence
    stored.save(update_fields=["audience", "alternative", "licence"])
    return stored


@action(about="stored")
def discard_file(*, stored: StoredFile, by: Acting) -> None:
    """Remove a file that nothing cites; its content goes once the database agrees.

    Raises RuleBroken where something does, or a text shows it.
    """
    storage, place = stored.content.storage, str(stored.content)
    if count := count_of_texts(stored):
        raise _is_cited(stored, count)
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError as error:
        raise _is_cited(stored, len(error.protected_objects)) from error
    transaction.on_commit(lambda: storage.delete(place))


def _is_cited(stored: StoredFile, count: int) -> RuleBroken:
    sentence = ngettext(
        "“%(name)s” is cited in %(count)d place: take it out there first.",
        "“%(name)s” is cited in %(count)d places: take it out there first.",
        count,
    )
    return RuleBroken(sentence % {"name": stored.name, "count": count})
