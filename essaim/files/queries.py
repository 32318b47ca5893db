"""Files as lists show them."""

from django.db.models import QuerySet

from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting


def files_for(acting: Acting, words: str = "") -> QuerySet[StoredFile]:
    """What this reader may see, the newest first; each word is in the name or the description."""
    found = StoredFile.objects.visible_to(acting).order_by("-stored_at", "-id")
    for word in words.split():
        found = found.filter(name__icontains=word) | found.filter(alternative__icontains=word)
    return found
