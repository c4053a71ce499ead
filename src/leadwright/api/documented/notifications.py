"""The shapes of notifications."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.documented.columns import Schema, column_schema, or_null, shape
from leadwright.api.documented.nouns import STAMP
from leadwright.notifications.kinds import Kind, kinds_with_mail
from leadwright.notifications.models import Notification as NotificationRow

Notification = shape(
    "Notification",
    {
        "id": int,
        "kind": column_schema(NotificationRow, "kind"),
        "at": STAMP,
        "text": str,
        "subject": str,
        "lead": int | None,
        "activity": int | None,
        "task": int | None,
        "read_at": or_null(STAMP),
    },
    words="Something that happened and concerns the user, in that user's language.",
)
Marked = shape("Marked", {"marked": int}, words="How many were marked as read.")


def _kinds(names: list[str], words: str) -> Schema:
    return {"type": "array", "items": {"type": "string", "enum": names}, "description": words}


HOUR = or_null({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})
PARTS: dict[str, Schema] = {
    "listed": _kinds(Kind.values, "the kinds that stand in the list"),
    "at_once": _kinds(list(kinds_with_mail()), "the kinds that are mailed at once"),
    "gathered": _kinds(list(kinds_with_mail()), "the kinds that are put into one mail each morning"),
    "quiet_from": HOUR | {"description": "from when on nothing of this is mailed, in the user's time zone"},
    "quiet_to": HOUR | {"description": "until when nothing of this is mailed"},
}
Choice = shape(
    "NotificationChoice", PARTS, words="What one is notified of, where, and the hours without mail."
)
KINDS_LISTED: TypeAlias = Annotated[Any, WithJsonSchema(PARTS["listed"])]
KINDS_AT_ONCE: TypeAlias = Annotated[Any, WithJsonSchema(PARTS["at_once"])]
KINDS_GATHERED: TypeAlias = Annotated[Any, WithJsonSchema(PARTS["gathered"])]
QUIET_FROM: TypeAlias = Annotated[Any, WithJsonSchema(PARTS["quiet_from"])]
QUIET_TO: TypeAlias = Annotated[Any, WithJsonSchema(PARTS["quiet_to"])]
