"""From a line that was read to the draft of its lead; what it says and its lead has no place for is noted. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from leadwright.contacts.models import Contact
from leadwright.intake.cells import Values
from leadwright.intake.gathering import GatheredLine, GatheredParty
from leadwright.intake.mapping import LISTS_OF_A_LEAD, PEOPLE
from leadwright.leads.fields import IMPORT
from leadwright.leads.lead_drafts import LeadDraft, LineDraft
from leadwright.leads.states import FINAL, Qualification, State
from leadwright.people.models import User

# What a draft names by itself or works out from several values; all other fields come with it as they were read.
WORKED_OUT = ("status", "qualification", "comment", "target_amount", "deal_value")
NAMED = frozenset(part.name for part in fields(LeadDraft))
COPIED = (*(field.name for field in IMPORT if field.name not in WORKED_OUT), *LISTS_OF_A_LEAD)


def draft_of(
    row: GatheredLine, *, states: Mapping[str, str], owner: User | None, contacts: Mapping[str, Contact]
) -> LeadDraft:
    """Return the draft of a lead; an amount is the deal's once the lead is closed, else what is aimed at."""
    values, state = row.values, states.get(row.values["status"], "")
    is_closed = state in (State.WON, State.LOST)
    copied = {name: values[name] for name in COPIED if name in values}
    amount = values.get("amount")
    if state not in FINAL:
        copied.pop("completed_at", None)
    notes = [*row.notes, *_placeless(row, state, has_owner=owner is not None)]
    lines = [_line(party, contacts) for party in row.parties]
    return LeadDraft(
        key=row.key,
        status=values["status"],
        qualification=values.get("qualification", Qualification.NONE.value),
        comment="\n".join(filter(None, [values.get("comment", ""), *notes])),
        owner=owner,
        contact=contacts[row.contact] if row.contact else None,
        main=lines[0] if lines else LineDraft(),
        lines=tuple(lines[1:]),
        target=values.get("target_amount") or (None if is_closed else amount),
        deal=(values.get("deal_value") or amount) if is_closed else None,
        has_unread=bool(row.own.unread),
        more={name: value for name, value in copied.items() if name not in NAMED}
        | ({"own_fields": row.own.lead} if row.own.lead else {}),
        called=row.called,
        **{name: value for name, value in copied.items() if name in NAMED},
    )


def _line(party: GatheredParty, contacts: Mapping[str, Contact]) -> LineDraft:
    company, person = contacts.get(party.company), contacts.get(party.person)
    employer = person.company if person else None
    return LineDraft(
        company=company or employer, person=person, role=party.role, person_role=party.person_role
    )


def _placeless(row: GatheredLine, state: str, *, has_owner: bool) -> Iterator[str]:
    """Return what a lead of a state has no place for, and an owner who is no user, under the names of their columns."""
    names = [name for name in row.texts if name in set(_unused(row.values, state))]
    if not has_owner:
        names += [name for name in PEOPLE if name in row.texts]
    yield from dict.fromkeys(f"{row.called.get(name, name)}: {row.texts[name]}" for name in names)


def _unused(values: Values, state: str) -> Iterator[str]:
    """Return the values that count only in another state, or only where another one is missing."""
    is_closed = state in (State.WON, State.LOST)
    counted = "deal_value" if is_closed else "target_amount"
    if not is_closed:
        yield "deal_value"
    if counted in values and values.get("amount") != values[counted]:
        yield "amount"
    if state not in FINAL and values.get("expected_completion_at") != values.get("completed_at"):
        yield "completed_at"
