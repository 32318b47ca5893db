"""What a process left on the disk that was killed between writing a file and its row."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from essaim.files.models import StoredFile

#: Younger ones may still get their row; and a copy of the database is put back within that time.
LEFT_ALONE = timedelta(days=60)
#: As `place_of` names them, and while they are written.
_OURS = re.compile(r"([0-9a-f]{32})(_[A-Za-z0-9]+)?(\.\w+)?(\.[0-9a-f]{32}\.part)?")


def sweep_files() -> int:
    """Removes files of ours that are old and have no row; answers how many. Others are let be."""
    old = list(_old(Path(settings.MEDIA_ROOT)))
    removed = 0
    for start in range(0, len(old), 500):
        some = dict(old[start : start + 500])
        kept = set(
            StoredFile.objects.filter(content__in=some.values()).values_list("content", flat=True)
        )
        for path, place in some.items():
            if place not in kept:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _old(root: Path) -> Iterator[tuple[Path, str]]:
    """Where they lie, and the same as their row says it."""
    before = (timezone.now() - LEFT_ALONE).timestamp()
    for path in root.glob("??/*"):
        name = _OURS.fullmatch(path.name)
        is_there = name is not None and path.parent.name == UUID(name[1]).hex[:2]
        if is_there and path.is_file() and path.stat().st_mtime < before:
            yield path, path.relative_to(root).as_posix()
