"""The demonstration year: a real network's facts and figures, told anew, with invented people.

What it says stands in `data/`; the modules beside it only know how to write it down, through the
actions of the rooms, as anybody would.
"""

from essaim.portal.demo.building import build_demo, demo_people, is_built

__all__ = ["build_demo", "demo_people", "is_built"]
