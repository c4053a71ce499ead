"""Take in what other systems know of consents, of many contacts at once: a no always, a yes only with its evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from leadwright.consent.deriving import Act, Standing, State, derive
from leadwright.consent.event_input import EARLIEST, LONGEST_EVIDENCE, LONGEST_SOURCE
from leadwright.consent.facts import OF_ACT
from leadwright.consent.models import (
    Confirmation,
    ConsentChannel,
    ConsentPurpose,
    ConsentSender,
    Event,
    EventText,
    Origin,
    Suppression,
    Wording,
)
from leadwright.consent.suppressing import Place, digests_of
from leadwright.contacts.models import Contact
from leadwright.foundation.copying import copy, reserve
from leadwright.foundation.labels import Listed
from leadwright.history.facts import Party
from leadwright.history.record import record_each

FAMILIES = """WITH RECURSIVE family AS (
  SELECT id AS head, id FROM contacts_contact WHERE id = ANY(%s)
  UNION SELECT family.head, row.id FROM contacts_contact row JOIN family ON row.merged_into_id = family.id
) SELECT id, head FROM family"""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A yes as another system has it: since when, to which words, by which channels, for what and for whom."""

    channels: tuple[str, ...]
    at: datetime | None = None
    wording: str = ""
    purposes: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConsentRow:
    """What a row says of a contact; channels, senders and purposes are codes, or names in any language.

    A refusal is of each sender and purpose. `evidence` is the row as it stands in its file.
    """

    contact: Contact
    refused: tuple[str, ...] = ()
    agreed: Agreement | None = None
    source: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentTaken:
    """How many cells of a contact a row refused and allowed, and why some of it was not taken over."""

    refused: int = 0
    agreed: int = 0
    left_out: tuple[str, ...] = ()


@transaction.atomic
def take_in(
    rows: Sequence[ConsentRow], *, by: Party, at: datetime, takes_agreements: bool = True
) -> list[ConsentTaken]:
    """Write into the ledger what rows say of contacts that stand; what stands already is not written again.

    Nothing that comes from elsewhere turns a no into a yes.
    """
    if not rows:
        return []
    ledger = _Ledger({row.contact.pk: row.contact for row in rows}, at)
    writer = _Writer(ledger=ledger, by=by, at=at, takes_agreements=takes_agreements)
    taken = [writer.taken(row) for row in rows]
    writer.store()
    return taken


class _Ledger:
    """How the contacts stand now, cell by cell, and the lists that rows name; each read once."""

    def __init__(self, contacts: dict[int, Contact], at: datetime) -> None:
        pks = sorted(contacts)
        list(
            Contact.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk")
        )
        self.channels = _by_words(ConsentChannel.objects.all())
        self.senders = _by_words(ConsentSender.objects.all())
        self.purposes = _by_words(ConsentPurpose.objects.all())
        rows: tuple[Listed, ...] = (*self.senders.values(), *self.purposes.values())
        self.by_id: dict[tuple[type[Listed], int], Any] = {(type(row), row.pk): row for row in rows}
        self.wordings = {(row.purpose_id, row.text.strip()): row for row in Wording.objects.all()}
        self.heads = _families(pks)
        self.standings = self._standings(contacts, at)

    def _standings(self, contacts: dict[int, Contact], at: datetime) -> dict[int, dict[Place, Standing]]:
        events: dict[int, dict[Place, list[Event]]] = defaultdict(lambda: defaultdict(list))
        for event in Event.objects.filter(contact__in=self.heads).until(at):
            events[self.heads[event.contact_id]][event.cell].append(event)
        refused = _suppressed(contacts)
        return {
            pk: {
                place: derive(
                    (event.payload() for event in events[pk][place]),
                    at=at,
                    suppressed_at=refused[pk].get(place),
                )
                for place in {*events[pk], *refused[pk]}
            }
            for pk in contacts
        }

    def state(self, contact: Contact, place: Place) -> State:
        """Return how a cell of a contact stands."""
        standing = self.standings[contact.pk].get(place)
        return standing.state if standing else State.UNKNOWN

    def note(self, contact: Contact, place: Place, state: State) -> None:
        """Let the rows that follow know what was written."""
        self.standings[contact.pk][place] = Standing(state=state)


