"""`python -m bench`: one table of ratios.

`--full` adds a new clone and the tests; `--huge` pages of a house of a hundred thousand: minutes.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.utils import translation

from bench import (
    bench_assemblies,
    bench_exports,
    bench_formats,
    bench_house,
    bench_pages,
    bench_queries,
    bench_tally,
)
from bench.large import database
from bench.lines import Line, table


def lines(*, full: bool, huge: bool) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        with database(Path(folder)), translation.override("fr"):
            yield from bench_pages.lines(huge=huge)
            yield from bench_exports.lines()
        with database(Path(folder)), translation.override("fr"):
            yield from bench_queries.lines()
            yield from bench_assemblies.lines()
        yield from bench_formats.ratio_lines(Path(folder))
    yield from bench_tally.lines()
    yield from bench_house.lines()
    if full:
        yield from bench_house.full_lines()


def machine() -> str:
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {system}, {connection.vendor}"


def main() -> None:
    full, huge = "--full" in sys.argv[1:], "--huge" in sys.argv[1:]
    print(f"{machine()}\n\n{table(lines(full=full, huge=huge))}")


if __name__ == "__main__":
    main()
