"""The kinds of action that the meetings of bodies are."""

from django.utils.translation import pgettext_lazy

from essaim.assemblies.bodies.enums import BodyKind
from essaim.kernel.manifest import Kind

GENERAL_ASSEMBLY = Kind(
    "general_assembly",
    pgettext_lazy("vocabulary", "general assembly"),
    pgettext_lazy("vocabulary", "general assemblies"),
)
PERMANENT_ASSEMBLY = Kind(
    "permanent_assembly",
    pgettext_lazy("vocabulary", "permanent assembly"),
    pgettext_lazy("vocabulary", "permanent assemblies"),
)
BODY_MEETING = Kind(
    "body_meeting",
    pgettext_lazy("vocabulary", "meeting of a body"),
    pgettext_lazy("vocabulary", "meetings of bodies"),
)
KINDS = (GENERAL_ASSEMBLY, PERMANENT_ASSEMBLY, BODY_MEETING)
_OF_BODY: dict[str, Kind] = {
    BodyKind.GENERAL_ASSEMBLY: GENERAL_ASSEMBLY,
    BodyKind.PERMANENT_ASSEMBLY: PERMANENT_ASSEMBLY,
}


def kind_of_action(body_kind: str) -> str:
    """Under which kind of action the programme counts the meetings of such a body."""
    return _OF_BODY.get(body_kind, BODY_MEETING).code
