"""Who is written to about the voice of a link."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils import timezone

from essaim.assemblies.asking.models import DateVoter
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.recipients import BEHIND_PLACES, recipients_of

#: The voices of which links speak, by the first word of what they grant.
_VOICES: Mapping[str, type[Elector | DateVoter]] = {"elector": Elector, "date_voter": DateVoter}


def reached_at(grants: str) -> Iterator[tuple[UUID | None, str]]:
    """Who is written to now about the voice of a link (`elector:KEY`), each with the address."""
    kind, _colon, key = grants.partition(":")
    if kind not in _VOICES:
        return
    voices = _VOICES[kind].objects.filter(key=key).select_related(*BEHIND_PLACES)
    for one in recipients_of(list(voices), timezone.localdate()).reached:
        yield one.person_key, one.email
