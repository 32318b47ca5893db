"""Groups, roles in the network, and who speaks for whom."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet
from essaim.network.enums import GroupKind, NetworkRoleKind, Standing
from essaim.network.models.dated import Dated, DatedQuerySet, ends_after_it_begins
from essaim.network.models.organisations import Organisation
from essaim.network.models.people import Person


class GroupQuerySet(VisibleQuerySet):
    def visible_to(self, acting: Acting) -> Self:
        """By its audience; its own members always see it."""
        audience = Q(audience__in=acting.capacities)
        return self.filter(audience | Q(key__in=acting.keys_of("group")))


class Group(Keyed, Visible):
    """People who work or decide together. Its key makes an audience: `group:KEY`."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind.choices)
    purpose = models.TextField(_("purpose"), blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        constraints = [models.UniqueConstraint(fields=["name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("network:group", self.key)


class GroupMember(Keyed, Dated):
    """A person in a group; outsiders are welcome."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="groups", verbose_name=_("person")
    )
    title = models.CharField(_("role in the group"), max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a group")
        constraints = [
            ends_after_it_begins("group_member_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(ends_on=None), name="group_member_once"
            ),
        ]


class NetworkRole(Keyed, Dated):
    """A role in the network's life. Rights in the house come from `accounts` alone."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="network_roles", verbose_name=_("person")
    )
    kind = models.CharField(_("role"), max_length=20, choices=NetworkRoleKind.choices)
    title = models.CharField(_("in its own words"), max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in the network")
        constraints = [
            ends_after_it_begins("network_role_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(ends_on=None), name="network_role_held_once"
            ),
        ]


class Representation(Keyed, Dated):
    """Who speaks for which member: one titular at a time, and alternates."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="representatives")
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="representations", verbose_name=_("person")
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("representation")
        constraints = [
            ends_after_it_begins("representation_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ends_on=None, standing="titular"),
                name="one_titular_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ends_on=None),
                name="representation_runs_once",
            ),
        ]
