"""What pandoc wrote as DOCX, in the colours of the house: styles, A4, a footer."""

import re
from collections.abc import Callable, Sequence
from html import escape

from essaim.documents.formats.frame import Frame, listed_anchors
from essaim.kernel.signs import writable

Files = list[tuple[str, bytes]]

_INK, _DEEP, _SOFT, _WASH, _HAIR = "2B2620", "85560A", "6B6258", "FBF3E2", "E2D8C8"
_FONT = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/>'
_BOLD, _LIGHT, _SLANTED = "<w:b/><w:bCs/>", '<w:b w:val="0"/><w:bCs w:val="0"/>', "<w:i/><w:iCs/>"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _look(size: int, color: str, spaces: tuple[int, int], more: str = "", *, page: str = "") -> str:
    """Properties of a paragraph: size in half points, spaces in twentieths of a point."""
    before, after = spaces
    return (
        f'<w:pPr><w:keepNext/><w:keepLines/>{page}<w:spacing w:before="{before}"'
        f' w:after="{after}"/>%s</w:pPr><w:rPr>{more}<w:color w:val="{color}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


_LOOKS = {
    "Title": _look(68, _INK, (3600, 160), _BOLD),
    "Subtitle": _look(30, _SOFT, (0, 240), _LIGHT),
    "Author": _look(24, _DEEP, (0, 60), _BOLD),
    "Date": _look(22, _INK, (0, 600), _LIGHT),
    "Heading1": _look(40, _INK, (0, 240), _BOLD, page="<w:pageBreakBefore/>"),
    "Heading2": _look(28, _INK, (360, 140), _BOLD),
    "Heading3": _look(23, _DEEP, (260, 100), _BOLD),
    "Heading4": _look(22, _DEEP, (200, 80), _SLANTED),
    "Heading5": _look(21, _SOFT, (160, 60), _BOLD),
    "Heading6": _look(21, _SOFT, (160, 60)),
    "TableCaption": _look(19, _SOFT, (200, 60)),
    "ImageCaption": _look(21, _INK, (0, 160), _BOLD),
}
_TABLE = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_HAIR}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_HAIR}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/></w:tcBorders>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{_WASH}"/></w:tcPr></w:tblStylePr>'
)
#: From margin to margin, in twentieths of a point.
_LINE = 11906 - 2 * 1361
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1361" w:bottom="1361"'
    ' w:left="1361" w:header="709" w:footer="624" w:gutter="0"/>'
)


def dressed(files: Files, frame: Frame, _alternatives: Sequence[str]) -> Files:
    """The files of the archive, with our styles, A4 pages and a footer."""
    changes: dict[str, Callable[[str], str]] = {
        "word/styles.xml": _styles,
        "word/document.xml": lambda xml: _numbered(_pages(xml), frame),
        "word/settings.xml": _counting,
        "[Content_Types].xml": _types,
        "word/_rels/document.xml.rels": _relations,
    }
    changed = [
        (name, changes[name](content.decode()).encode() if name in changes else content)
        for name, content in files
    ]
    return [*changed, ("word/footer-house.xml", _footer(frame).encode())]


def _styles(xml: str) -> str:
    xml = re.sub(r"<w:rFonts\b[^>]*Theme=[^>]*>", _FONT, xml)
    xml = xml.replace('<w:sz w:val="24" />', '<w:sz w:val="21"/>', 1)
    for name, look in _LOOKS.items():
        level = name.removeprefix("Heading")
        outline = f'<w:outlineLvl w:val="{int(level) - 1}"/>' if level.isdigit() else ""
        xml = _style(xml, name, r"<w:(pPr|rPr)>.*?</w:\1>|<w:(?:pPr|rPr) ?/>", look % outline)
    xml = _style(xml, "Table", r"<w:tblPr>.*", _TABLE)
    link = f'<w:rPr><w:color w:val="{_DEEP}"/><w:u w:val="single"/></w:rPr>'
    return _style(xml, "Hyperlink", r"<w:rPr>.*?</w:rPr>", link)


def _style(xml: str, name: str, without: str, look: str) -> str:
    """The style of this name, some of its properties replaced."""
    style = re.search(rf'(<w:style [^>]*w:styleId="{name}"[^>]*>)(.*?)</w:style>', xml, re.DOTALL)
    if not style:
        return xml
    kept = re.sub(without, "", style[2], flags=re.DOTALL)
    return f"{xml[: style.start()]}{style[1]}{kept}{look}</w:style>{xml[style.end() :]}"


def _pages(xml: str) -> str:
    footer = '<w:footerReference w:type="default" r:id="rIdHouse"/>'
    xml = re.sub(r"<w:sectPr\b[^>]*>", lambda tag: tag.group() + footer, xml)
    xml = xml.replace("</w:sectPr>", f"{_PAGE}</w:sectPr>")
    xml = xml.replace('<w:tblW w:type="auto" w:w="0" />', '<w:tblW w:type="pct" w:w="5000"/>')
    # The alternative text stands on the drawing; here pandoc repeats the whole picture.
    return re.sub(r'<pic:cNvPr descr="data:[^"]*"', '<pic:cNvPr descr=""', xml)


def _numbered(xml: str, frame: Frame) -> str:
    """Each line of the contents with the page of its heading, which the suite counts."""
    anchors = "|".join(map(re.escape, listed_anchors(frame.document)))
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_LINE}"/></w:tabs>'
    line = re.compile(
        rf'(<w:p><w:pPr>(?:(?!</w:pPr>).)*)(</w:pPr><w:hyperlink w:anchor="({anchors})">.*?'
        r"</w:hyperlink>)(</w:p>)",
        re.DOTALL,
    )
    field = (
        '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF {} \\h "><w:r><w:t>–</w:t></w:r>'
        "</w:fldSimple>"
    )
    if not anchors:
        return xml
    return line.sub(
        lambda entry: f"{entry[1]}{tab}{entry[2]}{field.format(entry[3])}{entry[4]}", xml
    )


def _counting(xml: str) -> str:
    """The suite counts the pages of the contents when it opens the file."""
    update = '<w:updateFields w:val="true"/>'
    place = re.search(r"<w:(?:hdrShapeDefaults|footnotePr|endnotePr|compat)\b|</w:settings>", xml)
    return f"{xml[: place.start()]}{update}{xml[place.start() :]}" if place else xml


def _types(xml: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    return xml.replace(
        "</Types>", f'<Override PartName="/word/footer-house.xml" ContentType="{kind}"/></Types>'
    )


def _relations(xml: str) -> str:
    footer = (
        f'<Relationship Id="rIdHouse" Type="{_RELATION}/footer" Target="footer-house.xml"/>'
        "</Relationships>"
    )
    return xml.replace("</Relationships>", footer)


def _footer(frame: Frame) -> str:
    """The notice and the page on each page."""
    look = f'<w:rPr><w:color w:val="{_SOFT}"/><w:sz w:val="16"/></w:rPr>'
    page = re.split(r"\{(page|total)\}", frame.words.page_of)
    fields = {"page": "PAGE", "total": "NUMPAGES"}
    shown = "".join(
        f'<w:fldSimple w:instr=" {fields[part]} "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>'
        if part in fields
        else _run(part, look)
        for part in page
    )
    notice = _run(frame.document.notice, look)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_LINE}"/></w:tabs>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr xmlns:w="{_MAIN}"><w:p>'
        f"<w:pPr>{tab}</w:pPr>{notice}<w:r>{look}<w:tab/></w:r>{shown}</w:p></w:ftr>"
    )


def _run(text: str, look: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r>'
