"""The text of a file, for those who look for its words: no layout, and no more than is indexed.

Whoever sends a file may have built it against its reader: each is read by a process of its own with
bounded memory and time (`reader`, pandoc).
"""

from collections.abc import Callable, Mapping

from essaim.files.apart import PATIENCE, Unreadable, answer_of
from essaim.kernel.decoding import decode
from essaim.kernel.intake import FORMATS, FileKind
from essaim.kernel.pandoc import PandocFailed, convert

#: Signs of one file; some two hundred pages.
MOST = 500_000


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
        return answer_of("essaim.files.apart.reader", data, kind, str(MOST)).decode(
            "utf-8", "replace"
        )

    return read


def _by_pandoc(source: str) -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        return convert(
            data, source=source, to="plain", options=["--wrap=none"], seconds=PATIENCE
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
