"""From translated values to what the rooms take in: people, contacts and drafts of leads; no database."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leadwright.contacts.drafts import ContactDraft
from leadwright.contacts.models import Kind
from leadwright.intake.cells import Assumed, Cells, Unread, Values, notes_of
from leadwright.intake.consent_rows import SaidOfConsent, said_of_consent
from leadwright.intake.contact_fields import PLACES
from leadwright.intake.contact_rows import ColumnNames, columns_called, contacts_in, draft_in, field_of
from leadwright.intake.identities import Identities
from leadwright.intake.mapping import LISTS_OF_A_LEAD, PEOPLE
from leadwright.intake.own_columns import OwnColumns, OwnRead
from leadwright.intake.reading.tables import Line
from leadwright.intake.rows_apart import reasons_apart
from leadwright.intake.translating import Faulty, Translator
from leadwright.people.actions.adopting import Seller

# What a lead keeps only in some states, or whose row may be none: its text may be needed.
MAYBE_UNUSED = ("amount", "deal_value", "completed_at", *PEOPLE)
CALLED = (
    *MAYBE_UNUSED,
    *("source", "category", "deal_segment", "lost_reason", "reason_text", *LISTS_OF_A_LEAD),
    *(f"{kind.value}{place}.role" for kind in Kind for place in PLACES),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GatheredParty:
    """A company and a person that a line names, by their keys, with their roles."""

    company: str = ""
    person: str = ""
    role: str = ""
    person_role: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Whom it names."""
        return tuple(filter(None, (self.person, self.company)))


