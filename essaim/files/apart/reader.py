"""`python -m essaim.files.apart.reader KIND MOST < FILE`: the text of a file, read apart.

Its memory and time are bounded by the system before a byte is looked at: a file may be built to
take all of both. Nothing of the house is at hand here, neither settings nor database.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from essaim.files.apart import bound_this_process


def of_pages(data: bytes) -> Iterator[str]:
    """A PDF, page by page."""
    for page in PdfReader(BytesIO(data)).pages:
        yield page.extract_text()


def of_sheets(data: bytes) -> Iterator[str]:
    """A workbook, row by row of every sheet; of its values, as they would be typed."""
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for name in book.sheet_names:
            yield name
            for row in book.get_sheet_by_name(name).iter_rows():
                yield " ".join(str(cell) for cell in row if cell != "")


def of_slides(data: bytes) -> Iterator[str]:
    """An OpenDocument presentation: all that is written, in its order."""
    with ZipFile(BytesIO(data)) as archive:
        content = fromstring(archive.read("content.xml"))
    return content.itertext()


KINDS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "pages": of_pages,
    "sheets": of_sheets,
    "slides": of_slides,
}


def first(pieces: Iterator[str], most: int) -> str:
    """Some `most` signs of them, a line a piece."""
    lines: list[str] = []
    size = 0
    for piece in pieces:
        if piece.strip():
            lines.append(piece.strip())
            size += len(lines[-1])
        if size >= most:
            break
    return "\n".join(lines)[:most]


def main() -> None:
    bound_this_process()
    kind, most = sys.argv[1], int(sys.argv[2])
    text = first(KINDS[kind](sys.stdin.buffer.read()), most)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
