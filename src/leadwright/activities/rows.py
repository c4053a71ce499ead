"""Activities and notes as other systems have them, and whom and what their words mean here; each list is read once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models.functions import Lower

from leadwright.contacts.actions import hold
from leadwright.contacts.drafts import key_elsewhere, without_source
from leadwright.contacts.models import Contact, Email, Kind
from leadwright.foundation.copying import BATCH
from leadwright.leads.models import ActivityKind, Lead
from leadwright.people.models import Organisation, User

NOTE = "note"
CONTACT_KINDS = (Kind.PERSON, Kind.COMPANY)


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """One activity or note: its kind by a code or name, its lead and contact by their keys in the other system.

    Participants are addresses or names, the owner an address and a name. Without `is_done` one that lies behind us is
    done. `source` is that system, `called` says what the other system calls fields.
    """

    number: int
    kind: str = ""
    subject: str = ""
    text: str = ""
    at: datetime | None = None
    end: datetime | None = None
    is_done: bool | None = None
    place: str = ""
    lead: str = ""
    contact: str = ""
    participants: tuple[str, ...] = ()
    owner_name: str = ""
    owner_email: str = ""
    source: str = ""
    called: Mapping[str, str] = field(default_factory=dict)


class Directory:
    """The kinds, users, leads and contacts that rows name."""

    def __init__(self, rows: Sequence[ActivityRow], organisation: Organisation, reader: User | None) -> None:
        self.kinds = _kinds()
        users = User.objects.get_queryset().filter(organisation=organisation, is_active=True)
        self.users = list(users.select_related("unit__group").order_by("pk"))
        self.addresses = {user.email: user for user in self.users}
        self.contacts = _by_key({key for row in rows for key in _keys_of(row)}, organisation)
        words = {word.lower() for row in rows for word in row.participants if "@" in word}
        self.by_address = _by_address(words - self.addresses.keys(), organisation)
        numbers = _numbers({row.lead for row in rows if row.lead}, organisation, reader)
        # Contacts are held before the leads that they are on.
        of_leads = Lead.objects.filter(pk__in=numbers.values()).exclude(contact=None)
        named = {row.pk for row in (*self.contacts.values(), *self.by_address.values())}
        self.blocked = hold({*named, *of_leads.values_list("contact", flat=True)})
        held = Lead.objects.select_for_update(of=("self",)).filter(pk__in=sorted(numbers.values()))
        leads = {lead.pk: lead for lead in held.order_by("pk").select_related("contact")}
        self.leads = {key: leads[number] for key, number in numbers.items()}

    def user(self, email: str, name: str = "") -> User | None:
        """Return the user with an address, else the one who alone has a name."""
        named = [user for user in self.users if name and user.name.casefold() == name.casefold()]
        return self.addresses.get(email.lower()) or (named[0] if len(named) == 1 else None)

    def contact(self, row: ActivityRow) -> Contact | None:
        """Return the contact that a row names by its key: a person before a company."""
        return next((self.contacts[key] for key in _keys_of(row) if key in self.contacts), None)


def _kinds() -> dict[str, ActivityKind]:
    ordered = list(ActivityKind.objects.order_by("is_retired", "position", "pk"))
    data: dict[str, ActivityKind] = {}
    for row in ordered:
        data.setdefault(row.code.casefold(), row)
    for row in ordered:
        for label in row.labels.values():
            data.setdefault(str(label).casefold(), row)
    return data


def _numbers(keys: Collection[str], organisation: Organisation, reader: User | None) -> dict[str, int]:
    """Return the numbers of the leads that were brought in under some keys, as far as the reader may see them."""
    numbers = Lead.objects.brought_in(organisation.pk, sorted(keys))
    rows = Lead.objects.within_reach(reader, "lead.view") if reader else Lead.objects.all()
    there = set(rows.filter(pk__in=numbers.values(), deleted_at=None).values_list("pk", flat=True))
    return {key: number for key, number in numbers.items() if number in there}


def _keys_of(row: ActivityRow) -> list[str]:
    """Return the keys under which the contact of a row may be known: in its system, else before there were systems."""
    keys = [key_elsewhere(kind, row.contact, row.source) for kind in CONTACT_KINDS] if row.contact else []
    return [*keys, *map(without_source, keys)]


def _by_key(keys: Collection[str], organisation: Organisation) -> dict[str, Contact]:
    wanted = sorted(keys)
    rows = Contact.objects.standing().filter(organisation=organisation)
    return {
        row.external_key: row
        for start in range(0, len(wanted), BATCH)
        for row in rows.filter(external_key__in=wanted[start : start + BATCH])
    }


def _by_address(words: Iterable[str], organisation: Organisation) -> dict[str, Contact]:
    """Return the contacts with some addresses; an address that two have is that of none."""
    rows = Email.objects.filter(contact__organisation=organisation, contact__merged_into=None)
    holders: dict[str, list[Contact]] = {}
    standing = rows.filter(contact__erased_at=None).annotate(lower=Lower("address"))
    for row in standing.filter(lower__in=list(words)).select_related("contact"):
        holders.setdefault(row.address.lower(), []).append(row.contact)
    return {address: contacts[0] for address, contacts in holders.items() if len(contacts) == 1}
