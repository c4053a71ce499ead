"""What may stand in the head of a mail: one address, and lines without tricks. Pure."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import fault_in_line

LONGEST_ADDRESS = 254
_is_single_address = EmailValidator(allowlist=["localhost"])


def single_address(text: str, *, field: str = "address") -> str:
    """Return the address if it is exactly one plain address; lists, names and quotes are refused."""
    try:
        _is_single_address(text)
    except ValidationError:
        refuse("FIELD_INVALID", field=field, reason=_("write one e-mail address, such as name@example.com"))
    if len(text) > LONGEST_ADDRESS or '"' in text:
        refuse("FIELD_INVALID", field=field, reason=_("write one e-mail address, such as name@example.com"))
    return header_line(text, field=field)


def header_line(text: str, *, field: str) -> str:
    """Return a text fit for a header: one line, no control characters, no encoded words."""
    if fault := fault_in_line(text):
        refuse("FIELD_INVALID", field=field, reason=fault)
    return text
