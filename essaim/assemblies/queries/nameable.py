"""Who may come to mind in an election without candidate: suggested, and found by the name typed."""

from django.db.models import Q

from essaim.assemblies.models import Meeting
from essaim.kernel.acting import Acting
from essaim.kernel.text import fold
from essaim.network.models import Person


def suggested(meeting: Meeting) -> list[Person]:
    """Those in the room, and those who are electors themselves."""
    sits = Q(pk__in=meeting.attendances.filter(left_at=None).values("person"))
    votes = Q(pk__in=meeting.electors.values("membership__person"))
    seated = Q(pk__in=meeting.electors.values("seat__person"))
    found = Person.objects.filter(sits | votes | seated)
    return list(found.who_may_serve(meeting.local_start.date()))


def person_named(name: str, meeting: Meeting, by: Acting) -> Person | str:
    """The one person of that name, among those suggested, else among those whom one sees.

    The name itself where nobody, or more than one, bears it: whoever is not known may be named.
    """
    wanted = fold(name)
    here = [one for one in suggested(meeting) if one.folded == wanted]
    seen = Person.objects.visible_to(by).filter(folded=wanted)
    found = here or list(seen.who_may_serve(meeting.local_start.date())[:2])
    return found[0] if len(found) == 1 else name
