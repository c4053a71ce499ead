"""Keep on a lead what its activities say: what is next, what was noted last, what it may bring and how likely."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leadwright.history.facts import Party
from leadwright.history.record import record
from leadwright.leads import reactions
from leadwright.leads.facts import LeadEdited, LeadFact
from leadwright.leads.models import ActivityKind, Lead
from leadwright.leads.money import amount_in
from leadwright.people.models import User

NEXT = ("next_activity", "next_activity_at", "next_activity_kind", "open_activities", "activity_mark")
WATCHED = ("target_amount", "target_currency", "success_rate")


@dataclass(frozen=True, kw_only=True)
class NextActivity:
    """The open activity of a lead that comes first."""

    id: int
    at: datetime
    kind: ActivityKind


def keep_next_activity(lead: Lead, first: NextActivity | None, *, number: int) -> None:
    """Store which open activity of a locked lead comes first, and how many there are.

    The version stays as it is, so that nobody's edit grows stale over a call; a mark of its own rises instead.
    """
    lead.next_activity = first.id if first else None
    lead.next_activity_at = first.at if first else None
    lead.next_activity_kind = first.kind if first else None
    lead.open_activities = number
    lead.activity_mark += 1
    lead.write(*NEXT)


def take_in(lead: Lead, said: Mapping[str, Any], *, by: User, at: datetime, is_contact: bool) -> None:
    """Let a locked lead know what was said on an activity; what was left empty changes nothing.

    `said` holds columns of a lead that were cleaned. The amount and the rate are known to both sides, so another one
    is a change of the lead with an entry of its own; the notes are the handling side's alone.
    """
    if is_contact:
        lead.last_activity_at = at
        lead.write("last_activity_at")
    if said.get("latest_notes"):
        lead.latest_notes = said["latest_notes"]
        lead.write("latest_notes")
    before = {name: getattr(lead, name) for name in WATCHED}
    new = {name: said[name] for name in WATCHED if said.get(name) not in (None, "")}
    if all(before[name] == value for name, value in new.items()):
        return
    lead.store(**new, at=at)
    record(LeadEdited(lead=lead, changes=_changes(before, lead), by=by.party(), at=at))


def note_work(lead: Lead, *, by: Party, at: datetime, is_contact: bool) -> None:
    """Let the clocks of a locked lead know that somebody works on it: contact with the customer is an update."""
    work = LeadFact(lead=lead, by=by, at=at)
    reactions.wake_adopted(work)
    if is_contact:
        reactions.note_update(work)
    reactions.keep_due(work)


def _changes(before: Mapping[str, Any], lead: Lead) -> dict[str, Any]:
    moved = [name for name, old in before.items() if old != getattr(lead, name)]
    return {name: [_plain(before[name]), _plain(getattr(lead, name))] for name in {*moved, *amount_in(moved)}}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
