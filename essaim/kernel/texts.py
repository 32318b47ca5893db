"""The text of a document, whatever word processor made it: headings, lists, tables, notes kept."""

import html
import re
from typing import IO

from django.utils.translation import gettext as _

from essaim.kernel.decoding import decode
from essaim.kernel.intake import TEXTS, FileKind, inspect
from essaim.kernel.pandoc import PandocFailed, convert
from essaim.kernel.refusals import Refused

READABLE = TEXTS | {FileKind.DOCX, FileKind.ODT}

_TAG = re.compile(r"(?<!\\)(?:<!--.*?-->|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>)", re.DOTALL)
_CELL = re.compile(r"(?<!\\)</(?:td|th|p|li|tr)>")
_PICTURE = re.compile(r"(?<!\\)!\[([^\]]*)\]\([^)]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


def report_text(file: IO[bytes] | bytes, name: str, *, limit: int = 20 * 1_048_576) -> str:
    """The text of a TXT, Markdown, DOCX or ODT file, in Markdown where there is a layout to keep.

    Signs are not escaped, so that a number reads as it was written. Raises Refused.
    """
    found = inspect(file, name, READABLE, limit=limit)
    data = file if isinstance(file, bytes) else file.read()
    if found.kind in TEXTS:
        decoded = decode(data)
        return _ended(decoded.text if decoded else "")
    try:
        return _plain(convert(data, source=found.kind.value, to="gfm", options=["--wrap=none"]))
    except PandocFailed as error:
        sentence = _("The text of “%(name)s” cannot be read: save it as plain text and send that.")
        raise Refused(sentence % {"name": found.name}) from error


def _plain(markdown: bytes) -> str:
    """Markdown without HTML, pictures and backslashes: a table too rich for it gives its cells."""
    text = _CELL.sub("\n", markdown.decode())
    text = _PICTURE.sub(r"\1", _TAG.sub("", text))
    return _ended(html.unescape(_ESCAPED.sub(r"\1", text)))


def _ended(text: str) -> str:
    lines = "\n".join(line.rstrip(" \t\r") for line in re.split(r"\r\n|\r|\n", text))
    return _GAPS.sub("\n\n", lines).strip("\n") + "\n"
