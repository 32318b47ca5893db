"""What the room needs first: what the network means to do."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.kernel.acting import Acting
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.rules import can
from essaim.programme.models import Objective, Programme
from essaim.programme.queries.plan import current_programme


def _objectives(acting: Acting) -> QuerySet[Objective]:
    visible = Programme.objects.visible_to(acting)
    return Objective.objects.filter(axis__programme__in=visible)


def _sentence(number: int) -> str:
    words = ngettext("%(number)d objective stands.", "%(number)d objectives stand.", number)
    return words % {"number": number}


def _ways(acting: Acting) -> Iterator[Way]:
    programme = current_programme(acting, timezone.localdate())
    if programme is not None and can(acting, "programme.edit_programme", programme=programme):
        yield Way(_("Go on with our axes"), programme.get_absolute_url())
    elif programme is None and can(acting, "programme.add_programme"):
        yield Way(_("Type our axes"), reverse("programme:add_programme"))


FIRST_STEPS = (
    FirstStep(
        "programme.objectives",
        gettext_lazy("What we set out to do"),
        gettext_lazy(
            "Your last report already says it: the house reads it, proposes axes, objectives and "
            "actions, and you keep what is right. Or type your axes."
        ),
        order=30,
        minutes=5,
        rows=_objectives,
        sentence=_sentence,
        ways=_ways,
        pages=(
            "programme:current",
            "programme:programme",
            "programme:add_programme",
            "programme:add_axis",
            "programme:add_objective",
        ),
    ),
)
