"""Charts as PNG, for what cannot show SVG."""

import json
from collections.abc import Sequence

import typst

from essaim.kernel.charts import WIDTH, Chart, svg

FONT = "Libertinus Serif"
_TEMPLATE = f"""
#set page(width: {WIDTH + 8}pt, height: auto, margin: 4pt)
#set text(font: "{FONT}")
#for one in json(bytes(sys.inputs.pictures)) {{ page(image(bytes(one), format: "svg")) }}
"""


def pictures(charts: Sequence[Chart]) -> dict[Chart, bytes]:
    """Each chart as a PNG of 880 dots' width."""
    if not charts:
        return {}
    drawn: bytes | list[bytes] = typst.compile(
        _TEMPLATE.encode(),
        format="png",
        ppi=148,
        ignore_system_fonts=True,
        sys_inputs={"pictures": json.dumps([svg(chart, font=FONT) for chart in charts])},
    )
    pages = drawn if isinstance(drawn, list) else [drawn]
    return dict(zip(charts, pages, strict=True))
