"""What is counted, and what was read."""

from datetime import date
from decimal import Decimal

from essaim.kernel.acting import PUBLIC
from essaim.portal.demo.source import Built, Row, read
from essaim.programme.actions.figures import add_indicator, add_reading
from essaim.programme.content import IndicatorContent, ReadingContent
from essaim.programme.enums import Qualifier
from essaim.programme.models import Indicator


def add_figures(built: Built) -> None:
    """Indicators in the order of their file, so that terms stand before what is made of them."""
    data = read("figures")
    for row in data["indicators"]:
        readings, proof = row.pop("readings", []), row.pop("evidence_url", "")
        indicator = built.indicators[row["code"]] = _add_indicator(built, row)
        for each in readings:
            content = ReadingContent(
                value=Decimal(each["value"]),
                qualifier=each.get("qualifier", Qualifier.EXACT),
                source_note=each.get("source", data["source"]),
                evidence_url=proof,
            )
            on = date(each["year"], 1, 1)
            add_reading(indicator=indicator, starts_on=on, content=content, by=built.by)


def _add_indicator(built: Built, row: Row) -> Indicator:
    terms = tuple(built.indicators[code] for code in row.pop("terms", []))
    objective = built.objectives.get(row.pop("objective", ""))
    content = IndicatorContent(objective=objective, terms=terms, audience=PUBLIC, **row)
    return add_indicator(content=content, by=built.by)
