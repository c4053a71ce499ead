"""How an address is written: with a lead's number, or the id of a row."""

from django.urls import path, register_converter

__all__ = ["path"]


class LeadNumber:
    """A lead's number in an address: 1042, or L-1042 as people write it."""

    regex = r"(?:[Ll]-)?[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value.upper().removeprefix("L-"))

    def to_url(self, value: int | str) -> str:
        """Write the number plainly."""
        return str(value)


class RowId:
    """The id of a row in an address: at most 18 digits, so that the database can look."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the id."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the id."""
        return str(value)


register_converter(LeadNumber, "lead")
register_converter(RowId, "id")
