"""The reprise of a past report: its text read line by line, and a programme proposed from it.

Pure: text in, dataclasses out; nothing is saved here. `lines` cleans each line, `blocks` gathers
them, `outline` finds the axes and objectives, `proposals` reads actions and figures out of the
blocks, `organisations` recognises names, `reader` walks through it all.
"""

from essaim.reprise.reading.reader import read_report
from essaim.reprise.reading.results import (
    Action,
    Axis,
    Figure,
    Objective,
    Organisation,
    Remainder,
    Reprise,
    Role,
)

__all__ = [
    "Action",
    "Axis",
    "Figure",
    "Objective",
    "Organisation",
    "Remainder",
    "Reprise",
    "Role",
    "read_report",
]
