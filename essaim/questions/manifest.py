"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.manifest import Manifest
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening
from essaim.questions.deeds import DEEDS
from essaim.questions.personal import PERSONAL
from essaim.questions.queries import stops


def _is_asked(acting: Acting) -> bool:
    """Whoever else is asked follows a link to the questionnaire itself."""
    return acting.is_one_of(MEMBERS)


MANIFEST = Manifest(
    room="questions",
    deeds=DEEDS,
    opening=Opening(
        _("Questionnaires"),
        _("What is asked of people; and fields of the network's own on actions and organisations."),
        stops=stops,
    ),
    personal=PERSONAL,
    menu=[
        MenuEntry(
            _("Questionnaires"), "questions:questionnaires", MenuGroup.SHARE, shown_to=_is_asked
        )
    ],
)
