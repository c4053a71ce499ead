"""What a reader may know of what happened to a lead: decided once, before any of it is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from leadwright.contacts.models import Contact
from leadwright.contacts.telling import without_kept
from leadwright.fields.tracing import is_own
from leadwright.history.facts import fact_kinds
from leadwright.history.lines import ReadableEntry
from leadwright.history.models import Entry, EntryQuerySet
from leadwright.leads.facts import FileAdded, FileDeleted, LeadAdopted, LeadCreated, LeadFact, LeadRejected
from leadwright.leads.facts.demand import FORMER
from leadwright.leads.models import Lead
from leadwright.leads.telling import NAMES, knows_contact, may_know, visible_of, visible_to
from leadwright.leads.work_fields import with_known_fields
from leadwright.people.access import may
from leadwright.people.models import User

# That a lead came to be is known to whoever may see it, also when it was offered only later.
ENTERED = (LeadCreated.name, LeadAdopted.name)
OPEN = "number"
# Of which field something in an entry is, where it has another name there; what is of no field stays untold.
FIELD_OF: Mapping[str, str] = {
    "from_status": "status",
    "to_status": "status",
    "from_owner": "owner",
    "to_owner": "owner",
    "from_unit": "unit",
    "from_group": "group",
    "to_group": "group",
    "user": "offered_to",
    "outcome": "qualification",
    "company": "parties",
    "person": "parties",
    "role": "parties",
    "person_role": "parties",
    "product": "products",
    "notes": "products",
    "member": "team",
    "competitor": "competitors",
    **dict.fromkeys(("clock", "kind", "purpose", "slot", "due_at", "coalesced"), "next_due_at"),
}
OF_FILES = (FileAdded.name, FileDeleted.name)
# What happens to the demand, the process and the tasks of a lead, whose facts are of a room above.
OF_DEMAND, OF_PROCESSES, OF_TASKS = "lead.demand_", "process.", "task."
AMOUNT_OF_DEMAND = ("amount", "currency")
OF_REJECTION: Mapping[str, str] = {"reason": "offers", "organisation": "offers"}
ROLES = {"company": "role", "person": "person_role"}


def entries_about(lead: Lead, *, by: User) -> EntryQuerySet:
    """Return the entries about a lead that concern the reader's company, and how the lead came to be."""
    own = Q(organisations__contains=[by.organisation_id])
    rows = Entry.objects.about("lead", lead.pk).filter(own | Q(fact__in=ENTERED))
    return rows if may(by, "task.view") else rows.exclude(fact__startswith=OF_TASKS)


def contacts_among(rows: EntryQuerySet) -> EntryQuerySet:
    """Narrow entries down to the contact history: contacts with somebody, and changes of the status."""
    contacts = [name for name, kind in fact_kinds().items() if kind.in_contact_history]
    return rows.filter(Q(fact__in=contacts) | Q(details__has_key="to_status"))


KINDS: Mapping[str, tuple[str, ...]] = {
    "activities": ("activity.",),
    "notes": ("lead.note",),
    "mails": ("lead.mail", "mail.", "lead.communicated", "lead.communication"),
    "files": ("lead.file", "activity.file", "task.file"),
    "tasks": (OF_TASKS,),
}


def of_kind(rows: EntryQuerySet, kind: str) -> EntryQuerySet:
    """Narrow entries down to activities, tasks, notes, mails or files; changes are all others."""
    prefixes = KINDS.get(kind) or tuple(prefix for some in KINDS.values() for prefix in some)
    some = reduce(or_, (Q(fact__startswith=prefix) for prefix in prefixes))
    return rows.filter(some) if kind in KINDS else rows.exclude(some)


def readable_entries(entries: Sequence[Entry], *, by: User, lead: Lead) -> list[ReadableEntry]:
    """Return entries about a lead without what the reader may not know, and none of which nothing is left."""
    strangers, kinds = _strangers(entries, by, lead), fact_kinds()
    private = {name for name, kind in kinds.items() if kind.is_private}
    rows = [
        _private(entry.readable(), by)
        if entry.fact in private
        else _readable(entry.readable(), by, lead, strangers)
        for entry in entries
    ]
    return without_kept((row for row in rows if row is not None), by=by, but=(lead.contact_id,))


def _private(entry: ReadableEntry, by: User) -> ReadableEntry:
    at_home = entry.organisation_id == by.organisation_id
    return without_amounts(with_known_fields(entry, by=by, at_home=at_home), by)


