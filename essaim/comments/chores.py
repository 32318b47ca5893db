"""What the room does by itself: write to those concerned, forget what hangs on nothing."""

from django.utils import timezone

from essaim.accounts.actions import acting_command
from essaim.comments.actions import forget_comments, tell_person
from essaim.comments.queries import comments_to_forget, people_to_tell


def tell_people() -> int:
    """One mail a person and thing, ten minutes after its first remark; says how many were due."""
    due = people_to_tell(timezone.now())
    by = acting_command("tell_people") if due else None
    for person, thing_key in due:
        if by is not None:
            tell_person(person=person, thing_key=thing_key, by=by)
    return len(due)


def sweep_comments() -> int:
    """Remarks on what is gone; says how many rows went."""
    if not any(gone.exists() for gone in comments_to_forget()):
        return 0
    return forget_comments(by=acting_command("sweep_comments"))
