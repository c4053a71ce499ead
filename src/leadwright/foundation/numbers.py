"""Numbers that name a row, as they are sent."""

LARGEST = 2**63 - 1


def number_in(value: object) -> int | None:
    """Return the number of a row that a value holds, as a number or in digits, or None if no row can have it."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST:
        return value
    return None