def without_amounts(entry: ReadableEntry, by: User) -> ReadableEntry:
    """Leave the amounts out of an entry that is private to a side, for whoever may not know them."""
    pairs: Mapping[str, Any] = entry.details.get("changes", {})
    hidden = {name for name in pairs if not may_know(by, name)}
    if not hidden:
        return entry
    known = {name: pair for name, pair in pairs.items() if name not in hidden}
    return replace(entry, details={**entry.details, "changes": known})


@cache
def _kept_by_a_side() -> frozenset[str]:
    """Return the facts that one side keeps to itself, unless it shares them, as the rooms declare them at start-up."""
    kinds = (kind for kind in fact_kinds().values() if issubclass(kind, LeadFact))
    return frozenset(kind.name for kind in kinds if kind.stays_with_its_side)


def _readable(entry: ReadableEntry, by: User, lead: Lead, strangers: frozenset[int]) -> ReadableEntry | None:
    visible = _visible(entry, by, lead)
    details = {key: value for key, value in entry.details.items() if field_of(entry, key) in visible}
    if "changes" in entry.details:
        pairs: Mapping[str, Any] = entry.details["changes"]
        details["changes"] = {
            key: pair for key, pair in pairs.items() if key in visible and not _names(key, pair, strangers)
        }
    _leave_out(details, strangers)
    texts = {key: text for key, text in entry.texts.items() if field_of(entry, key) in visible}
    is_empty = not texts and not any(details.values())
    had_something = bool(entry.texts) or any(entry.details.values())
    if is_empty and had_something:
        return None
    return replace(_without_maker(entry, visible), details=details, texts=texts)


def _without_maker(entry: ReadableEntry, visible: frozenset[str]) -> ReadableEntry:
    """Leave out who entered the lead, for whoever may not know it."""
    if entry.fact not in ENTERED or "created_by" in visible:
        return entry
    return replace(entry, actor_id=None, actor_name="")


def _visible(entry: ReadableEntry, by: User, lead: Lead) -> frozenset[str]:
    """Return the fields that a reader may know in an entry; whom a lead went to before is the sender's alone."""
    visible = visible_of(by, lead, doer=entry.organisation_id)
    knows_offers = entry.organisation_id == by.organisation_id or "offers" in visible_to(by, lead)
    return visible | {"offers"} if knows_offers else visible


def field_of(entry: ReadableEntry, key: str) -> str:
    """Return the field of a lead that a detail or a text of an entry is of; nothing if it is of none."""
    if entry.fact in _kept_by_a_side():
        return OPEN if entry.details.get("shared") else "notes"
    if entry.fact in OF_FILES:
        return OPEN if entry.details.get("shared") else "files"
    if entry.fact.startswith(OF_PROCESSES):
        return "steps"
    if entry.fact.startswith(OF_DEMAND):
        return "target_amount" if key.removeprefix(FORMER) in AMOUNT_OF_DEMAND else "demand"
    if entry.fact == LeadRejected.name and key in OF_REJECTION:
        return OF_REJECTION[key]
    if is_own(key):
        return key.removesuffix("_from").removesuffix("_to")
    for name in (key, key.removesuffix("_from").removesuffix("_to")):
        if (field := FIELD_OF.get(name, name)) in NAMES:
            return field
    return ""


def _strangers(entries: Iterable[Entry], by: User, lead: Lead) -> frozenset[int]:
    """Return the contacts named in some entries that the reader may not know."""
    ids = {key for entry in entries for key in _contacts_in(entry.details)}
    rows = Contact.objects.filter(pk__in=ids).only("pk", "organisation_id") if ids else ()
    return frozenset(contact.pk for contact in rows if not knows_contact(by, lead, contact))


def _contacts_in(details: Mapping[str, Any]) -> Iterable[int]:
    pair = details.get("changes", {}).get("contact", ())
    return (key for key in (details.get("company"), details.get("person"), *pair) if isinstance(key, int))


def _names(key: str, pair: Sequence[object], strangers: frozenset[int]) -> bool:
    return key == "contact" and not strangers.isdisjoint(pair)


def _leave_out(details: dict[str, Any], strangers: frozenset[int]) -> None:
    """Take contacts that the reader may not know out of the details, with their roles."""
    for name, role in ROLES.items():
        if details.get(name) in strangers:
            del details[name]
            details.pop(role, None)
