"""Where a room keeps its things: `essaim.network.rules`, `essaim.assemblies.votes.rules`.

A shelf is a module, or a package of modules. A large room is made of columns, each with shelves of
its own, and names them in its `COLUMNS`, from the ground up.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules


def shelf_modules(room: str, shelf: str) -> Iterator[str]:
    """The names of the modules that hold it; none where the room has no such shelf."""
    columns = getattr(import_module(f"essaim.{room}"), "COLUMNS", ())
    for home in (f"essaim.{room}", *(f"essaim.{room}.{column}" for column in columns)):
        spec = find_spec(f"{home}.{shelf}")
        if spec is not None:
            yield spec.name
            within = spec.submodule_search_locations or ()
            yield from (f"{spec.name}.{module.name}" for module in iter_modules(within))
