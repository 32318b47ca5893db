"""What stands behind a figure, as rooms hand it to pages and reports."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Record:
    """One record behind a figure, as its page lists it.

    `label`: where the title names a person, under which label they appear in what leaves the house.
    """

    title: str
    on: date | None
    url: str
    is_visible: bool
    precision: str = "day"  # how exactly `on` is known: day, month or year
    label: str = ""
    room: str = ""  # that of its page, which may be closed

    @classmethod
    def of(
        cls,
        row: Any,
        on: date | None,
        *,
        is_visible: bool = True,
        precision: str = "day",
        label: str = "",
    ) -> "Record":
        """A row by its name, its day and its page; none of them where it is not to be seen.

        A row that is a person says itself that it is one (`published_as`), if no label is given.
        """
        if not is_visible:
            return cls("", None, "", is_visible=False, precision=precision)
        return cls(
            title=str(row),
            on=on,
            url=row.get_absolute_url(),
            is_visible=True,
            precision=precision,
            label=label or str(getattr(row, "published_as", "")),
            room=row._meta.app_label,
        )

    @property
    def published(self) -> "Record":
        """As a report tells it: of people their label alone, and no address that leads to them."""
        return replace(self, title=self.label, url="") if self.label else self
