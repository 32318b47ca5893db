"""Pandoc, run as a process of its own: no file, no network, bounded memory and time."""

import subprocess
from collections.abc import Sequence
from functools import cache

import pypandoc

#: Of the heap of one conversion.
_MEMORY = "-M768M"
_SECONDS = 60


class PandocFailed(Exception):
    """The conversion ended badly, took too long or too much memory."""


@cache
def _path() -> str:
    return str(pypandoc.get_pandoc_path())


def convert(
    data: bytes, *, source: str, to: str, options: Sequence[str] = (), seconds: int = _SECONDS
) -> bytes:
    """`convert(data, source="docx", to="gfm")`. Raises PandocFailed."""
    command = [_path(), "+RTS", _MEMORY, "-RTS", "--sandbox", "-f", source, "-t", to, "-o", "-"]
    try:
        done = subprocess.run(  # noqa: S603 -- no shell, and no word of the command comes from people
            [*command, *options], input=data, capture_output=True, timeout=seconds, check=True
        )
    except subprocess.CalledProcessError as error:
        raise PandocFailed(error.stderr.decode("utf-8", "replace")[:500]) from error
    except subprocess.TimeoutExpired as error:
        raise PandocFailed(f"more than {seconds} seconds") from error
    return done.stdout
