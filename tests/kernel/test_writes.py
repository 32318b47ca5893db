"""No text goes into the database beside the one place that makes rows fit."""

import ast
from pathlib import Path

from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
#: Rows of the index of the search are made of rows that were fitted.
DERIVED = ("migrations", "search")


def calls_of(*names: str) -> list[tuple[str, ast.Call]]:
    root = Path(__file__).resolve().parents[2] / "essaim"
    return [
        (path.relative_to(root).as_posix(), node)
        for path in sorted(root.rglob("*.py"))
        if not set(DERIVED) & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    ]


def test_rows_that_are_written_at_once_are_fitted_first():
    written = calls_of("bulk_create", "bulk_update")
    assert len(written) > 10
    assert [
        place
        for place, call in written
        if not (isinstance(call.args[0], ast.Call) and ast.unparse(call.args[0].func) == "fitted")
    ] == []


#: Columns that a question to the database sets without a row, and what made their values plain.
SET_WITHOUT_A_ROW = {
    ("post/sending.py", "error"): "a sentence put on one line",
    ("exchange/running.py", "failure"): "a sentence of the house",
    ("exchange/faults.py", "failure"): "a sentence of the house",
    ("programme/actions/judgements.py", "**"): "fitted just before",
    ("reports/actions/composition.py", "text"): "fitted just before",
    ("post/personal.py", "error"): "a word of the house",
}


def test_a_text_that_is_set_without_its_row_was_made_plain():
    texts = {
        column.name
        for model in OURS
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField) and not column.choices
    }
    found = {
        (place, said.arg or "**")
        for place, call in calls_of("update")
        if "objects" in ast.unparse(call.func) or place.split("/")[1] in {"actions", "sending.py"}
        for said in call.keywords
        if not isinstance(said.value, ast.Constant | ast.Attribute)
        and (said.arg is None or said.arg in texts)
    }
    assert found <= SET_WITHOUT_A_ROW.keys()
