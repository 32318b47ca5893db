"""Stored files."""

from io import BytesIO
from typing import Any

from essaim.files.actions import store_file
from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from tests.factories.accounts import coordinator

PDF = b"%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def make_file(
    *, by: Acting | None = None, content: bytes = PDF, name: str = "Bilan été.pdf", **said: Any
) -> StoredFile:
    """A small PDF for the members, kept by a coordinator unless somebody else is named."""
    fields = {"audience": "members", **said}
    return store_file(content=BytesIO(content), name=name, by=by or coordinator(), **fields)
