"""Reading what was decided round by round, for its page and for minutes."""

from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects

from essaim.assemblies.models import (
    Deliberation,
    Nomination,
    Proposal,
    Resolution,
    Round,
    Stance,
    Wording,
)


def read_rounds(resolutions: Sequence[Resolution]) -> None:
    """Reads what their traces are made of: six queries, whatever their number and length."""
    stances = Stance.objects.select_related("objection__integrated_in").order_by("pk")
    prefetch_related_objects(
        resolutions,
        Prefetch(
            "deliberation",
            Deliberation.objects.select_related("proposing_elector", "proposer"),
        ),
        Prefetch("wordings", Wording.objects.order_by("number")),
        Prefetch("proposals", Proposal.objects.select_related("option").order_by("number")),
        Prefetch(
            "nominations",
            Nomination.objects.select_related("nominee", "changed_to").order_by("pk"),
        ),
        Prefetch(
            "rounds",
            Round.objects.select_related("wording", "proposal__option__person").order_by("number"),
        ),
        Prefetch("rounds__stances", stances),
    )
