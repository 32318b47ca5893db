"""The text of a document, whatever word processor made it: headings, lists, tables, notes kept."""

import html
import re
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from essaim.kernel.decoding import decode
from essaim.kernel.intake import TEXTS, FileKind, inspect
from essaim.kernel.pandoc import PandocFailed, convert
from essaim.kernel.refusals import Refused
from essaim.kernel.signs import in_lines

#: Title, subtitle, authors and date are apart from the body in Word and OpenDocument: all is text.
_WHOLE = Path(__file__).parent / "data" / "whole-document.md"
READABLE = TEXTS | {FileKind.DOCX, FileKind.ODT}

_TAG = re.compile(r"(?<!\\)(?:<!--.*?-->|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>)", re.DOTALL)
_CELL = re.compile(r"(?<!\\)</(?:td|th|p|li|tr)>")
_PICTURE = re.compile(r"(?<!\\)!\[([^\]]*)\]\([^)]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")


def report_text(file: IO[bytes] | bytes, name: str, *, limit: int = 20 * 1_048_576) -> str:
    """The text of a TXT, Markdown, DOCX or ODT file, in Markdown where there is a layout to keep.

    Plain text keeps its lines, so that their numbers are those of an editor. Signs are not escaped,
    so that a number reads as it was written. Raises Refused.
    """
    inspected = inspect(file, name, READABLE, limit=limit)
    data = file if isinstance(file, bytes) else file.read()
    if inspected.kind in TEXTS:
        decoded = decode(data)
        return "\n".join(_lines(decoded.text if decoded else "")).rstrip("\n") + "\n"
    options = ["--wrap=none", f"--template={_WHOLE}"]
    try:
        return _plain(convert(data, source=inspected.kind.value, to="gfm", options=options))
    except PandocFailed as error:
        sentence = _("The text of “%(name)s” cannot be read: save it as plain text and send that.")
        raise Refused(sentence % {"name": inspected.name}) from error


def _plain(markdown: bytes) -> str:
    """Markdown without HTML, pictures and backslashes: a table too rich for it gives its cells."""
    text = _CELL.sub("\n", markdown.decode())
    text = _PICTURE.sub(r"\1", _TAG.sub("", text))
    lines = "\n".join(_lines(html.unescape(_ESCAPED.sub(r"\1", text))))
    return _GAPS.sub("\n\n", lines).strip("\n") + "\n"


def _lines(text: str) -> list[str]:
    """Without the spaces at their ends, nor signs that no text may hold; a line stays one line."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [in_lines(line).replace("\n", " ").rstrip(" \t") for line in lines]
