"""What looks into files that may be built to hurt: a process of its own, bounded by the system.

Neither settings nor database are at hand there.
"""

import resource
import subprocess
import sys

#: Bytes of memory, and seconds of one core.
MEMORY, SECONDS = 768 << 20, 50
#: Seconds that whoever waits for it gives it.
PATIENCE = 60


class Unreadable(Exception):
    """Damaged, built to hurt, or too long to read in the time that a file has."""


def bound_this_process(*, seconds: int = SECONDS) -> None:
    """Called there before a byte is looked at; `seconds` of one core are all that it has."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def answer_of(module: str, data: bytes, *arguments: str) -> bytes:
    """What `python -m MODULE ARGUMENTS` answers to these bytes. Raises Unreadable."""
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- no shell, and no word comes from people
            command, input=data, capture_output=True, timeout=PATIENCE, check=True
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unreadable(lines[-1] if lines else f"ended by {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"more than {PATIENCE} seconds") from error
    return done.stdout
