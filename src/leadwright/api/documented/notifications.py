"""The shapes of notifications."""

from leadwright.api.documented.columns import column_schema, or_null, shape
from leadwright.api.documented.nouns import STAMP
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
