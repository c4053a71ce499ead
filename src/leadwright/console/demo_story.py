"""What happened in the demo: one line a lead, from its contact to where its story stands today."""

import csv
from pathlib import Path
from typing import NamedTuple

PASSWORD = "demo-demo-demo"  # noqa: S105 - the demo's own, which everybody may know
TABLE = Path(__file__).with_name("demo_story.csv")


class Story(NamedTuple):
    """One demo lead: who wants what, how it went, and how many days ago that began."""

    company: str
    person: str
    city: str
    wish: str
    source: str
    amount: int | None
    rate: int | None
    partner: str
    plot: str
    days: int


def stories() -> list[Story]:
    """Return the stories of the table beside this module."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_story(row) for row in csv.DictReader(file)]


def _story(row: dict[str, str]) -> Story:
    numbers = {name: int(row[name]) if row[name] else None for name in ("amount", "rate")}
    return Story(**(row | numbers | {"days": int(row["days"])}))  # type: ignore[arg-type]
