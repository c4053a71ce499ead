"""Forms as a browser reads them off a page and sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

Attributes = dict[str, str | None]
NOT_SENT = {"submit", "button", "file", "image", "reset"}


@dataclass
class Sheet:
    """One form of a page: where it goes, what it holds, and what else could be put into a field."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    ticks: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)

    def sent(self, **changes: str | list[str]) -> dict[str, Any]:
        """Return what is posted, with some fields typed anew, by the first button."""
        pressed = {name: [value] for name, value in self.buttons[:1] if name not in ("", "look")}
        return {**self.values, **pressed, **changes}


class Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.now: Sheet | None = None
        self.select = self.area = ""
        self.chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.now = Sheet(action=given.get("action") or "")
            self.sheets.append(self.now)
        elif self.now is not None and tag in ("input", "button", "select", "textarea", "option"):
            getattr(self, f"_{tag}")(self.now, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        if tag == "select" and self.now and self.select:
            if not self.chosen and self.options():
                self.now.add(self.select, self.options()[0])
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area and self.now:
            values = self.now.values[self.area]
            values[-1] = (values[-1] + data).removeprefix("\n")

    def options(self) -> list[str]:
        return self.now.options.get(self.select, []) if self.now else []

    def _input(self, sheet: Sheet, given: Attributes) -> None:
        name, kind = given.get("name"), given.get("type") or "text"
        if not name or kind in NOT_SENT or "disabled" in given:
            return
        value = given.get("value") or ("on" if kind == "checkbox" else "")
        if kind in ("checkbox", "radio"):
            if kind == "checkbox":
                sheet.ticks.append((name, value))
            else:
                sheet.options.setdefault(name, []).append(value)
            if "checked" not in given:
                return
        elif kind != "hidden":
            sheet.texts.append(name)
        sheet.add(name, value)

    def _button(self, sheet: Sheet, given: Attributes) -> None:
        if given.get("type") != "button":
            sheet.buttons.append((given.get("name") or "", given.get("value") or ""))

    def _select(self, sheet: Sheet, given: Attributes) -> None:
        self.select = "" if "disabled" in given else given.get("name") or ""
        sheet.options.setdefault(self.select, [])
        self.chosen = False

    def _option(self, sheet: Sheet, given: Attributes) -> None:
        if not self.select:
            return
        sheet.options[self.select].append(given.get("value") or "")
        if "selected" in given:
            self.chosen = True
            sheet.add(self.select, given.get("value") or "")

    def _textarea(self, sheet: Sheet, given: Attributes) -> None:
        self.area = given.get("name") or ""
        sheet.texts.append(self.area)
        sheet.add(self.area, "")


def sheets_in(html: str) -> list[Sheet]:
    """Return the forms of a page that are posted."""
    reader = Reader()
    reader.feed(html)
    return reader.sheets


def sheet_at(client: Client, address: str, holding: str = "") -> Sheet:
    """Return the form of a page that holds a field, else the one with the most fields."""
    sheets = [row for row in sheets_in(client.get(address).text) if holding in row.values or not holding]
    return max(sheets, key=lambda row: len(row.values))


def clashes_in(html: str) -> dict[str, list[str]]:
    """Return the choices between two writers that a page puts, by the field."""
    return {
        name.removeprefix("choice-"): values
        for sheet in sheets_in(html)
        for name, values in sheet.options.items()
        if name.startswith("choice-")
    }
