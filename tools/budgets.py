"""Sizes that a reader can hold in mind: functions, classes, files, folders, tests, templates.

The ninetieth percentile and the maximum of each; exceptions are listed here with their reason.
A line of a template is measured by the longest of its file.
"""

import ast
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: what → (ninetieth percentile, maximum), in lines.
BUDGETS = {
    "function": (20, 40),
    "view": (12, 25),
    "class": (60, 150),
    "file": (260, 400),
    "folder": (20, 20),
    "test": (15, 30),
    "test file": (250, 500),
    "template": (90, 180),
    "template line": (160, 160),
}
#: What is not measured in lines.
UNITS = {"folder": "files", "template line": "characters"}
#: path or path::name → why it may be larger.
EXCEPTIONS = {
    "essaim/kernel": "no idea of the domain parts it: each module is one that several rooms import",
}


@dataclass(frozen=True)
class Piece:
    """Something with a size."""

    what: str
    name: str
    size: int


def pieces_of(path: Path) -> Iterator[Piece]:
    text = path.read_text()
    where = path.relative_to(ROOT).as_posix()
    is_test = where.startswith("tests/")
    yield Piece("test file" if is_test else "file", where, len(text.splitlines()))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Piece(_what(node, where, is_test=is_test), f"{where}::{node.name}", size)


def _what(node: ast.AST, where: str, *, is_test: bool) -> str:
    if isinstance(node, ast.ClassDef):
        return "class"
    if is_test and getattr(node, "name", "").startswith("test_"):
        return "test"
    parts = where.split("/")
    is_view = "views" in parts or parts[-1].startswith("views")
    first = [*getattr(getattr(node, "args", None), "args", []), None][0]
    takes_request = first is not None and first.arg == "request"
    return "view" if is_view and takes_request else "function"


def folders() -> Iterator[Piece]:
    """Those of the house that hold Python, migrations apart, which only grow."""
    for folder in sorted({path.parent for path in (ROOT / "essaim").rglob("*.py")}):
        if "migrations" not in folder.parts:
            count = len(list(folder.glob("*.py")))
            yield Piece("folder", folder.relative_to(ROOT).as_posix(), count)


def all_pieces() -> Iterator[Piece]:
    yield from folders()
    for folder in ("config", "essaim", "tools", "tests", "bench"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "data" not in path.parts:
                yield from pieces_of(path)
    for path in sorted((ROOT / "essaim").rglob("templates/**/*.html")):
        lines = path.read_text().splitlines()
        where = path.relative_to(ROOT).as_posix()
        yield Piece("template", where, len(lines))
        yield Piece("template line", where, max(map(len, lines), default=0))


def complaints(pieces: list[Piece]) -> Iterator[str]:
    for what, (usual, most) in BUDGETS.items():
        unit = UNITS.get(what, "lines")
        sizes = sorted(piece.size for piece in pieces if piece.what == what)
        if not sizes:
            continue
        ninetieth = sizes[math.ceil(len(sizes) * 0.9) - 1]
        if ninetieth > usual:
            yield f"{what}: nine in ten are within {ninetieth} {unit}; the budget is {usual}"
        for piece in pieces:
            if piece.what == what and piece.size > most and piece.name not in EXCEPTIONS:
                yield f"{piece.name}: {piece.size} {unit}; a {what} has at most {most}"


def main() -> int:
    broken = list(complaints(list(all_pieces())))
    for complaint in broken:
        print(complaint)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
