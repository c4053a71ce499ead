"""The shapes of mails and of what arrived."""

from typing import Any

from leadwright.api.documented.columns import column_schema, or_null, shape
from leadwright.api.documented.nouns import ACTIONS, STAMP
from leadwright.inbox.models import RawArrival
from leadwright.mails.models import Mail as MailRow

TEXT: dict[str, Any] = {"type": "string"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
FILES: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"name": TEXT, "type": TEXT, "size": {"type": "integer"}},
        "required": ["name", "type", "size"],
    },
}
ANSWER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "uid": TEXT,
        "attendee": TEXT,
        "answer": {"type": "string", "enum": ["accepted", "declined", "tentative", "delegated"]},
        "sequence": {"type": "integer"},
        "recurrence": TEXT,
        "summary": TEXT,
    },
    "required": ["uid", "attendee", "answer", "sequence", "recurrence", "summary"],
}
_LINE: dict[str, Any] = {
    "id": int,
    "direction": column_schema(MailRow, "direction"),
    "kind": column_schema(MailRow, "kind"),
    "lead": int | None,
    "contact": int | None,
    "organisation": int,
    "message_id": str,
    "in_reply_to": str,
    "from": str,
    "from_name": str,
    "to": TEXTS,
    "subject": str,
    "sent_at": or_null(STAMP),
    "arrived_at": STAMP,
    "shared": bool,
    "put_aside_at": or_null(STAMP),
    "put_aside_by": str | None,
    "put_aside_reason": str,
}
MailInList = shape("MailInList", _LINE, words="One mail of a list, without what it says.")
Mail = shape(
    "Mail",
    _LINE
    | {
        "text": str,
        "quoted": str,
        "html": str,
        "remote_images": int,
        "attachments": FILES,
        "calendar": or_null(ANSWER),
        "original": or_null(TEXT),
        "allowed_actions": ACTIONS,
    },
    words="A mail: what was written, what was quoted below it, its HTML made safe, and where its original is.",
)
Arrival = shape(
    "Arrival",
    {
        "id": int,
        "entrance": column_schema(RawArrival, "entrance"),
        "arrived_at": STAMP,
        "sender": str,
        "size": int,
        "verdict": column_schema(RawArrival, "verdict"),
        "words": str,
        "attempts": int,
    },
    words="Something that arrived, before it is a mail.",
)
