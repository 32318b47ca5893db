"""A table of what was measured, in one run; nothing in it is asserted."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What was measured, what came out, and what was wished where something was."""

    what: str
    value: str
    wished: str = ""


def table(lines: Iterable[Line]) -> str:
    """Markdown, for docs/performance.md."""
    rows = [("what", "measured", "wished")]
    rows += [(line.what, line.value, line.wished) for line in lines]
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    rows.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2]))
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    )


def seconds(act: Callable[[], object], rounds: int = 5) -> float:
    """The least of several, after a first time that fills caches: what others do only adds."""
    act()
    return min(once(act) for _ in range(rounds))


def once(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def cpu_seconds(act: Callable[[], object], rounds: int = 5) -> float:
    """As `seconds`, of this process's CPU alone: steady beside whatever else the machine does."""
    act()
    return min(cpu_once(act) for _ in range(rounds))


def cpu_once(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started
