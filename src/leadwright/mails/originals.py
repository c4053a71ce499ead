"""The original of a mail, byte for byte, as a file to be saved: it is never shown as a page of ours."""

from leadwright.foundation.refusals import refuse
from leadwright.inbox.models import RawArrival
from leadwright.mails.models import Mail


def has_original(mail: Mail) -> bool:
    """Tell whether the bytes of a mail are kept still."""
    return RawArrival.objects.filter(mail=mail, is_complete=True).exists()


def original_of(mail: Mail) -> bytes:
    """Return the bytes of a mail, or refuse when they are not kept any more."""
    row = RawArrival.objects.filter(mail=mail, is_complete=True).first()
    return bytes_of(row)


def bytes_of(arrival: RawArrival | None) -> bytes:
    """Return the bytes of an arrival, or refuse when there are none any more."""
    content = bytes(arrival.content) if arrival is not None else b""
    if not content:
        refuse("ORIGINAL_GONE")
    return content
