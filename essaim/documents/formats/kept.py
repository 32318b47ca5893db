"""Files made of a published document, made once and kept on the disk for whoever asks next.

What was published never changes, so its files are kept by its hash: nobody finds one who may not
see the document, since whoever asks has been asked first, and no address leads into the folder.
"""

import logging
import os
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from django.conf import settings

log = logging.getLogger(__name__)
#: Days after which a file goes that nobody asked for.
UNASKED = 60
DAY = 24 * 3600
#: Seconds after which a file that was being written was left there by a process that was killed.
ABANDONED = 3600
#: What writes the formats, beside the packages: a new Essaim makes its files anew.
_SOURCES = (Path(__file__).parents[1], Path(__file__).parents[2] / "kernel")
_PACKAGES = ("typst", "pypandoc_binary")


def kept_file(digest: str, what: str, make: Callable[[], bytes]) -> bytes:
    """The file of a document that never changes; `make` is called where it is not kept.

    `digest` is the SHA-256 of the document, `what` all else that the file depends on: its format,
    whether it stands alone, the address of the house.
    """
    if not settings.KEPT_FILES_BYTES:
        return make()
    path = _path_of(digest, what)
    content = _content(path)
    if content is None:
        content = make()
        _write(path, content)
    return content


def _path_of(digest: str, what: str) -> Path:
    name = sha256("\0".join([digest, what, _makers()]).encode()).hexdigest()
    folder: Path = settings.KEPT_FILES_ROOT
    return folder / name


def _content(path: Path) -> bytes | None:
    """What is kept, noted as asked for; a file that is not whole is none."""
    try:
        whole = path.read_bytes()
        digest, content = whole[:32], whole[32:]
        if sha256(content).digest() != digest:
            return None
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)
    except OSError:
        return None
    return content


def _write(path: Path, content: bytes) -> None:
    """With its own hash before it. It bears its name once it is whole; a full disk keeps none."""
    part = path.with_name(f"{uuid4().hex}.part")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part.write_bytes(sha256(content).digest() + content)
        part.replace(path)
        sweep_kept_files()
    except OSError as error:
        log.warning("a file that was made is not kept: %s", error)
        part.unlink(missing_ok=True)


def sweep_kept_files() -> None:
    """Removes what nobody asked for in sixty days; then the longest unasked, down to the bound."""
    now, size = time.time(), 0
    for path, asked_at, length in _by_age(settings.KEPT_FILES_ROOT):
        is_part = path.suffix == ".part"
        size += length
        if size > settings.KEPT_FILES_BYTES or now - asked_at > (
            ABANDONED if is_part else UNASKED * DAY
        ):
            path.unlink(missing_ok=True)
            size -= length


def _by_age(folder: Path) -> list[tuple[Path, float, int]]:
    """Each file with the time when it was last asked for and its bytes, the last asked first."""
    files = []
    for path in folder.glob("*"):
        try:
            stat = path.stat()
        except FileNotFoundError:  # another process sweeps too
            continue
        files.append((path, stat.st_mtime, stat.st_size))
    return sorted(files, key=lambda file: -file[1])


@cache
def _makers() -> str:
    """A mark of all that makes a file of a document."""
    mark = sha256()
    for source in _SOURCES:
        for path in sorted(source.rglob("*")):
            if path.suffix in {".py", ".typ", ".css", ".mo"}:
                mark.update(path.read_bytes())
    for package in _PACKAGES:
        mark.update(version(package).encode())
    return mark.hexdigest()
