"""The kinds of action that the network knows from the first day; other rooms add theirs."""

from django.utils.translation import pgettext_lazy

from essaim.kernel.manifest import Kind

OTHER = "other"

KINDS: tuple[Kind, ...] = (
    Kind(
        "meeting",
        pgettext_lazy("vocabulary", "meeting"),
        pgettext_lazy("vocabulary", "meetings"),
    ),
    Kind(
        "seminar",
        pgettext_lazy("vocabulary", "seminar"),
        pgettext_lazy("vocabulary", "seminars"),
    ),
    Kind(
        "workshop",
        pgettext_lazy("vocabulary", "workshop"),
        pgettext_lazy("vocabulary", "workshops"),
    ),
    Kind(
        "training",
        pgettext_lazy("vocabulary", "training"),
        pgettext_lazy("vocabulary", "trainings"),
    ),
    Kind(
        "conference",
        pgettext_lazy("vocabulary", "conference"),
        pgettext_lazy("vocabulary", "conferences"),
    ),
    Kind(
        "intervention",
        pgettext_lazy("vocabulary", "intervention"),
        pgettext_lazy("vocabulary", "interventions"),
    ),
    Kind(
        "publication",
        pgettext_lazy("vocabulary", "publication"),
        pgettext_lazy("vocabulary", "publications"),
    ),
    Kind(
        "article",
        pgettext_lazy("vocabulary", "article"),
        pgettext_lazy("vocabulary", "articles"),
    ),
    Kind(
        "contribution",
        pgettext_lazy("vocabulary", "contribution"),
        pgettext_lazy("vocabulary", "contributions"),
    ),
    Kind(
        "research",
        pgettext_lazy("vocabulary", "action research"),
        pgettext_lazy("vocabulary", "action researches"),
    ),
    Kind(
        "cooperation",
        pgettext_lazy("vocabulary", "cooperation"),
        pgettext_lazy("vocabulary", "cooperations"),
    ),
    Kind(
        "campaign",
        pgettext_lazy("vocabulary", "campaign"),
        pgettext_lazy("vocabulary", "campaigns"),
    ),
    Kind(
        "event",
        pgettext_lazy("vocabulary", "event"),
        pgettext_lazy("vocabulary", "events"),
    ),
    Kind(
        "tool",
        pgettext_lazy("vocabulary", "tool"),
        pgettext_lazy("vocabulary", "tools"),
    ),
    Kind(
        OTHER,
        pgettext_lazy("vocabulary", "other action"),
        pgettext_lazy("vocabulary", "other actions"),
    ),
)
