"""The text of a file, for those who look for its words: no layout, and no more than is indexed.

Whoever sends a file may have built it against its reader: each is read by a process of its own with
bounded memory and time (`reader`, pandoc).
"""

import subprocess
import sys
from collections.abc import Callable, Mapping

from essaim.kernel.decoding import decode
from essaim.kernel.intake import FORMATS, FileKind
from essaim.kernel.pandoc import PandocFailed, convert

#: Signs of one file; some two hundred pages.
MOST = 500_000
_SECONDS = 60


class Unreadable(Exception):
    """Damaged, built to hurt, or too long to read in the time that a file has."""


def text_of(data: bytes, content_type: str) -> str:
    """What is written in it, in its order; empty where its kind holds no words.

    Raises Unreadable.
    """
    reader = READERS.get(content_type)
    if reader is None:
        return ""
    try:
        text = reader(data)
    except PandocFailed as error:
        raise Unreadable(str(error)) from error
    return text[:MOST]


def _by_reader(kind: str) -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        command = [sys.executable, "-m", "essaim.files.reader", kind, str(MOST)]
        try:
            done = subprocess.run(  # noqa: S603 -- no shell, and no word comes from people
                command, input=data, capture_output=True, timeout=_SECONDS, check=True
            )
        except subprocess.CalledProcessError as error:
            lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Unreadable(lines[-1] if lines else f"ended by {error.returncode}") from error
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"more than {_SECONDS} seconds") from error
        return done.stdout.decode("utf-8", "replace")

    return read


def _by_pandoc(source: str) -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        return convert(
            data, source=source, to="plain", options=["--wrap=none"], seconds=_SECONDS
        ).decode()

    return read


def _of_text(data: bytes) -> str:
    decoded = decode(data)
    return decoded.text if decoded else ""


READERS: Mapping[str, Callable[[bytes], str]] = {
    FORMATS[kind].content_type: reader
    for kind, reader in {
        FileKind.PDF: _by_reader("pages"),
        FileKind.DOCX: _by_pandoc("docx"),
        FileKind.ODT: _by_pandoc("odt"),
        FileKind.PPTX: _by_pandoc("pptx"),
        FileKind.XLSX: _by_reader("sheets"),
        FileKind.ODS: _by_reader("sheets"),
        FileKind.ODP: _by_reader("slides"),
        FileKind.TEXT: _of_text,
        FileKind.MARKDOWN: _of_text,
        FileKind.CSV: _of_text,
    }.items()
}
