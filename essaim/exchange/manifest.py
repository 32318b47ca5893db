"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.exchange.deeds import DEEDS
from essaim.exchange.personal import PERSONAL
from essaim.exchange.queries import imports_to_decide
from essaim.exchange.running import forget_tasks, take_up_silent_runs
from essaim.kernel.acting import BUREAU, Acting
from essaim.kernel.manifest import EVERY_HOUR, Awaiting, Manifest, Timer
from essaim.kernel.offering.menu import MenuEntry, MenuGroup


def _imports(acting: Acting) -> bool:
    return acting.is_one_of(BUREAU)


SILENT_RUNS = Timer("exchange.take_up_silent_runs", take_up_silent_runs)

MANIFEST = Manifest(
    room="exchange",
    deeds=DEEDS,
    personal=PERSONAL,
    awaiting=[Awaiting("exchange.runs", _("Imports to decide"), imports_to_decide)],
    menu=[MenuEntry(_("Imports"), "exchange:runs", MenuGroup.TOOLS, 10, shown_to=_imports)],
    timers=[SILENT_RUNS, Timer("exchange.forget_tasks", forget_tasks, EVERY_HOUR)],
)
