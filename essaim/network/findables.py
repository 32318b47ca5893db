"""What is found of the network: organisations, people, groups, by their names."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from essaim.journal.models import Revision
from essaim.kernel.acting import PUBLIC
from essaim.kernel.audiences import covers
from essaim.kernel.manifest import Findable, Searchable
from essaim.kernel.markup import from_text, plain
from essaim.network.models import Group, Organisation, Person


def organisations(keys: Collection[UUID]) -> Iterator[Findable]:
    """Those that stand by themselves, under the names of those merged into them too.

    But for a name that fewer may see: nobody learns by it which card is meant.
    """
    asked = Organisation.objects.canonical_only().filter(key__in=keys)
    for organisation in asked.prefetch_related("themes", "merged"):
        where = organisation.city if organisation.address_audience == PUBLIC else ""
        themes = ", ".join(theme.name for theme in organisation.themes.all())
        merged = " ".join(
            f"{other.name} {other.short_name}"
            for other in organisation.merged.all()
            if covers(other.audience, organisation.audience)
        )
        yield Findable(
            key=organisation.key,
            title=organisation.name,
            url=organisation.get_absolute_url(),
            audience=organisation.audience,
            text=" · ".join(
                filter(None, (where, themes, plain(from_text(organisation.description))))
            ),
            also_called=f"{organisation.short_name} {merged}",
        )


def merged_into(keys: Collection[UUID]) -> Iterator[UUID]:
    """Those into which these are merged, or were before it was undone: they bear their names."""
    revisions = Revision.objects.filter(target_key__in=keys)
    ids = {str(value) for value in revisions.values_list("record__canonical", flat=True)}
    into = Organisation.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    yield from into.values_list("key", flat=True)


def people(keys: Collection[UUID]) -> Iterator[Findable]:
    asked = Person.objects.filter(key__in=keys, canonical=None, erased_at=None)
    for person in asked:
        yield Findable(person.key, str(person), person.get_absolute_url(), person.audience)


def groups(keys: Collection[UUID]) -> Iterator[Findable]:
    for group in Group.objects.filter(key__in=keys):
        yield Findable(
            key=group.key,
            title=group.name,
            url=group.get_absolute_url(),
            audience=group.audience,
            text=group.purpose,
            also_seen_by=f"group:{group.key}",
        )


SEARCHABLES = (
    Searchable(
        model="network.organisation",
        label=_("Organisation"),
        plural=_("Organisations"),
        rows=organisations,
        touched_by={"network.organisation": merged_into},
        is_named=True,
    ),
    Searchable(
        model="network.person",
        label=_("Person"),
        plural=_("People"),
        rows=people,
        is_named=True,
        is_open=False,
    ),
    Searchable(
        model="network.group",
        label=_("Group"),
        plural=_("Groups"),
        rows=groups,
        is_named=True,
        is_open=False,
    ),
)
