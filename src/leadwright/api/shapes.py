"""What the API answers: plain dictionaries, the same names everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from leadwright.accounts.models import Account
from leadwright.api.contact_shapes import accounts, contacts
from leadwright.api.documented import parts
from leadwright.api.record_shapes import channels, dates, hanging_on, labels_of_levels
from leadwright.contacts.models import Contact
from leadwright.foundation.money import minor_digits
from leadwright.history.lines import Line, ReadableEntry
from leadwright.leads.cautions import cautions
from leadwright.leads.fields import read
from leadwright.leads.models import Interest, Lead, Party
from leadwright.leads.own import answers
from leadwright.leads.running_clocks import RunningClock
from leadwright.leads.telling import (
    NAMES,
    known_to,
    own_fields_of,
    visible_to,
)
from leadwright.people.models import User
from leadwright.people.moves import ActionState


def money(amount: Decimal | None, currency: str) -> parts.Money | None:
    """Return an amount as a decimal string with as many decimals as its currency has."""
    if amount is None:
        return None
    return {"amount": f"{amount:.{minor_digits(currency)}f}", "currency": currency}


def lead(
    lead: Lead,
    *,
    by: User,
    clocks: Iterable[RunningClock],
    actions: Iterable[ActionState],
    lines: Sequence[Party],
    customer: Account | None,
    at: datetime,
) -> dict[str, Any]:
    """Return a lead with its clocks, its parties and what its reader may do with it.

    A field that the reader may not know is absent: it cannot be taken for an empty one.
    """
    visible = visible_to(by, lead)
    answer = _answer(
        known_to(by, lead), by=by, clocks=clocks, actions=actions, lines=lines, customer=customer, at=at
    )
    return {name: value for name, value in answer.items() if name in visible or name not in NAMES}


def _answer(
    lead: Lead,
    *,
    by: User,
    clocks: Iterable[RunningClock],
    actions: Iterable[ActionState],
    lines: Sequence[Party],
    customer: Account | None,
    at: datetime,
) -> dict[str, Any]:
    return {
        **read(lead),
        "code": str(lead),
        "opportunity": lead.is_opportunity,
        "comment": lead.comment_of(by.organisation_id),
        "fields": answers([(own_fields_of(by, lead), lead.own_fields)], by=by)[0],
        **_places(lead),
        "contact": contacts([lead.contact], by=by, at=at)[0] if lead.contact else None,
        **channels(lead),
        "account": accounts([customer], by=by)[0] if customer else None,
        **_people(lead, lines, by=by),
        **hanging_on(lead),
        "target_amount": money(lead.target_amount, lead.target_currency),
        **labels_of_levels(lead),
        **dates(lead, at),
        "deal_value": money(lead.deal_value, lead.deal_currency),
        "deal_types": _deal_types(lead),
        **_clocks(lead, clocks, at),
        "next_activity": next_activity(
            lead.next_activity,
            lead.next_activity_kind.code if lead.next_activity_kind else "",
            lead.next_activity_at,
            at=at,
        ),
        **actions_open(actions),
    }


def _clocks(lead: Lead, clocks: Iterable[RunningClock], at: datetime) -> dict[str, Any]:
    return {
        "clocks": [clock(running, at=at) for running in clocks],
        "next_due_at": lead.next_due_at,
        "next_due_kind": lead.next_due_kind or None,
    }


def next_activity(
    pk: int | None, kind: str, starts_at: datetime | None, *, at: datetime
) -> parts.NextActivity | None:
    """Return the open activity of a lead that comes first; None is nothing planned."""
    if pk is None or starts_at is None:
        return None
    return {"id": pk, "kind": kind, "at": starts_at, "overdue": starts_at < at}


def _people(lead: Lead, lines: Sequence[Party], *, by: User) -> dict[str, Any]:
    wary = [
        {"code": caution.code, "contact": caution.contact, "detail": caution.sentence}
        for caution in cautions(lines, by=by)
    ]
    return {
        "parties": [party(line) for line in lines],
        "interests": _interests(lead),
        "warnings": wary,
    }


def _interests(lead: Lead) -> list[parts.Interest]:
    rows = lead.interests.select_related("by", "source") if lead.may_have("interests") else ()
    return [interest(row) for row in rows]


def _deal_types(lead: Lead) -> list[str]:
    rows = lead.deal_types.all() if lead.may_have("deal_types") else ()
    return [row.code for row in rows]


def _places(lead: Lead) -> dict[str, Any]:
    return {
        "owner": lead.owner.email if lead.owner else None,
        "owner_name": lead.owner.name if lead.owner else None,
        "offered_to": lead.offered_to.email if lead.offered_to else None,
        "accepted_by": lead.accepted_by.email if lead.accepted_by else None,
        "sender_name": lead.sender.name if lead.sender else None,
        "organisation_name": lead.organisation.name if lead.organisation else None,
        "unit_name": lead.unit.name if lead.unit else None,
    }


def clock(clock: RunningClock, *, at: datetime) -> parts.Clock:
    """Return a running clock."""
    return {"kind": clock.kind, "due_at": clock.due_at, "overdue": clock.is_overdue(at)}


def actions_open(states: Iterable[ActionState]) -> dict[str, list[dict[str, Any]]]:
    """Return under the same name for every noun what its reader may do with it."""
    return {"allowed_actions": [action(state) for state in states]}


def action(state: ActionState) -> dict[str, Any]:
    """Return whether an action is open; a closed one has a code and a sentence."""
    data: dict[str, Any] = {"action": str(state.action), "allowed": state.allowed}
    return data if state.allowed else data | {"code": state.code, "detail": state.sentence}


def party(line: Party) -> parts.Party:
    """Return one line of a lead: a legal entity, a contact person, and their roles."""
    return {
        "id": line.pk,
        "main": line.is_main,
        "company": _named(line.company),
        "person": _named(line.person),
        "role": line.role.code if line.role else None,
        "person_role": line.person_role.code if line.person_role else None,
    }


def _named(contact: Contact | None) -> parts.PartOfLead | None:
    if contact is None:
        return None
    return {"id": contact.pk, "kind": contact.kind, "name": contact.name, "blocked": contact.is_blocked}


def interest(item: Interest) -> parts.Interest:
    """Return one time that the customer showed interest again."""
    return {
        "at": item.at,
        "by_name": item.by.name if item.by else None,
        "source": item.source.code if item.source else None,
        "description": item.description,
    }


def entry(entry: ReadableEntry, line: Line) -> dict[str, Any]:
    """Return one entry of history as far as its reader may know it, with its line in words."""
    return {
        "id": entry.id,
        "at": entry.at,
        "fact": entry.fact,
        "actor": {"kind": entry.actor_kind, "id": entry.actor_id, "name": entry.actor_name},
        "from_status": entry.details.get("from_status"),
        "to_status": entry.details.get("to_status"),
        "details": entry.details,
        "texts": entry.texts,
        "title": line.title,
        "changes": [asdict(change) for change in line.changes],
    }


def user(user: User) -> dict[str, Any]:
    """Return a user as others see him."""
    return {
        "email": user.email,
        "name": user.name,
        "organisation": user.organisation_id,
        "unit": user.unit_id,
        "profiles": [profile.code for profile in user.held],
        "active": user.is_active,
    }
