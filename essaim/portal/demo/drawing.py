"""The one picture of the demonstration, drawn here: four workstreams around a network."""

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

from essaim.files.actions import store_picture
from essaim.files.drawing import Drawing
from essaim.files.models import StoredFile
from essaim.kernel.acting import MEMBERS
from essaim.portal.demo.source import Built

PAPER, INK = "#fffdf8", "#85560a"
NETWORK, WORKSTREAM = "#d99a1c", "#fbf3e2"
WIDTH, HEIGHT, SIDE = 900, 420, 96
#: Drawn larger, then made smaller, so that slanted lines are smooth.
FINER = 3


def hive() -> bytes:
    """A PNG: cells of honey, the network among its workstreams."""
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
    pen = ImageDraw.Draw(picture)
    across, down = SIDE * 1.5, SIDE * 3**0.5 / 2
    cells = [(-across, -down), (-across, down), (across, -down), (across, down), (0.0, 0.0)]
    for x, y in cells:
        corners = [
            (
                (WIDTH / 2 + x + 0.95 * SIDE * cos(turn * pi / 3)) * FINER,
                (HEIGHT / 2 + y + 0.95 * SIDE * sin(turn * pi / 3)) * FINER,
            )
            for turn in range(6)
        ]
        fill = WORKSTREAM if x else NETWORK
        pen.polygon(corners, fill=fill, outline=INK, width=3 * FINER)
    out = BytesIO()
    picture.resize((WIDTH, HEIGHT)).convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def add_hive(built: Built, *, shows: str) -> StoredFile:
    """Ours, small and light already: it is shown as it is drawn."""
    content = hive()
    return store_picture(
        content=BytesIO(content),
        name="ruche.png",
        drawing=Drawing(content, "image/png", WIDTH, HEIGHT),
        audience=MEMBERS,
        alternative=shows,
        licence="CC0-1.0",
        by=built.by,
    )
