"""The refusals that every room knows, and the register in which each room enters its own: status and sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


@dataclass(frozen=True)
class Refusal:
    """What stands behind a code: the HTTP status that every face answers with, and what is wrong and what to do."""

    status: int
    sentence: Sentence


REFUSALS: dict[str, Refusal] = {
    "NOT_FOUND": Refusal(404, _("There is nothing here, or it is not yours to see.")),
    "FEATURE_OFF": Refusal(
        404, _("This part is switched off in this installation; an administrator can switch it on.")
    ),
    "MALFORMED": Refusal(400, _("The request cannot be read: {reason}.")),
    "FILTER_UNKNOWN": Refusal(400, _("There is no filter or order named “{name}”.")),
    "CURSOR_INVALID": Refusal(400, _("This page marker is not valid; start again from the first page.")),
    "NOT_SIGNED_IN": Refusal(401, _("Sign in, or send a valid token.")),
    "PERMISSION_DENIED": Refusal(403, _("Your role does not allow you to {act}; ask your company admin.")),
    "ASK_OPERATOR": Refusal(
        403,
        _(
            "Your role does not allow you to {act}; whoever runs this installation can give you one that does."
        ),
    ),
    "OTHER_COMPANY": Refusal(422, _("This is possible only within your own company.")),
    "REASON_REQUIRED": Refusal(422, _("Choose a reason.")),
    "FIELD_REQUIRED": Refusal(422, _("Fill in {field}.")),
    "FIELD_INVALID": Refusal(422, _("Check {field}: {reason}.")),
    "FIELD_READ_ONLY": Refusal(422, _("You cannot set {field}; the system does that.")),
    "FIELD_UNKNOWN": Refusal(422, _("There is no field named “{name}”.")),
    "VERSION_REQUIRED": Refusal(428, _("Send the version that you changed (If-Match).")),
    "VERSION_STALE": Refusal(
        409, _("Somebody else changed this in the meantime; look at both versions and save again.")
    ),
    "KEY_REUSED": Refusal(422, _("This Idempotency-Key was used for another request; use a new one.")),
    "LINK_USED_UP": Refusal(410, _("This link has been used or has expired; ask for a new one.")),
    "TOO_LARGE": Refusal(413, _("This is too large; the limit is {limit}.")),
    "NAME_TAKEN": Refusal(422, _("There is already one with this name; choose another name.")),
    "IN_USE": Refusal(409, _("“{name}” cannot be deleted: it is used by {uses}. Change that first.")),
    "METHOD_NOT_ALLOWED": Refusal(
        405, _("This address does not take this method; the header Allow names those that it takes.")
    ),
    "NOT_JSON": Refusal(415, _("Send the body as JSON, with Content-Type: application/json.")),
    "FAILED": Refusal(500, _("Something broke here, not with you; name {reference} when you ask for help.")),
    "UNAVAILABLE": Refusal(
        503, _("The database does not answer; nothing was stored. Try again in a moment.")
    ),
    "BUSY": Refusal(
        503,
        _("Too many ask at the same time, so nothing was begun and nothing stored. Try again in a moment."),
    ),
}


def declare(refusals: Mapping[str, Refusal]) -> None:
    """Enter the refusals of a room, once at start-up; a code stands for one thing only."""
    for code, refusal in refusals.items():
        if REFUSALS.setdefault(code, refusal) is not refusal:
            raise RuntimeError(f"the refusal {code} is declared twice")
