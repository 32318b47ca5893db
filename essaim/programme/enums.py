"""The words of the backbone."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


class Precision(TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class ActionState(TextChoices):
    """Measures count what was held."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    DISCARDED = "discarded", _("discarded")


class OrganisationRole(TextChoices):
    """What an organisation did in an action."""

    CARRIES = "carries", _("carries it")
    CO_ORGANISES = "co_organises", _("organises it with others")
    TAKES_PART = "takes_part", _("takes part")
    HOSTS = "hosts", _("hosts")
    FUNDS = "funds", _("funds")


class Origin(TextChoices):
    """How an action came to be noted."""

    BY_HAND = "by_hand", _("noted by hand")
    IMPORT = "import", _("import")
    REPRISE = "reprise", _("taken over from a past report")
    ROOM = "room", _("made by another page of the house")


class ActionLinkKind(TextChoices):
    """Why one action points at another."""

    BORN_OF = "born_of", _("born of")
    ADOPTED_BY = "adopted_by", _("adopted by")
    REPORTS_ON = "reports_on", _("reports on")
    REUSES = "reuses", _("reuses")
    FOLLOWS = "follows", _("follows")


class ObjectiveStatus(TextChoices):
    """The judgement on an objective for one year; the last three need a reason."""

    NOT_STARTED = "not_started", pgettext_lazy("vocabulary", "not started")
    IN_PROGRESS = "in_progress", pgettext_lazy("vocabulary", "in progress")
    ACHIEVED = "achieved", pgettext_lazy("vocabulary", "achieved")
    PARTLY_ACHIEVED = "partly_achieved", pgettext_lazy("vocabulary", "partly achieved")
    TRANSFORMED = "transformed", pgettext_lazy("vocabulary", "transformed")
    POSTPONED = "postponed", pgettext_lazy("vocabulary", "postponed")
    ABANDONED = "abandoned", pgettext_lazy("vocabulary", "abandoned")


NEEDS_REASON = ("transformed", "postponed", "abandoned")


def standing_of(status: str, *, is_evaluated: bool, is_over: bool) -> str:
    """Where an objective stands in a year: one never judged is not one never begun."""
    if status == ObjectiveStatus.NOT_STARTED and is_over and not is_evaluated:
        return pgettext("vocabulary", "not judged")
    return str(ObjectiveStatus(status).label)


class Nature(TextChoices):
    """Flows are summed and averaged; stocks have a last value, a difference, a growth."""

    FLOW = "flow", _("flow: adds up over time")
    STOCK = "stock", _("stock: stands at a moment")


class Direction(TextChoices):
    """Where the network wants the figure to go."""

    UP = "up", _("the more, the better")
    DOWN = "down", _("the less, the better")
    NEITHER = "neither", _("neither")


class FigureSource(TextChoices):
    """Where an indicator's values come from."""

    DECLARED = "declared", _("declared")
    COMPUTED = "computed", _("computed from the records")
    DERIVED = "derived", _("derived from other indicators")


class Derivation(TextChoices):
    """How a derived indicator is made of its terms, in their order."""

    SHARE = "share", _("share of the first in the second")
    SUM = "sum", _("sum of the terms")
    RATIO_OF_SUM = "ratio_of_sum", _("sum of all but the last, over the last")


class Qualifier(TextChoices):
    """How exact a value is."""

    EXACT = "exact", _("exact")
    APPROXIMATE = "approximate", _("approximate (≈)")
    MINIMUM = "minimum", _("at least")
    MAXIMUM = "maximum", _("at most")


class FigureForm(TextChoices):
    """How a figure is cited in a text."""

    VALUE = "value", _("value with its unit")
    NUMBER = "number", _("bare number")
    DIFFERENCE = "difference", _("difference with the year before")
    GROWTH = "growth", _("growth on the year before")
    MONTHLY_MEAN = "monthly_mean", _("monthly mean")
    PREVIOUS = "previous", _("value of the year before")


class ReportDueKind(TextChoices):
    """What a report due to a funder is about."""

    INTERIM = "interim", _("interim report")
    YEARLY = "yearly", _("yearly report")
    FINAL = "final", _("final report")
