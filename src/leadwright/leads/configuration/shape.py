"""Turn what a file holds into plain values, and note with its place what has another shape."""

from collections.abc import Iterable
from typing import Any

from leadwright.foundation.numbers import integer_in
from leadwright.leads.configuration.faults import Fault, Place, fault
from leadwright.leads.configuration.yaml_source import Source


class Shape:
    """Turns what was read into plans, and notes what has another shape."""

    def __init__(self, source: Source) -> None:
        self.source, self.faults = source, list[tuple[int, Fault]]()

    def wrong(self, place: Place, reason: str) -> None:
        """Note what is wrong at a place."""
        sentence = f"{'.'.join(map(str, place)) or 'The file'}: {reason}."
        self.faults.append((self.source.line_of(place), fault("FILE_INVALID", *place, reason=sentence)))

    def known(self, place: Place, value: Any, names: Iterable[str]) -> dict[str, Any]:
        """Return a mapping with none but these names."""
        result = self.mapping(place, value)
        for name in result.keys() - set(names):
            self.wrong((*place, name), f"there is nothing called “{name}” here; it may be {', '.join(names)}")
        return result

    def mapping(self, place: Place, value: Any) -> dict[str, Any]:
        """Return a mapping; nothing at all is an empty one."""
        if isinstance(value, dict):
            return value
        if value not in ("", None):
            self.wrong(place, "names with values belong here")
        return {}

    def text(self, place: Place, value: Any) -> str:
        """Return text."""
        if isinstance(value, str):
            return value
        self.wrong(place, "a single text belongs here")
        return ""

    def texts(self, place: Place, value: Any) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        rows = value if isinstance(value, list) else [value] if value else []
        return tuple(self.text((*place, number), item) for number, item in enumerate(rows))

    def integer(self, place: Place, value: Any) -> int:
        """Return a whole number."""
        text = self.text(place, value)
        number = integer_in(text, least=-9_999_999, most=9_999_999)
        if number is not None:
            return number
        self.wrong(place, "a whole number belongs here")
        return 1

    def yes(self, place: Place, value: Any) -> bool:
        """Return true or false."""
        if value not in ("true", "false"):
            self.wrong(place, "it is true or false")
        return bool(value == "true")

    def labels(self, place: Place, value: Any) -> dict[str, str]:
        """Return names by language; a single name is the English one."""
        given = {"en": value} if isinstance(value, str) and value else self.mapping(place, value)
        return {language: self.text((*place, language), label) for language, label in given.items()}
