"""Who stands behind a line of the journal, as far as a reader may know them."""

from collections.abc import Set
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.accounts.queries import names_of_actors
from essaim.kernel.acting import ADMINISTRATOR, BUREAU, Acting
from essaim.network.models import Person


def actors_in_words(keys: Set[UUID], acting: Acting) -> dict[UUID | None, str]:
    """The person behind each key, by their name; an address, to those whose lists have them."""
    names: dict[UUID | None, str] = {}
    for key, label in names_of_actors(set(keys)).items():
        shown = "@" not in label or acting.is_one_of(BUREAU, ADMINISTRATOR)
        names[key] = label if shown else _("an account of the house")
    people = Person.objects.visible_to(acting).filter(user__actor__key__in=keys)
    for person in people.select_related("user__actor"):
        names[person.user.actor.key] = str(person)
    return names
