"""How files are kept: whole or not at all; static files with hashed names, compressed."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Leaves source maps alone: packages ship scripts whose map they leave out."""

    patterns = tuple(
        (
            ending,
            tuple(
                rule
                for rule in rules
                if "sourceMappingURL" not in (rule if isinstance(rule, str) else rule[0])
            ),
        )
        for ending, rules in CompressedManifestStaticFilesStorage.patterns
    )


class WholeFileStorage(FileSystemStorage):
    """A file bears its name once all of it is written: a full disk or a kill leaves no half of it.

    It is written under a name of its own, and takes the other at one stroke.
    """

    def _save(self, name: str, content: Any) -> str:
        part = self.path(f"{name}.{uuid4().hex}.part")
        try:
            super()._save(os.path.relpath(part, self.location), content)  # type: ignore[misc]
            while True:
                place = Path(self.path(name))
                try:
                    os.link(part, place)
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name.replace("\\", "/")
        finally:
            Path(part).unlink(missing_ok=True)
