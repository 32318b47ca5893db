"""A picture as texts show it, made of a file by a process of its own (`painter`)."""

import json
from dataclasses import dataclass
from hashlib import sha256

from essaim.files.apart import Unreadable, answer_of
from essaim.kernel.intake import FORMATS, IMAGES

#: What is drawn, as it is announced.
DRAWN = frozenset(FORMATS[kind].content_type for kind in IMAGES)


@dataclass(frozen=True)
class Drawing:
    """Its bytes and what they are; sides in pixels, 0 where nothing could be drawn."""

    content: bytes = b""
    content_type: str = ""
    width: int = 0
    height: int = 0

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest() if self.content else ""


def drawing_of(data: bytes) -> Drawing:
    """Raises Unreadable where it is no picture, or damaged."""
    head, _end, content = answer_of("essaim.files.apart.painter", data).partition(b"\n")
    try:
        about = json.loads(head)
        return Drawing(content, about["type"], about["width"], about["height"])
    except (ValueError, KeyError) as error:
        raise Unreadable("it was not drawn") from error
