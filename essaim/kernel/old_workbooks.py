"""XLS workbooks, as Excel wrote them until 2003: how far their sheets reach, and what they hide.

A container holds the workbook as one stream of records. Read before the values, as in
`sheet_marks`; what is not understood raises ValueError, never anything else.
"""

import struct
from collections.abc import Iterator

from essaim.kernel.sheet_marks import Marks, place_of

_HEADER = struct.Struct("<8s16x2xHHHH10xIIIIIIII")
_LAST_SECTOR = 0xFFFFFFFA
_ERROR_VALUE, _FORMULA, _BOUND_SHEET, _START, _END = 0x0205, 0x0006, 0x0085, 0x0809, 0x000A
_ROW, _COLUMNS, _PASSWORD = 0x0208, 0x007D, 0x002F
#: One filled cell: number, text, text of the table, rich text, truth or error, small number.
_CELLS = {0x0203, 0x0204, 0x00FD, 0x00D6, _ERROR_VALUE, 0x027E, _FORMULA}
_MANY_NUMBERS = 0x00BD
_NAMES = {"workbook", "book"}
_MOST_SECTORS = 200_000


class Locked(ValueError):
    """The workbook is protected by a password."""


def marks_of_xls(data: bytes) -> list[Marks]:
    """The marks of every sheet, in their order. Raises ValueError, FarAway."""
    try:
        stream = _stream(data)
        return [_marks(stream, title, start) for title, start in _sheets(stream)]
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError("no workbook") from error


def _stream(data: bytes) -> bytes:
    """The stream “Workbook” of the container."""
    _head, _major, _order, power, _small, *rest = _HEADER.unpack_from(data, 0)
    size = 1 << power if power in {9, 12} else 512
    table = _table(data, size, first=rest[-2], count=rest[-1])
    folder = _chained(data, table, rest[1], size)
    for at in range(0, len(folder) - 127, 128):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        name = folder[at : at + max(0, length - 2)].decode("utf-16-le", "replace").lower()
        start, amount = struct.unpack_from("<II", folder, at + 116)
        if name in _NAMES and amount >= rest[3]:
            return _chained(data, table, start, size)[:amount]
        if name in _NAMES:
            return _small_stream(data, table, folder, rest[4], start, size)[:amount]
    raise ValueError("no workbook")


def _table(data: bytes, size: int, *, first: int, count: int) -> list[int]:
    """Which sector follows which, from the list of the sectors that say so."""
    places = list(struct.unpack_from("<109I", data, 76))
    while count and first < _LAST_SECTOR and len(places) < _MOST_SECTORS:
        more = struct.unpack_from(f"<{size // 4}I", data, (first + 1) * size)
        places += more[:-1]
        first, count = more[-1], count - 1
    table: list[int] = []
    for place in places:
        if place < _LAST_SECTOR and (place + 1) * size < len(data):
            table += struct.unpack(f"<{size // 4}I", _sector(data, place, size))
    return table


def _sector(data: bytes, place: int, size: int) -> bytes:
    return data[(place + 1) * size : (place + 2) * size].ljust(size, b"\0")


def _chained(data: bytes, table: list[int], start: int, size: int) -> bytes:
    return b"".join(_sector(data, place, size) for place in _chain(table, start))


def _chain(table: list[int], start: int) -> Iterator[int]:
    length = 0
    while start < _LAST_SECTOR:
        length += 1
        if length > len(table):
            raise ValueError("a chain without end")
        yield start
        start = table[start]


def _small_stream(
    data: bytes, table: list[int], folder: bytes, small: int, start: int, size: int
) -> bytes:
    """A stream below the cutoff lies in small sectors within the stream of the root."""
    whole = _chained(data, table, struct.unpack_from("<I", folder, 116)[0], size)
    packed = _chained(data, table, small, size)
    chain = list(struct.unpack(f"<{len(packed) // 4}I", packed))
    return b"".join(whole[place * 64 : place * 64 + 64] for place in _chain(chain, start))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """The title of each sheet and where it begins in the stream."""
    is_recent = True
    for kind, content in _records(stream, 0):
        if kind == _START:
            is_recent = struct.unpack_from("<H", content)[0] >= 0x0600
        elif kind == _BOUND_SHEET and content[5] == 0:
            start = struct.unpack_from("<I", content)[0]
            yield _title(content[6:], is_recent=is_recent), start
        elif kind == _PASSWORD:
            raise Locked
        elif kind == _END:
            return


def _title(content: bytes, *, is_recent: bool) -> str:
    if not is_recent:
        return content[1 : 1 + content[0]].decode("cp1252", "replace")
    if content[1] & 1:
        return content[2 : 2 + 2 * content[0]].decode("utf-16-le", "replace")
    return content[2 : 2 + content[0]].decode("latin-1")


def _marks(stream: bytes, title: str, start: int) -> Marks:
    marks, hidden = Marks(title=title), set[int]()
    for kind, content in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            hidden.add(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS:
            first, last, _width, _look, options = struct.unpack_from("<5H", content)
            marks.hidden_columns.update(range(first + 1, last + 2) if options & 1 else ())
        elif kind in _CELLS or kind == _MANY_NUMBERS:
            _fill(marks, kind, content, hidden)
        elif kind == _END:
            break
    return marks


def _fill(marks: Marks, kind: int, content: bytes, hidden: set[int]) -> None:
    row, column = (number + 1 for number in struct.unpack_from("<HH", content))
    last = struct.unpack_from("<H", content, len(content) - 2)[0] + 1
    marks.fill(row, column, row, last if kind == _MANY_NUMBERS else column)
    if kind == _FORMULA:
        marks.formulas.append((place_of(row, column), True))
        is_error = content[6] == 2 and content[12:14] == b"\xff\xff"
    else:
        is_error = kind == _ERROR_VALUE and content[7] == 1
    if is_error:
        marks.errors.append(place_of(row, column))
    if row in hidden and row not in marks.hidden_rows[-1:]:
        marks.hidden_rows.append(row)
