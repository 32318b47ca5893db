"""What is found of files: by their name, by what they show, and by what is written in them."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from essaim.files.models import FileText, StoredFile
from essaim.kernel.manifest import Findable, Searchable


def files(keys: Collection[UUID]) -> Iterator[Findable]:
    texts = dict(FileText.objects.filter(stored__key__in=keys).values_list("stored_id", "text"))
    for stored in StoredFile.objects.filter(key__in=keys):
        yield Findable(
            key=stored.key,
            title=stored.name,
            url=stored.get_absolute_url(),
            audience=stored.audience,
            text=f"{stored.alternative}\n{texts.get(stored.pk, '')}".strip(),
            starts_on=stored.stored_at.date(),
        )


SEARCHABLES = (Searchable("files.storedfile", _("File"), _("Files"), files, is_open=False),)
