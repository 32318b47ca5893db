"""Pictures in files, and drawn for texts."""

from io import BytesIO
from typing import Any

from PIL import Image

from essaim.files.actions import store_picture
from essaim.files.drawing import Drawing
from essaim.files.models import StoredFile
from tests.factories.accounts import coordinator


def painted(kind: str = "PNG", size: tuple[int, int] = (30, 20), **options: Any) -> bytes:
    """The bytes of a picture of one colour."""
    out = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, "orange").save(out, kind, **options)
    return out.getvalue()


def make_picture(
    *, by: Any = None, name: str = "Fête.png", alternative: str = "Des gens dansent", **fields: Any
) -> StoredFile:
    """A small picture for the members, drawn as it is, kept by a coordinator."""
    content = painted()
    return store_picture(
        content=BytesIO(content),
        name=name,
        drawing=Drawing(content, "image/png", 30, 20),
        alternative=alternative,
        by=by or coordinator(),
        **{"audience": "members", **fields},
    )
