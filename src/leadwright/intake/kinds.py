"""What a row of a file can be beside a lead: who reads it, and who takes it in; its fields are in `kind_fields.py`."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from leadwright.activities import actions as activities
from leadwright.contacts import taking_in as contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.taking_in import Taken
from leadwright.history.facts import Party
from leadwright.intake.consent_rows import SaidOfConsent
from leadwright.intake.consenting import write_consents
from leadwright.intake.contact_gathering import ContactGatherer
from leadwright.intake.kind_gathering import gather_activities, gather_products, gather_users
from leadwright.intake.kind_rows import KindRows
from leadwright.intake.own_columns import OwnColumns
from leadwright.intake.translating import Translator
from leadwright.leads.actions import taking_products as products
from leadwright.people.actions import taking_in as users
from leadwright.people.models import Organisation, User

CONSENT = "consent"
Gather = Callable[[Translator, OwnColumns], KindRows[Any]]
TakeIn = Callable[..., list[Taken]]


@dataclass(frozen=True, kw_only=True)
class RowKind:
    """A kind of row: what reads the lines of a file as such rows, and what takes these in."""

    gather: Gather
    take_in: TakeIn


def _contacts(translator: Translator, own: OwnColumns) -> KindRows[contacts.ContactRow]:
    return ContactGatherer(translator, own).gather()


KINDS: Mapping[str, RowKind] = {
    "contacts": RowKind(gather=_contacts, take_in=contacts.take_in),
    "companies": RowKind(gather=_contacts, take_in=contacts.take_in),
    "products": RowKind(gather=gather_products, take_in=products.take_in),
    "users": RowKind(gather=gather_users, take_in=users.take_in),
    "activities": RowKind(gather=gather_activities, take_in=activities.take_in),
}


@transaction.atomic
def take_in(
    kind: str,
    rows: Sequence[Any],
    consents: Sequence[SaidOfConsent],
    *,
    file: str,
    organisation: Organisation,
    by: User | Party,
    at: datetime,
) -> list[Taken]:
    """Take in some rows of a kind; returns what became of each.

    What their lines say of consents goes into the ledger with the file as evidence.
    """
    taken = KINDS[kind].take_in(rows, organisation=organisation, by=by, at=at)
    if not consents:
        return taken
    ids = {
        draft.key: thing.id
        for row, result in zip(rows, taken, strict=True)
        for draft, thing in zip(row.contacts, result.named, strict=True)
    }
    rows_by_id = Contact.objects.in_bulk(ids.values())
    contacts_by_key = {key: rows_by_id[pk] for key, pk in ids.items()}
    figures = write_consents(consents, contacts_by_key, file=file, by=by, at=at)
    reasons: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, reason in figures.left_out:
        reasons[number].append((CONSENT, reason))
    return [replace(row, left_out=(*row.left_out, *reasons[row.number])) for row in taken]
