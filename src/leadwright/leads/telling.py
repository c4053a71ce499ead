"""Who knows what of a lead that one company sent and another handles: decided once, for every face."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.leads.models import Lead, Party
from leadwright.people.access import deny, may
from leadwright.people.models import User
from leadwright.people.reach import Permission


class Side(StrEnum):
    """Whose a field is: both know it, one of them alone, or each has a value of its own."""

    BOTH = "both"
    HANDLER = "handler"
    SENDER = "sender"
    EACH = "each"


GUARDED: Mapping[str, Side] = {
    "group": Side.HANDLER,
    "team": Side.HANDLER,
    "offers": Side.SENDER,
    "created_by": Side.SENDER,
    "external_key": Side.SENDER,
    "comment": Side.EACH,
    "notes": Side.EACH,
}
RIGHTS: Mapping[str, Permission] = dict.fromkeys(
    ("target_amount", "target_currency", "deal_value", "deal_currency"), "lead.see_deal"
)
OPEN_TO_BOTH = (
    "number",
    "type",
    "status",
    "state",
    "acceptance",
    "qualification",
    "category",
    "source",
    "description",
    "contact",
    "account",
    "contact_email",
    "contact_phone",
    "parties",
    "products",
    "competitors",
    "sender",
    "organisation",
    "origin",
    "unit",
    "owner",
    "offered_to",
    "accepted_by",
    "success_rate",
    "priority",
    "importance",
    "started_at",
    "estimate",
    "expected_completion_at",
    "accepted_at",
    "qualified_at",
    "completed_at",
    "cancelled_at",
    "updated_at",
    "lost_reason",
    "reason",
    "reason_text",
    "deal_segment",
    "deal_types",
    "next_due_at",
    "next_due_kind",
    "version",
    "gaps",
)
NAMES = frozenset((*OPEN_TO_BOTH, *GUARDED, *RIGHTS))
# Under which names the facts about a lead keep what belongs to a field.
IN_FACTS: Mapping[str, str] = {
    "member": "team",
    "from_group": "group",
    "to_group": "group",
    "group_from": "group",
    "group_to": "group",
    "comment_from": "comment",
    "comment_to": "comment",
}


class Placed(Protocol):
    """What decides about sides: the companies that a lead, or a row of a list of leads, names."""

    @property
    def organisation_id(self) -> int | None:
        """The organisation that handles it."""

    @property
    def sender_id(self) -> int | None:
        """The organisation that sent it."""

    @property
    def origin_id(self) -> int:
        """The organisation that brought it in."""


def sides_of(user: User, lead: Placed) -> frozenset[Side]:
    """Return the sides that a user is on: a lead that was never sent, or that waits in the queue, has one."""
    home = user.organisation_id
    brought_in = home in (lead.origin_id, lead.sender_id)
    sides = {Side.BOTH}
    if home == lead.organisation_id or (brought_in and lead.organisation_id is None):
        sides |= {Side.HANDLER, Side.EACH}
    if brought_in:
        sides |= {Side.SENDER, Side.EACH}
    return frozenset(sides)


def may_know(user: User, name: str) -> bool:
    """Tell whether a field is open to a user's role at all: to read, to filter, to sort and to sum by."""
    return name not in RIGHTS or may(user, RIGHTS[name])


def require_to_know(user: User, name: str, *, field: str | None = None) -> None:
    """Refuse with PERMISSION_DENIED (403) whoever may not know a field, naming `field` or the field itself."""
    if not may_know(user, name):
        deny(RIGHTS[name], field=field or name)


def visible_to(user: User, lead: Placed) -> frozenset[str]:
    """Return the names of the fields of a lead that a user may know; of comment and notes those of his side."""
    sides = sides_of(user, lead)
    return frozenset(name for name in NAMES if GUARDED.get(name, Side.BOTH) in sides and may_know(user, name))


def visible_of(user: User, lead: Placed, *, doer: int | None) -> frozenset[str]:
    """Return what a user may know of what a company did to a lead: of another one, only what both sides know."""
    visible = visible_to(user, lead)
    return visible if doer in (None, user.organisation_id) else visible - GUARDED.keys()


def knows_contact(user: User, lead: Placed, contact: Contact) -> bool:
    """Tell whether a user may know a contact of a lead: one that the handler added is the handler's alone."""
    home = user.organisation_id
    return home == lead.organisation_id or contact.organisation_id in (home, lead.origin_id)


def visible_lines(user: User, lead: Placed, lines: Iterable[Party]) -> list[Party]:
    """Return the lines of a lead that name nobody whom the user may not know."""
    return [
        line
        for line in lines
        if all(knows_contact(user, lead, contact) for contact in (line.company, line.person) if contact)
    ]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a user may know of an entry of history."""

    details: Mapping[str, Any]
    texts: Mapping[str, str]


def known_of(entry: Entry, *, by: User, lead: Lead) -> Known:
    """Return details and texts of an entry about a lead, without what the user may not know."""
    visible = visible_of(by, lead, doer=entry.organisation_id)
    details = {name: value for name, value in entry.details.items() if _is_open(name, visible)}
    if isinstance(details.get("changes"), Mapping):
        changes = details["changes"].items()
        details["changes"] = {name: pair for name, pair in changes if _is_open(name, visible)}
    texts = {name: text for name, text in entry.texts().items() if _is_open(name, visible)}
    return Known(details=details, texts=texts)


def _is_open(name: str, visible: frozenset[str]) -> bool:
    """Tell whether a name in a fact is open; what is no field of a lead is."""
    field = IN_FACTS.get(name, name)
    return field in visible or field not in NAMES
