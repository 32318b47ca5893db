"""What is found of files: by their name, and by what they show."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.manifest import Findable, Searchable


def files(keys: Collection[UUID]) -> Iterator[Findable]:
    for stored in StoredFile.objects.filter(key__in=keys):
        yield Findable(
            key=stored.key,
            title=stored.name,
            url=stored.get_absolute_url(),
            audience=stored.audience,
            text=stored.alternative,
            starts_on=stored.stored_at.date(),
        )


SEARCHABLES = (Searchable("files.storedfile", _("File"), _("Files"), files, is_open=False),)