@dataclass(kw_only=True)
class _Writer:
    ledger: _Ledger
    by: Party
    at: datetime
    takes_agreements: bool
    events: list[Event] = field(default_factory=list)
    texts: list[EventText] = field(default_factory=list)

    def taken(self, row: ConsentRow) -> ConsentTaken:
        """Note the events that a row makes."""
        before = len(self.events)
        left_out = list(self._refused(row))
        refused = len(self.events) - before
        left_out += self._agreed(row, row.agreed) if row.agreed else []
        agreed = len(self.events) - before - refused
        return ConsentTaken(refused=refused, agreed=agreed, left_out=tuple(left_out))

    def _refused(self, row: ConsentRow) -> Iterator[str]:
        for word in row.refused:
            channel = self.ledger.channels.get(word.casefold())
            if channel is None:
                yield _("there is no channel “{name}”").format(name=word)
                continue
            for place in self._places([channel], self.ledger.senders.values(), self.ledger.purposes.values()):
                if self.ledger.state(row.contact, place) is not State.NO:
                    self._put(row, place, Act.OBJECTED)
                    self.ledger.note(row.contact, place, State.NO)

    def _agreed(self, row: ConsentRow, said: Agreement) -> Iterator[str]:
        channels = _named(said.channels, self.ledger.channels)
        senders = _named(said.senders, self.ledger.senders)
        purposes = _named(said.purposes, self.ledger.purposes)
        if faults := list(self._faults(row, said, (channels, senders, purposes))):
            yield from faults
            return
        for place in self._places(channels, senders, purposes):
            state = self.ledger.state(row.contact, place)
            if state is State.NO:
                words = _("a consent by {channel}: the contact has said no here")
                yield words.format(channel=place[0])
            elif state is not State.YES:
                self._put(row, place, Act.IMPORTED, said)
                self.ledger.note(row.contact, place, State.YES)

    def _faults(self, row: ConsentRow, said: Agreement, named: Sequence[Sequence[Listed]]) -> Iterator[str]:
        if not self.takes_agreements:
            yield _("a consent: you may not record consents")
        if said.at is None or not EARLIEST <= said.at <= self.at:
            yield _("a consent: it has no date in the past")
        if not said.wording:
            yield _("a consent: it does not say to which words")
        if len(row.evidence) + len(said.wording) >= LONGEST_EVIDENCE:
            yield _("a consent: its words are longer than {number} characters").format(
                number=LONGEST_EVIDENCE
            )
        for rows, words, what in zip(
            named,
            (said.channels, said.senders, said.purposes),
            (_("channel"), _("sender"), _("purpose")),
            strict=True,
        ):
            if not words or len(rows) < len({word.casefold() for word in words}):
                yield _("a consent: it names no {what} of the list").format(what=what)

    def _places(
        self, channels: Iterable[Listed], senders: Iterable[Listed], purposes: Iterable[Listed]
    ) -> list[Place]:
        places = ((a.code, b.pk, c.pk) for a in channels for b in senders for c in purposes)
        return list(dict.fromkeys(places))

    def _put(self, row: ConsentRow, place: Place, act: Act, said: Agreement | None = None) -> None:
        wording = self.ledger.wordings.get((place[2], said.wording.strip())) if said else None
        event = Event(
            contact=row.contact,
            channel=place[0],
            sender=self.ledger.by_id[ConsentSender, place[1]],
            purpose=self.ledger.by_id[ConsentPurpose, place[2]],
            act=act.value,
            at=self.at,
            recorded_at=self.at,
            origin=Origin.IMPORT,
            wording=wording,
            evidence_at=said.at if said else None,
            actor_kind=self.by.kind,
            actor_id=self.by.id,
        )
        evidence = "\n".join(filter(None, (row.evidence, said.wording if said else "")))
        self.events.append(event)
        self.texts.append(
            EventText(event=event, source=row.source[:LONGEST_SOURCE], evidence=evidence[:LONGEST_EVIDENCE])
        )

    def store(self) -> None:
        """Write all events, each with its entry; open questions about what is refused run out."""
        for event, text, pk in zip(self.events, self.texts, reserve(Event, len(self.events)), strict=True):
            event.pk = text.event_id = pk
        copy(Event, self.events)
        copy(EventText, self.texts)
        refused = {event.channel: set[int]() for event in self.events if event.act == Act.OBJECTED}
        for event in self.events:
            if event.act == Act.OBJECTED:
                refused[event.channel].add(event.contact_id)
        for channel, heads in refused.items():
            family = [pk for pk, head in self.ledger.heads.items() if head in heads]
            waiting = Confirmation.objects.filter(
                used_at=None, expires_at__gt=self.at, event__channel=channel
            )
            waiting.filter(event__contact__in=family).update(expires_at=self.at)
        record_each(
            OF_ACT[Act(event.act)](
                contact=event.contact,
                event=event,
                source=text.source,
                evidence=text.evidence,
                letter=None,
                by=self.by,
                at=self.at,
            )
            for event, text in zip(self.events, self.texts, strict=True)
        )


def _named(words: Iterable[str], rows: dict[str, Listed]) -> list[Listed]:
    return list({row.pk: row for word in words if (row := rows.get(word.casefold()))}.values())


def _by_words(rows: Iterable[Listed]) -> dict[str, Listed]:
    data: dict[str, Listed] = {}
    for row in rows:
        for word in (row.code, *row.labels.values()):
            data.setdefault(str(word).casefold(), row)
    return data


def _families(pks: list[int]) -> dict[int, int]:
    """Return the contacts that were merged into some contacts, and those themselves, each with the one that stands."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILIES, [pks])
        return dict(cursor.fetchall())


def _suppressed(contacts: dict[int, Contact]) -> dict[int, dict[Place, datetime]]:
    """Return what the addresses and numbers of each contact refused, with the latest moment."""
    fresh = Contact.objects.filter(pk__in=contacts).prefetch_related("emails", "phones")
    digests = {row.pk: digests_of(row) for row in fresh}
    holders: dict[str, list[int]] = defaultdict(list)
    for pk, values in digests.items():
        for digest in values:
            holders[digest].append(pk)
    data: dict[int, dict[Place, datetime]] = {pk: {} for pk in contacts}
    home = {row.organisation_id for row in contacts.values()}
    for row in Suppression.objects.filter(organisation__in=home, digest__in=list(holders)).order_by("at"):
        for pk in holders[row.digest]:
            data[pk][(row.channel, row.sender_id, row.purpose_id)] = row.at
    return data
