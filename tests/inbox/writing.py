"""Mails as they arrive, with what a test cares about named."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime

from leadwright.inbox.letters.letter import Letter
from leadwright.inbox.letters.parsing import read

ARRIVED = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
USUAL = {
    "From": "Jan Peeters <jan@customer.example>",
    "To": "leads@vendor.example",
    "Subject": "The offices in Ghent",
    "Date": "Mon, 2 Mar 2026 10:00:00 +0100",
    "Message-ID": "<first@customer.example>",
}


def raw(body: str = "We want ten printers.", /, headers: Mapping[str, str | None] = {}, **more: str) -> bytes:
    """Return a mail as bytes; a header that is None is left out, `more` names headers with underscores."""
    written = {name.lower(): name for name in USUAL}
    plain = {name.replace("_", "-"): value for name, value in more.items()}
    named = {written.get(name, name.title()): value for name, value in plain.items()}
    lines = (
        USUAL | {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8"} | dict(headers) | named
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return f"{head}\r\n{body}".encode()


def letter(
    body: str = "We want ten printers.", /, headers: Mapping[str, str | None] = {}, **more: str
) -> Letter:
    """Return what such a mail says."""
    return read(raw(body, headers, **more), arrived_at=ARRIVED)


def parts(*bodies: tuple[str, str], kind: str = "mixed", headers: Mapping[str, str] = {}) -> bytes:
    """Return a mail of several parts, each with its head lines and its text."""
    inner = "".join(f"--cut\r\n{head}\r\n\r\n{text}\r\n" for head, text in bodies)
    content = {"Content-Type": f'multipart/{kind}; boundary="cut"'}
    return raw(f"{inner}--cut--\r\n", content | dict(headers))


def bounce(message_id: str, address: str, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """Return a report that a mail could not be delivered, as RFC 3464 has it."""
    fields = (
        f"Reporting-MTA: dns; mx.customer.example\r\n\r\nFinal-Recipient: rfc822; {address}\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 {status} no such user here\r\n"
    )
    return parts(
        ("Content-Type: text/plain", "Your message could not be delivered."),
        ("Content-Type: message/delivery-status", fields),
        ("Content-Type: text/rfc822-headers", f"Message-ID: {message_id}\r\nSubject: A lead"),
        kind="report; report-type=delivery-status",
        headers={
            "From": "Mail Delivery System <mailer-daemon@mx.customer.example>",
            "Subject": "Undelivered",
        },
    )


INVITATION = """BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:meeting-1@vendor.example
SEQUENCE:2
ATTENDEE;CN="Peeters: Jan";PARTSTAT=ACCEPTED:mailto:jan@customer.example
SUMMARY:Showroom\\, Ghent
END:VEVENT
END:VCALENDAR"""


def calendar_answer(**more: str) -> bytes:
    """Return the answer of a calendar program to an invitation."""
    return parts(
        ("Content-Type: text/plain", "Jan has accepted."),
        ('Content-Type: text/calendar; method=REPLY; charset="utf-8"', INVITATION),
        headers={"Message-ID": "<answer@customer.example>", **more},
    )


def in_base64(text: str, charset: str = "utf-8") -> str:
    """Return a text as an encoded word."""
    return f"=?{charset}?b?{b64encode(text.encode(charset)).decode()}?="
