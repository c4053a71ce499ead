"""What may stand in the head of a mail: one address, and lines without tricks. Pure."""

from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_line
from leadwright.values.context import Unreadable
from leadwright.values.emails import plain_email


def single_address(text: str, *, field: str = "address") -> str:
    """Return the address if it is exactly one plain address; lists, names and quotes are refused."""
    try:
        address = plain_email(text)
    except Unreadable as fault:
        refuse("FIELD_INVALID", field=field, reason=str(fault))
    return header_line(address, field=field)


def header_line(text: str, *, field: str) -> str:
    """Return a text fit for a header: one line, no control characters, no encoded words."""
    if fault := fault_in_line(text):
        refuse("FIELD_INVALID", field=field, reason=fault)
    return text
