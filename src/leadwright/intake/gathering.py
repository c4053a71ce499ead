"""From translated values to what the rooms take in: people, contacts and drafts of leads; no database."""

import hashlib
import json
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.adopting import ContactDraft
from leadwright.contacts.channels import NotAChannel, clean_email, clean_phone
from leadwright.contacts.models import Contact, Kind
from leadwright.foundation.money import Money, NotMoney, parse_money
from leadwright.foundation.naming import field_in_words
from leadwright.foundation.text import sort_key
from leadwright.intake.mapping import OF_A_CONTACT
from leadwright.intake.own_columns import OwnColumns, OwnRead
from leadwright.intake.tables import Line
from leadwright.intake.translating import Faulty, Translator, Values
from leadwright.leads.actions.adopting import LeadDraft
from leadwright.leads.fields import IMPORT
from leadwright.leads.states import FINAL, Qualification, State
from leadwright.people.actions.adopting import Seller
from leadwright.people.models import User

# What a draft names by itself or works out from several values; all other fields come with it as they were read.
WORKED_OUT = ("status", "qualification", "comment", "target_amount", "deal_value")
NAMED = frozenset(part.name for part in dataclass_fields(LeadDraft))
COPIED = tuple(field.name for field in IMPORT if field.name not in WORKED_OUT)
LONGEST_KEY = 200
NAMES_OF = {kind: [(f"{kind.value}.{name}", name) for name in OF_A_CONTACT] for kind in Kind}


@dataclass(frozen=True, kw_only=True)
class GatheredLine:
    """One line that was read: its key, its values, and whom it names."""

    line: Line
    digest: str
    key: str
    values: Values
    seller: Seller | None
    contact: str
    word: str
    own: OwnRead
    notes: tuple[str, ...] = ()


@dataclass
class Gathered:
    """All that a file holds: lines that were read, lines that were not, and the people and contacts named."""

    rows: list[GatheredLine] = field(default_factory=list)
    faults: list[tuple[Line, str]] = field(default_factory=list)
    sellers: dict[Seller, None] = field(default_factory=dict)
    contacts: dict[str, ContactDraft] = field(default_factory=dict)


class Gatherer:
    """Goes through the lines of a file once."""

    def __init__(self, translator: Translator, own: OwnColumns, *, country: str, currency: str) -> None:
        self.translator, self.country, self.currency = translator, country, currency
        self.own = own
        self.gathered = Gathered()
        self.seen: dict[str, int] = {}

    def gather(self) -> Gathered:
        """Return what the file and those beside it hold; a line that cannot be read is told with its reason."""
        self.own.ask(self.translator.texts_of)
        for name, joined in self.translator.joined.items():
            if joined.beside.brings:
                for values in self.translator.brought_along(name):
                    self._named(values, [])
        for line in self.translator.table.lines:
            try:
                self.gathered.rows.append(self._row(line))
            except Faulty as fault:
                self.gathered.faults.append((line, str(fault)))
        return self.gathered

    def _row(self, line: Line) -> GatheredLine:
        values = self.translator.values(line)
        digest = digest_of(line)
        key = values.get("key") or self._own_key(digest)
        if "status" not in values:
            raise Faulty([_("it has no status")])
        if key in self.seen:
            text = _("the key {key} stands on line {number} already")
            raise Faulty([text.format(key=key, number=self.seen[key])])
        self._check_amounts(values)
        notes: list[str] = []
        seller, contact = self._named(values, notes)
        own = self.own.read(self.translator.own_texts(line), str(values.get("currency", self.currency)))
        own.give(self.gathered.contacts.get(contact))
        self.seen[key] = line.number
        return GatheredLine(
            line=line,
            digest=digest,
            key=key,
            values=values,
            seller=seller,
            contact=contact,
            word=self.translator.word(line, "status"),
            own=own,
            notes=(*notes, *own.notes),
        )

    def _own_key(self, digest: str) -> str:
        """Return a key for a file that has none; a file that has one must have it on each line."""
        if "key" in self.translator.sources:
            raise Faulty([f"{self.translator.sources['key'].payload}: {_('it is empty')}"])
        return f"line:{digest}"

    def _check_amounts(self, values: Values) -> None:
        currency = str(values.get("currency", self.currency)).upper()
        for name in ("amount", "target_amount", "deal_value"):
            if name in values:
                values[name] = _money(values[name], currency)

    def _named(self, values: Values, notes: list[str]) -> tuple[Seller | None, str]:
        seller = _seller(values)
        if seller is not None:
            self.gathered.sellers[seller] = None
        company = self._contact(Kind.COMPANY, values, notes)
        person = self._contact(Kind.PERSON, values, notes, company=company)
        return seller, person or company

    def _contact(self, kind: Kind, values: Values, notes: list[str], *, company: str = "") -> str:
        own = {name: values[data] for data, name in NAMES_OF[kind] if data in values}
        name = own.pop("name", "") or own.get("email", "")
        if not name:
            return ""
        given_key = own.pop("key", "")
        country = own.get("country") or values.get("company.country") or self.country
        own["email"] = _channel(own.get("email", ""), clean_email, notes)
        own["phone"] = _channel(own.get("phone", ""), lambda text: clean_phone(text, country=country), notes)
        key = _contact_key(kind, given_key, name, own["email"] or own["phone"])
        draft = ContactDraft(key=key, kind=kind, name=name, company=company, **own)
        self.gathered.contacts.setdefault(key, draft)
        return key


