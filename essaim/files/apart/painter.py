"""`python -m essaim.files.apart.painter < FILE`: a picture as texts show it, drawn apart.

Drawn anew, so that nothing of its file comes along: no place where it was taken, no name of whoever
took it, no hidden words. Answers a line of JSON (type, width, height), then the bytes.
"""

import json
import sys
from io import BytesIO

from PIL import Image

from essaim.files.apart import bound_this_process

#: Pixels; a page of paper at 190 to the inch.
WIDEST, HIGHEST = 1_200, 1_600
MOST_BYTES = 400_000
_QUALITIES = (82, 70, 55, 40)
_KINDS = ("PNG", "JPEG", "WEBP")
#: How a camera was held, as EXIF numbers it, and how the picture stands upright again.
_ORIENTATION = 0x0112
_WAYS = Image.Transpose
_TURNS = {
    2: _WAYS.FLIP_LEFT_RIGHT,
    3: _WAYS.ROTATE_180,
    4: _WAYS.FLIP_TOP_BOTTOM,
    5: _WAYS.TRANSPOSE,
    6: _WAYS.ROTATE_270,
    7: _WAYS.TRANSVERSE,
    8: _WAYS.ROTATE_90,
}
_LYING = {5, 6, 7, 8}


def drawn(data: bytes) -> tuple[str, Image.Image, bytes]:
    """Its kind ("png", "jpeg"), the picture and its bytes: upright, its first one if it moves."""
    picture: Image.Image = Image.open(BytesIO(data), formats=_KINDS)
    turn = picture.getexif().get(_ORIENTATION, 1)
    picture.draft("RGB", (WIDEST * 2, HIGHEST * 2))
    is_drawing = picture.format == "PNG" or picture.has_transparency_data
    picture = _in_bytes(picture)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((HIGHEST, WIDEST) if turn in _LYING else (WIDEST, HIGHEST))
    if turn in _TURNS:
        picture = picture.transpose(_TURNS[turn])
    if is_drawing:
        content = _saved(picture, "PNG", optimize=True)
        if len(content) <= MOST_BYTES:
            return "png", picture, content
    return "jpeg", *_light(_on_white(picture))


def _in_bytes(picture: Image.Image) -> Image.Image:
    """Greys of 16 bits as those of a scanner, which would all turn white, in 8."""
    if not picture.mode.startswith("I"):
        return picture
    plain = picture.convert("I").point(lambda grey: grey / 257).convert("L")
    plain.info.pop("transparency", None)  # a grey of 16 bits as well
    return plain


def _light(picture: Image.Image) -> tuple[Image.Image, bytes]:
    """As good as its bytes allow, then smaller."""
    while True:
        for quality in _QUALITIES:
            content = _saved(picture, "JPEG", quality=quality, optimize=True, progressive=True)
            if len(content) <= MOST_BYTES:
                return picture, content
        picture = picture.reduce(2)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    bare.save(out, kind, **options)
    return out.getvalue()


def main() -> None:
    bound_this_process()
    kind, picture, content = drawn(sys.stdin.buffer.read())
    head = {"type": f"image/{kind}", "width": picture.width, "height": picture.height}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
