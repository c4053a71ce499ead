"""What the API answers about mails, and what it takes."""

from typing import Any

from leadwright.api.bodies import ID, TEXT, Body
from leadwright.api.shapes import actions_open
from leadwright.inbox.models import RawArrival
from leadwright.mails.lifecycle import allowed_actions
from leadwright.mails.models import Mail
from leadwright.mails.originals import has_original
from leadwright.people.models import User


class AttachBody(Body):
    """The number of the lead that the mail is filed with."""

    lead: ID = None


class PutAsideBody(Body):
    """Why the mail needs nothing more."""

    reason: TEXT = None


def line(mail: Mail) -> dict[str, Any]:
    """Return one mail of a list."""
    return {
        "id": mail.pk,
        "direction": mail.direction,
        "kind": mail.kind,
        "lead": mail.lead_id,
        "contact": mail.contact_id,
        "organisation": mail.organisation_id,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "from": mail.sender,
        "from_name": mail.sender_name,
        "to": mail.recipients,
        "subject": mail.subject,
        "sent_at": mail.sent_at,
        "arrived_at": mail.arrived_at,
        "shared": mail.is_shared,
        "put_aside_at": mail.put_aside_at,
        "put_aside_by": mail.put_aside_by.email if mail.put_aside_by else None,
        "put_aside_reason": mail.put_aside_reason,
    }


def mail(row: Mail, *, by: User) -> dict[str, Any]:
    """Return one mail with all that it says, and what its reader may do with it."""
    original = f"/api/v1/mails/{row.pk}/original" if has_original(row) else None
    return {
        **line(row),
        "text": row.text,
        "quoted": row.quoted,
        "html": row.html,
        "remote_images": row.remote_images,
        "attachments": row.attachments,
        "calendar": row.calendar or None,
        "original": original,
        **actions_open(allowed_actions(row, by)),
    }


def arrival(row: RawArrival) -> dict[str, Any]:
    """Return something that arrived."""
    return {
        "id": row.pk,
        "entrance": row.entrance,
        "arrived_at": row.arrived_at,
        "sender": row.sender,
        "size": row.size,
        "verdict": row.verdict,
        "words": row.why,
        "attempts": row.attempts,
    }
