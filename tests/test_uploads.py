"""A refused upload: 4xx with its sentence, nothing kept, and what was typed is still there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.files.models import StoredFile
from tests.factories.assemblies import make_item, make_meeting
from tests.factories.programme import make_action, make_indicator

pytestmark = pytest.mark.django_db
TYPED = "Ce que je disais"
#: Name of the address → what it is about, the field of the file, what else is sent.
FORMS: dict[str, tuple[Callable[[], list[Any]], str, dict[str, str]]] = {
    "files:store_file": (list, "file", {"alternative": TYPED, "audience": "members"}),
    "exchange:preview_import": (lambda: ["actions"], "file", {}),
    "reprise:open_past_report": (list, "file", {"year": "1987"}),
    "programme:add_reading": (
        lambda: [make_indicator().code], "evidence_file",
        {"period": "2024", "value": "7", "qualifier": "exact", "source_note": TYPED},
    ),
    "programme:add_evidence": (lambda: [make_action().key], "file", {"title": TYPED}),
    "assemblies:add_document": (
        lambda: [make_item(meeting=make_meeting()).key], "file", {"title": TYPED},
    ),
}  # fmt: skip
BAD = {
    "empty": b"",
    "program": b"MZ\x90\x00\x03\x00\x00\x00",
    "cut": b"PK\x03\x04 cut",
    "picture too wide": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 8 + b"\0" * 40 + b"IEND",
}


@pytest.mark.parametrize("bad", sorted(BAD))
@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_refused_upload_is_told_and_loses_nothing(as_user, coordinator, name, bad) -> None:
    about, field, typed = FORMS[name]
    path = reverse(name, args=about())
    file = SimpleUploadedFile("pièce.docx", BAD[bad])

    page = as_user(coordinator).post(path, {**typed, field: file})

    assert page.status_code == 422
    assert "« pièce.docx »" in page.text.replace("\u00a0", " ")
    assert all(word in page.text for word in typed.values())
    assert not StoredFile.objects.exists()