@dataclass(frozen=True, kw_only=True, slots=True)
class GatheredLine:
    """One line that was read: its key, its values, and whom it names; `texts` are its cells as they stand there."""

    line: Line
    digest: str
    key: str
    values: Values
    seller: Seller | None
    parties: tuple[GatheredParty, ...]
    word: str
    own: OwnRead
    unread: tuple[Unread, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def contact(self) -> str:
        """The key of whom the line is about."""
        return next(iter(self.contacts), "")

    @property
    def contacts(self) -> tuple[str, ...]:
        """The keys of all whom the line names, the contact of its lead first."""
        return tuple(key for party in self.parties for key in party.keys)


@dataclass(frozen=True, kw_only=True)
class FaultyLine:
    """One line that cannot be brought in, and why; one that says what an earlier line said already names that."""

    line: Line
    reason: str
    repeats: int = 0


@dataclass
class Gathered:
    """Whom a file names: people and contacts."""

    sellers: dict[Seller, None] = field(default_factory=dict)
    contacts: dict[str, ContactDraft] = field(default_factory=dict)
    consents: list[SaidOfConsent] = field(default_factory=list)


# The seller and the contacts of a line, and what it says of nobody who is kept.
Named = tuple[Seller | None, tuple[GatheredParty, ...], tuple[Unread, ...]]
NOBODY: tuple[Unread, ...] = ()


class Gatherer:
    """Goes through the lines of a file twice: first for whom they name, then for all that they say."""

    def __init__(self, translator: Translator, own: OwnColumns) -> None:
        self.translator, self.own = translator, own
        self.identities = Identities(translator.source)
        self.gathered = Gathered(contacts=self.identities.drafts)
        # By its key the line that has it.
        self.seen: dict[str, Line] = {}
        self.columns = ColumnNames(translator.sources)
        self.called = columns_called(translator.sources, "", CALLED)
        self.apart = reasons_apart(translator.table, key=translator.key_column)
        self.named: dict[int, Named] = {}

    def look_through(self) -> Iterator[Line]:
        """Gather whom the lines name: what one leaves empty another one fills in."""
        self.own.ask(self.translator.texts_of)
        for name, joined in self.translator.joined.items():
            if joined.beside.brings:
                for values in self.translator.brought_along(name):
                    self._named(values, name, None)
        for line in self.translator.table.lines:
            if line.number not in self.apart:
                with suppress(Faulty):
                    self._look(line)
            yield line
        self.seen.clear()
        self.identities.forget_numbers()
        for joined in self.translator.joined.values():
            joined.repaired.clear()

    def _look(self, line: Line) -> None:
        cells, _digest, key = self._checked(line)
        self.named[line.number] = named = self._named(cells.values, key, line)
        self._own_of(line, cells.values, named[1])
        self.seen[key] = line

    def gather(self) -> Iterator[GatheredLine | FaultyLine]:
        """Return each line as it was read, or why it cannot be; they were looked through before."""
        for line in self.translator.table.lines:
            if line.number in self.apart:
                yield FaultyLine(line=line, reason=self.apart[line.number])
                continue
            try:
                yield self._row(line)
            except Faulty as fault:
                yield FaultyLine(line=line, reason=str(fault), repeats=fault.repeats)

    def _checked(self, line: Line) -> tuple[Cells, str, str]:
        """Return the cells of a line, its digest and its key; raises Faulty where they make no lead."""
        cells, digest = self.translator.cells(line), digest_of(line)
        key = cells.values.get("key") or self._own_key(digest)
        if "status" not in cells.values:
            raise Faulty([_("it has no status")])
        if key in self.seen:
            raise self._repeated(key, digest)
        return cells, digest, key

    def _own_of(self, line: Line, values: Values, parties: tuple[GatheredParty, ...]) -> OwnRead:
        """Read the own fields of a line, and give the contact of the line its own."""
        currency = str(values.get("currency", self.translator.usual.currency))
        own = self.own.read(self.translator.own_texts(line), currency)
        own.give(self.gathered.contacts.get(next((key for party in parties for key in party.keys), "")))
        return own

    def _row(self, line: Line) -> GatheredLine:
        cells, digest, key = self._checked(line)
        values = cells.values
        seller, parties, homeless = self.named.pop(line.number)
        own = self._own_of(line, values, parties)
        self.seen[key] = line
        unread = (*cells.unread, *homeless, *own.unread)
        return GatheredLine(
            line=line,
            digest=digest,
            key=key,
            values=values,
            seller=seller,
            parties=parties,
            word=self.translator.word(line, "status"),
            own=own,
            unread=unread,
            assumed=(*cells.assumed, *own.assumed),
            notes=tuple(notes_of(unread, cells.kept)),
            texts={name: self.translator.said(line, name) for name in MAYBE_UNUSED if name in values},
            called=self.called,
        )

    def _repeated(self, key: str, digest: str) -> Faulty:
        """Return why a key that stood there before is not brought in a second time."""
        former = self.seen[key]
        number = former.number
        if digest == digest_of(former):
            return Faulty([_("it says the same as line {number}").format(number=number)], repeats=number)
        text = _("the key {key} stands on line {number} already")
        return Faulty([text.format(key=key, number=number)])

    def _own_key(self, digest: str) -> str:
        """Return a key for a file that has none; a file that has one must have it on each line."""
        if "key" in self.translator.sources:
            raise Faulty([f"{self.translator.sources['key'].payload}: {_('it is empty')}"])
        return f"line:{digest}"

    def _named(self, values: Values, key: str, line: Line | None) -> Named:
        """Enter whom a line names; returns its seller, its contacts, and what is said of nobody who is kept."""
        seller = _seller(values)
        if seller is not None:
            self.gathered.sellers[seller] = None
        lost: dict[str, str] = {}
        parties = (self._party(values, place, (key, line), lost) for place in PLACES)
        named = tuple(party for party in parties if party.keys)
        return seller, named, tuple(self._unread(lost, values, line)) if lost else NOBODY

    def _party(
        self, values: Values, place: str, origin: tuple[str, Line | None], lost: dict[str, str]
    ) -> GatheredParty:
        named, (key, line) = contacts_in(values, place), origin
        lost |= {name: _("the line names nobody of whom it is said") for name in named.left_over}
        keys: dict[Kind, str] = {}
        for kind in filter(named.has, (Kind.COMPANY, Kind.PERSON)):
            said = named.said[kind]
            company = keys.get(Kind.COMPANY, "")
            draft = draft_in(kind, said, self.columns, place=place, company=company)
            entered = self.identities.put(draft, given=str(said.get("key", "")), line=f"{key}{place}")
            for name in entered.contradicted:
                lost[field_of(kind, name, place)] = _("another line says something else")
            keys[kind] = entered.key
            self._note_consent(said, line, entered.key, f"{kind.value}{place}.")
        roles = {kind: str(named.said[kind].get("role", "")) for kind in Kind}
        return GatheredParty(
            company=keys.get(Kind.COMPANY, ""),
            person=keys.get(Kind.PERSON, ""),
            role=roles[Kind.COMPANY],
            person_role=roles[Kind.PERSON],
        )

    def _note_consent(self, said: Values, line: Line | None, contact: str, prefix: str) -> None:
        consent = said_of_consent(
            said,
            number=line.number if line else 0,
            contact=contact,
            prefix=prefix,
            sources=self.translator.sources,
            text_of=lambda name: self.translator.said(line, name) if line else "",
        )
        if consent is not None:
            self.gathered.consents.append(consent)

    def _unread(self, reasons: dict[str, str], values: Values, line: Line | None) -> Iterator[Unread]:
        """Return what a line says and is kept in no field, as the line has it."""
        return (
            Unread(
                name=name,
                label=self.translator.sources[name].payload,
                text=self.translator.said(line, name) if line else "",
                reason=reason,
            )
            for name, reason in reasons.items()
            if name in values
        )


def _seller(values: Values) -> Seller | None:
    email = str(values.get("owner.email", "")).lower()
    name = values.get("owner.name", "") or email.partition("@")[0]
    if not name:
        return None
    return Seller(name=name, email=email, unit=values.get("unit", ""), group=values.get("group", ""))


def digest_of(line: Line) -> str:
    """Return a short digest of what a line says."""
    text = json.dumps(line.cells)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
