"""Files at the door."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.intake import (
    ANY,
    IMAGES,
    TEXTS,
    FileKind,
    Intake,
    endings,
    in_words,
    inspect,
    plain_name,
)
from essaim.kernel.refusals import Refused

LIMIT = 5_000_000
TYPES = '<Types><Override ContentType="{}"/></Types>'
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = TYPES.format(OFFICE + "wordprocessingml.document.main+xml")
MACROS = TYPES.format("application/vnd.ms-word.document.macroEnabled.main+xml")
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x06JFIF\xff\xda\x00\x02pixels\xff\xd9"
WEBP = b"RIFF\x0c\x00\x00\x00WEBPVP8 \0\0\0\0"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def zipped(entries: dict[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**entries: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": WORD, "word/document.xml": "<w/>", **entries})


def odt(manifest: str = "<manifest/>") -> bytes:
    return zipped({"mimetype": OPEN_TEXT, "META-INF/manifest.xml": manifest})


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


def taken(data: bytes, name: str, accept: frozenset[FileKind] = ANY) -> Intake:
    return inspect(data, name, accept, limit=LIMIT)


def refusal(data: bytes, name: str = "bilan.docx", accept: frozenset[FileKind] = ANY) -> str:
    with pytest.raises(Refused) as caught:
        inspect(BytesIO(data), name, accept, limit=LIMIT)
    sentence = str(caught.value)
    assert sentence.startswith(f"“{name}”")
    return sentence


@pytest.mark.parametrize(
    ("data", "name", "kind", "content_type"),
    [
        (PDF, "a.pdf", "pdf", "application/pdf"),
        (docx(), "a.docx", "docx", OFFICE + "wordprocessingml.document"),
        (odt(), "a.odt", "odt", OPEN_TEXT),
        (png(), "a.png", "png", "image/png"),
        (JPEG, "a.jpeg", "jpg", "image/jpeg"),
        (JPEG + b"a film" * 999, "a.jpg", "jpg", "image/jpeg"),
        (WEBP, "a.webp", "webp", "image/webp"),
        ("Réunion".encode("cp1252"), "a.txt", "txt", "text/plain"),
        (b"# Title", "a.md", "md", "text/markdown"),
        (b"a;b", "a.csv", "csv", "text/csv"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, name: str, kind: str, content_type: str):
    found = taken(data, name)
    assert (found.name, found.kind, found.content_type) == (name, kind, content_type)
    assert (found.size, len(found.sha256)) == (len(data), 64)


def test_a_name_that_lies_gets_the_ending_of_its_content():
    assert taken(PDF, "photo.png").name == "photo.pdf"
    assert taken(b"hello", "page.html").name == "page.txt"
    assert taken(PDF, "BILAN.PDF").name == "BILAN.PDF"


def test_the_hash_is_that_of_the_content_and_the_file_is_left_at_its_beginning():
    file = BytesIO(b"abc")
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert inspect(file, "a.txt", limit=3).sha256 == sha256
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\bilan 2024.pdf", "bilan 2024.pdf"),
        ("a\u202efdp.exe\n", "afdp.exe"),
        ("0 \x1b 0", "0 0"),
        ("...", "file"),
        ("", "file"),
        ("é" * 300 + ".pdf", "é" * 180 + ".pdf"),
    ],
)
def test_a_name_keeps_no_folder_and_no_trick(typed: str, name: str):
    assert plain_name(typed) == name


@given(st.text())
def test_any_name_becomes_a_short_one(typed: str):
    name = plain_name(typed)
    assert 0 < len(name) <= 200
    assert "/" not in name
    assert plain_name(name) == name


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"  <SVG onload='x()'>",
        b"<!DOCTYPE html><p>",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"GIF89a\x01\x00\x01\x00",
        b"{\\rtf1",
        b"#!/bin/sh\n",
        zipped({"anything.txt": b"x"}),
        zipped({"[Content_Types].xml": MACROS}),
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    ],
)
def test_what_is_not_on_the_list_is_refused(data: bytes):
    assert "is not of an accepted type: send" in refusal(data)


def test_a_good_file_of_a_type_not_asked_for_is_refused():
    assert refusal(PDF, "a.pdf", IMAGES) == (
        "“a.pdf” is not of an accepted type: send PNG, JPG or WEBP."
    )


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file_is_refused(data: bytes):
    assert "is empty" in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        PDF[:60],
        docx()[:-30],
        docx()[:40] + b"\xff" * 20 + docx()[60:],
        png()[:-12],
        JPEG[:-2],
        b"\xff\xd8\xff\xe1\x00\x06\xff\xd8\xff\xd9\xff\xda\x00\x02pix",
        WEBP[:-2],
    ],
)
def test_a_truncated_file_is_refused(data: bytes):
    assert "cut short or damaged" in refusal(data)


def encrypted_zip() -> bytes:
    """The flag of encryption set in both places where an entry announces it."""
    data = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R"),
        odt("<manifest:encryption-data/>"),
        encrypted_zip(),
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
    ],
)
def test_an_encrypted_file_is_refused(data: bytes):
    assert "protected by a password" in refusal(data)


def jpeg(width: int, height: int, frame: int = 0xC0, before: bytes = b"") -> bytes:
    size = struct.pack(">BHH", 8, height, width)
    return JPEG[:10] + before + bytes([0xFF, frame, 0, 11]) + size + b"\1\1\x11\0" + JPEG[10:]


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    bodies = (
        kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        for kind, body in chunks
    )
    content = b"WEBP" + b"".join(bodies)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def canvas(width: int, height: int) -> bytes:
    return b"".join((side - 1).to_bytes(3, "little") for side in (width, height))


#: The head of a canvas that says little of what comes.
SMALL = b"\0" * 4 + canvas(10, 10)


def thin(size: int) -> bytes:
    """As dense as a table: twenty times smaller when packed."""
    some = Random(1)
    return b"".join(some.randbytes(40) + b"\0" * 1_000 for _part in range(size // 1_040 + 1))


def lossless(width: int, height: int) -> bytes:
    return b"\x2f" + (width - 1 | height - 1 << 14).to_bytes(4, "little") + b"pixels"


def lossy(width: int, height: int) -> bytes:
    return b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"pixels"


def nested(depth: int) -> bytes:
    data = zipped({"x": b"x"}, ZIP_STORED)
    for _ in range(depth):
        data = zipped({"x.zip": data}, ZIP_STORED)
    return data


@pytest.mark.parametrize(
    "data",
    [
        docx(**{"word/media/x": b"\0" * 30_000_000}),
        docx(**{f"x{number}": b"" for number in range(5_001)}),
        docx(**{"word/x.zip": nested(1)}),
        docx(**{"word/x.zip": zipped({"x": b"\0" * 30_000_000})}),
        docx(**{"word/document.xml": '<!DOCTYPE w [<!ENTITY a "aaa">]><w>&a;</w>'}),
        docx(**{"word/document.xml": '<!DOCTYPE w [<!ENTITY a "a">]><w/>'.encode("utf-16")}),
        docx(**{f"word/x{number}.xlsx": zipped({"x": b"\0" * 9_000_000}) for number in range(30)}),
        docx(**{"word/x.xlsx": zipped({"x": thin(32_000_000)}, ZIP_STORED)}),
        png(100_000, 100_000),
        jpeg(65_535, 65_535),
        jpeg(65_535, 65_535, frame=0xC2),
        jpeg(65_535, 0),
        jpeg(65_535, 65_535, before=b"\xff\xff\xff\xe1\0\6Exif"),
        webp((b"VP8X", b"\0" * 4 + canvas(1 << 24, 1 << 24))),
        webp((b"VP8L", lossless(16_384, 16_384))),
        webp(
            (b"VP8X", b"\0" * 4 + canvas(10, 10)),
            (b"EXIF", b"odd"),
            (b"VP8 ", lossy(16_383, 16_383)),
        ),
        webp(
            (
                b"ANMF",
                b"\0" * 6
                + canvas(10, 10)
                + b"\0" * 4
                + webp((b"VP8L", lossless(9_999, 9_999)))[12:],
            )
        ),
    ],
)
def test_a_bomb_is_refused(data: bytes):
    assert "would unpack to far more" in refusal(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (png(8_000, 6_000), "a.png"),
        (jpeg(8_000, 6_000), "a.jpg"),
        (jpeg(8_000, 6_000, frame=0xC2), "a.jpg"),
        (
            webp((b"VP8X", b"\0" * 4 + canvas(8_000, 6_000)), (b"VP8 ", lossy(8_000, 6_000))),
            "a.webp",
        ),
        (webp((b"VP8L", lossless(8_000, 6_000))), "a.webp"),
    ],
)
def test_a_picture_of_a_good_camera_comes_in(data: bytes, name: str):
    assert taken(data, name).name == name


BOMB = '<!DOCTYPE w [<!ENTITY a "aaa">]><w>&a;</w>'


@pytest.mark.parametrize(
    "part",
    [
        f'<?xml version="1.0" encoding="cp037"?>{BOMB}'.encode("cp037"),
        f'<?xml version="1.0" encoding="cp500"?>{BOMB}'.encode("cp500"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + BOMB.encode("utf-7"),
        f'<?xml version="1.0" encoding="UTF-7"?>{BOMB}'.encode("utf-7"),
        f'<?xml version="1.0" encoding="UTF-32"?>{BOMB}'.encode("utf-32"),
        f'<?xml version="1.0" encoding="UTF-32"?>{BOMB}'.encode("utf-32-be"),
        b'<?xml version="1.0" ' + b" " * 3_000 + b'encoding="UTF-7"?>' + BOMB.encode("utf-7"),
        b"<?xml version='1.0'\nencoding = 'Shift_JIS'?><w/>",
        '<?xml version="1.0" encoding="UTF-7"?><w/>'.encode("utf-16"),
        b"+ADw-w/+AD4-",
    ],
)
@pytest.mark.parametrize("place", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_part_in_an_encoding_that_hides_entities_is_refused(part: bytes, place: str):
    assert "in an encoding that no office program uses" in refusal(docx(**{place: part}))


def test_an_entity_is_seen_wherever_its_part_lies():
    assert "would unpack to far more" in refusal(docx(**{"word/other.dat": BOMB}))
    assert taken(docx(**{"word/media/logo.svg": BOMB}), "a.docx").kind == "docx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_in_the_encodings_of_office_programs_comes_in(encoding: str):
    declared = encoding.upper().removesuffix("-SIG").replace("16-", "16")
    part = f'<?xml version="1.0" encoding="{declared}"?><w>é</w>'.encode(encoding)
    assert taken(docx(**{"customXml/item1.xml": part}), "a.docx").kind == "docx"


def test_a_workbook_within_a_document_is_no_bomb():
    assert taken(docx(**{"word/embeddings/chart.xlsx": nested(0)}), "a.docx").kind == "docx"


def test_a_file_beyond_the_limit_is_refused_without_being_read_to_its_end():
    class Endless(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return b"a" * (size or 0)

    with pytest.raises(Refused, match="the limit is 20 MB"):
        inspect(Endless(), "film.txt", limit=20 * 1_048_576)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", b"RIFF"]),
)
def test_no_bytes_make_it_fail_otherwise(data: bytes, head: bytes):
    with suppress(Refused):
        assert taken(head + data, "x").size == len(head + data)


def test_what_is_accepted_is_said_in_words_and_in_endings():
    assert in_words(TEXTS) == "TXT or MD"
    assert endings(IMAGES) == ".png,.jpg,.jpeg,.webp"
