"""What the room needs first: a body and its rules."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.assemblies.bodies.models import Body
from essaim.kernel.acting import Acting
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.rules import can


def _bodies(acting: Acting) -> QuerySet[Body]:
    return Body.objects.visible_to(acting)


def _sentence(number: int) -> str:
    words = ngettext("%(number)d body decides here.", "%(number)d bodies decide here.", number)
    return words % {"number": number}


def _ways(acting: Acting) -> Iterator[Way]:
    if can(acting, "assemblies.found_body"):
        yield Way(_("Note a body"), reverse("assemblies:found_body"))


FIRST_STEPS = (
    FirstStep(
        "assemblies.bodies",
        gettext_lazy("Our bodies and their rules"),
        gettext_lazy(
            "The general assembly, the board: their rules begin with a usual set, and are then "
            "made those of your statutes."
        ),
        order=50,
        minutes=2,
        rows=_bodies,
        sentence=_sentence,
        ways=_ways,
        pages=("assemblies:bodies", "assemblies:found_body", "assemblies:body", "assemblies:rules"),
    ),
)