def _seller(values: Values) -> Seller | None:
    email = str(values.get("owner.email", "")).lower()
    name = values.get("owner.name", "") or email.partition("@")[0]
    if not name:
        return None
    try:
        address = clean_email(email) if email else ""
    except NotAChannel as fault:
        raise Faulty([f"{field_in_words('email')}: {fault}"]) from fault
    return Seller(name=name, email=address, unit=values.get("unit", ""), group=values.get("group", ""))


def _channel(text: str, clean: Any, notes: list[str]) -> str:
    """Return a clean channel; one that cannot be used is kept as a note, and the lead comes in all the same."""
    try:
        return str(clean(text)) if text else ""
    except NotAChannel:
        notes.append(text)
        return ""


def _contact_key(kind: Kind, given: str, name: str, channel: str) -> str:
    """Return by what a contact is known again: its own key, else its name, and for a person a channel."""
    if given:
        return f"{kind.value}#{given}"[:LONGEST_KEY]
    parts = [kind.value, sort_key(name)] + ([channel] if kind is Kind.PERSON and channel else [])
    return ":".join(parts)[:LONGEST_KEY]


@lru_cache(maxsize=65_536)
def _amount(amount: Decimal, currency: str) -> Money:
    return parse_money(amount, currency)


def _money(amount: Decimal, currency: str) -> Money:
    try:
        return _amount(amount, currency)
    except NotMoney as fault:
        raise Faulty([f"{amount} {currency}: {fault}"]) from fault


def digest_of(line: Line) -> str:
    """Return a short digest of what a line says."""
    text = json.dumps(line.cells)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def draft_of(
    result: GatheredLine, *, states: dict[str, str], owner: User | None, contact: Contact | None
) -> LeadDraft:
    """Return the draft of a lead; an amount is the deal's once the lead is closed, else what is aimed at."""
    values = result.values
    is_closed = states.get(values["status"]) in (State.WON, State.LOST)
    copied = {name: values[name] for name in COPIED if name in values}
    amount = values.get("amount")
    if states.get(values["status"]) not in FINAL:
        copied.pop("completed_at", None)
    return LeadDraft(
        key=result.key,
        status=values["status"],
        qualification=values.get("qualification", Qualification.NONE.value),
        comment="\n".join(filter(None, [values.get("comment", ""), *result.notes])),
        owner=owner,
        contact=contact,
        target=values.get("target_amount") or (None if is_closed else amount),
        deal=(values.get("deal_value") or amount) if is_closed else None,
        has_unread=bool(result.own.unread),
        more={name: value for name, value in copied.items() if name not in NAMED}
        | ({"own_fields": result.own.lead} if result.own.lead else {}),
        **{name: value for name, value in copied.items() if name in NAMED},
    )
