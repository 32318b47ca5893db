"""The words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    """What an organisation is to the network."""

    NETWORK = "network", pgettext_lazy("vocabulary", "Member network")
    REGIONAL = "regional", pgettext_lazy("vocabulary", "Regional network")
    STRUCTURE = "structure", pgettext_lazy("vocabulary", "Structure")
    PARTNER = "partner", pgettext_lazy("vocabulary", "Partner")
    FUNDER = "funder", pgettext_lazy("vocabulary", "Funder")
    INSTITUTION = "institution", pgettext_lazy("vocabulary", "Institution")


class LegalForm(TextChoices):
    """Legal forms met in the field."""

    ASSOCIATION = "association", pgettext_lazy("vocabulary", "Association")
    COOPERATIVE = "cooperative", pgettext_lazy("vocabulary", "Cooperative")
    SCIC = "scic", pgettext_lazy("vocabulary", "SCIC")
    SCOP = "scop", pgettext_lazy("vocabulary", "SCOP")
    FOUNDATION = "foundation", pgettext_lazy("vocabulary", "Foundation")
    MUTUAL = "mutual", pgettext_lazy("vocabulary", "Mutual society")
    COMPANY = "company", pgettext_lazy("vocabulary", "Company")
    PUBLIC = "public", pgettext_lazy("vocabulary", "Public body")
    INFORMAL = "informal", pgettext_lazy("vocabulary", "Collective without legal form")


class LinkKind(TextChoices):
    """How one organisation stands to another. A dated graph, not a tree."""

    MEMBER_OF = "member_of", pgettext_lazy("vocabulary", "member of")
    SHAREHOLDER_OF = "shareholder_of", pgettext_lazy("vocabulary", "shareholder of")
    PARTNER_OF = "partner_of", pgettext_lazy("vocabulary", "partner of")


class SuccessionKind(TextChoices):
    """What happened to an organisation on a day, in law: not the same row noted twice."""

    MERGER = "merger", _("merges into")
    SPLIT = "split", _("splits into")
    CHILD = "child", _("gives birth to, and goes on")


class DuesRhythm(TextChoices):
    """Which days the dues of a year cover."""

    CIVIL = "civil", _("civil year, from 1 January to 31 December")
    SCHOOL = "school", _("school year, from 1 September to 31 August")
    ROLLING = "rolling", _("rolling year, from the day of each admission")


class NetworkRoleKind(TextChoices):
    """Roles that people hold in the network's life."""

    COPRESIDENCY = "copresidency", pgettext_lazy("vocabulary", "Co-presidency")
    TREASURY = "treasury", pgettext_lazy("vocabulary", "Treasury")
    SECRETARY = "secretary", pgettext_lazy("vocabulary", "Secretary")
    BUREAU = "bureau", pgettext_lazy("vocabulary", "Member of the bureau")
    GENERAL_DELEGATE = "general_delegate", pgettext_lazy("vocabulary", "General delegate")
    EMPLOYEE = "employee", pgettext_lazy("vocabulary", "Employee")
    APPRENTICE = "apprentice", pgettext_lazy("vocabulary", "Apprentice")
    VOLUNTEER = "volunteer", pgettext_lazy("vocabulary", "Volunteer")


class GroupKind(TextChoices):
    """Bodies, working groups and circles stand on groups."""

    BODY = "body", pgettext_lazy("vocabulary", "Body")
    WORKING_GROUP = "working_group", pgettext_lazy("vocabulary", "Working group")
    CIRCLE = "circle", pgettext_lazy("vocabulary", "Circle of named people")


class Standing(TextChoices):
    """How a representative stands."""

    TITULAR = "titular", pgettext_lazy("vocabulary", "Titular")
    ALTERNATE = "alternate", pgettext_lazy("vocabulary", "Alternate")
