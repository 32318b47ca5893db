"""Files as lists show them."""

from django.db.models import QuerySet

from essaim.files.models import StoredFile
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
