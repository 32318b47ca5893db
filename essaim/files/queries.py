"""Files as lists show them."""

from django.db.models import QuerySet

from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.kernel.text import holds, search_words


def files_for(acting: Acting, words: str = "") -> QuerySet[StoredFile]:
    """What this reader may see, the newest first; each word is in the name or the description."""
    found = StoredFile.objects.visible_to(acting).order_by("-stored_at", "-id")
    asked = search_words(words)
    if not asked:
        return found
    told = found.values_list("pk", "name", "alternative")
    return found.filter(pk__in=[pk for pk, *parts in told if holds(" ".join(parts), asked)])
