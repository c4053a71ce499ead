"""A contact's consents as its page tells them: the matrix in words and shapes, and the ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leadwright.consent.deriving import Act, State
from leadwright.consent.facts import label_of, wording_in_words
from leadwright.consent.matrix import Cell, Matrix, actors, matrix
from leadwright.consent.models import Event, Origin
from leadwright.contacts.models import Contact
from leadwright.foundation import local
from leadwright.history.lines import Change, Line, Tone
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.parts.history import HistoryItem, history_item

LATEST = 50
STATES = {
    State.YES: (gettext_noop("Yes"), "won", "check"),
    State.NO: (gettext_noop("No"), "lost", "close"),
    State.UNKNOWN: (gettext_noop("Unknown"), "", "minus"),
    State.AWAITING: (gettext_noop("Awaiting confirmation"), "pending", "clock"),
}
ACTS: dict[Act, tuple[str, Tone, str]] = {
    Act.GIVEN: (gettext_noop("Given"), "good", "check"),
    Act.CONFIRMED: (gettext_noop("Confirmed"), "good", "check"),
    Act.WITHDRAWN: (gettext_noop("Withdrawn"), "bad", "close"),
    Act.OBJECTED: (gettext_noop("Objected"), "bad", "close"),
    Act.EXPIRED: (gettext_noop("Expired"), "warn", "clock"),
    Act.IMPORTED: (gettext_noop("Imported"), "", "inflow"),
}

ASKED: tuple[str, Tone, str] = (gettext_noop("Asked to confirm"), "", "mailbox")


@dataclass(frozen=True, kw_only=True)
class ConsentCell:
    """One cell: its state in words, tone and shape, since when, by what, and where it is changed."""

    word: str
    tone: str
    icon: str
    sender: str
    since: str = ""
    origin: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentRow:
    """One channel with a cell for each sender."""

    channel: str
    cells: tuple[ConsentCell, ...]


@dataclass(frozen=True, kw_only=True)
class PurposeTable:
    """One purpose with a row for each channel."""

    label: str
    code: str
    senders: tuple[str, ...]
    rows: tuple[ConsentRow, ...]


@dataclass(frozen=True, kw_only=True)
class ConsentMatrix:
    """All consents of a contact at a moment."""

    purposes: tuple[PurposeTable, ...]
    events: tuple[HistoryItem, ...]
    more: int
    may_write: bool
    proof: str = ""
    write: str = ""


def may_write(contact: Contact, by: User) -> bool:
    """Tell whether somebody keeps the consents of a contact: its owner does, others read the states."""
    return contact.organisation_id == by.organisation_id and may(by, "contact.consent")


def consent_matrix(contact: Contact, *, by: User, at: datetime, now: datetime) -> ConsentMatrix:
    """Return the consents of a contact as they stood at a moment."""
    result, writable = matrix(contact, at=at), may_write(contact, by)
    own = contact.organisation_id == by.organisation_id
    channels = {cell.channel.code: cell.channel.label for cell in result.cells}
    teller = _Teller(actors(result.events), channels, writable, own, contact.pk, now)
    latest = result.events[::-1][:LATEST]
    return ConsentMatrix(
        purposes=tuple(teller.purposes(result)),
        events=tuple(teller.item(row) for row in latest),
        more=max(len(result.events) - LATEST, 0),
        may_write=writable,
        proof=reverse("contact-consents-proof", args=[contact.pk]) if writable else "",
        write=reverse("contact-consents-write", args=[contact.pk]) if writable else "",
    )


@dataclass(frozen=True)
class _Teller:
    """Tells cells and events in the reader's words."""

    names: Mapping[int, str]
    channels: Mapping[str, str]
    writable: bool
    own: bool
    contact_id: int
    now: datetime

    def purposes(self, result: Matrix) -> list[PurposeTable]:
        data = []
        for purpose, of_purpose in groupby(result.cells, key=lambda cell: cell.purpose):
            rows = [
                ConsentRow(channel=channel.label, cells=tuple(self.cell(cell) for cell in cells))
                for channel, cells in groupby(of_purpose, key=lambda cell: cell.channel)
            ]
            senders = tuple(cell.sender for cell in rows[0].cells) if rows else ()
            data.append(
                PurposeTable(label=purpose.label, code=purpose.code, senders=senders, rows=tuple(rows))
            )
        return data

    def cell(self, cell: Cell) -> ConsentCell:
        word, tone, icon = STATES[cell.standing.state]
        since = cell.standing.since
        return ConsentCell(
            word=_("No, suppressed") if cell.standing.is_suppressed else _(word),
            tone=tone,
            icon=icon,
            sender=cell.sender.label,
            since=local.day(since),
            origin=self.origin(cell.event) if cell.event else "",
            href=self._address(cell) if self.writable else "",
        )

    def _address(self, cell: Cell) -> str:
        place = {"channel": cell.channel.code, "sender": cell.sender.code, "purpose": cell.purpose.code}
        return f"{reverse('contact-consents-write', args=[self.contact_id])}?{urlencode(place)}"

    def origin(self, event: Event) -> str:
        """Return where an event came from: the own words of who wrote it, else who brought it."""
        if self.own and event.source:
            return event.source
        return self.actor(event)

    def actor(self, event: Event) -> str:
        if event.origin == Origin.PERSON:
            return _("the person, by the link in a mail")
        name = self.names.get(event.actor_id or 0, "") if self.own else ""
        if event.origin == Origin.IMPORT:
            return _("import") + (f" · {name}" if name else "")
        return name or _("a colleague")

    def item(self, event: Event) -> HistoryItem:
        word, tone, icon = ASKED if event.awaits_until else ACTS[Act(event.act)]
        line = Line(
            icon=icon,
            tone=tone,
            title=f"{_(word)}: {event.purpose.label} · {self.channels[event.channel]} · {event.sender.label}",
            changes=tuple(self._words(event)),
            note=event.evidence if self.own else "",
        )
        return history_item(line, who=self.actor(event), when=event.at, at=self.now)

    def _words(self, event: Event) -> Iterator[Change]:
        wording = event.wording
        words = {
            "source": event.source if self.own else "",
            "wording": wording_in_words(wording.version, wording.language) if wording else "",
            "awaits_until": local.moment(event.awaits_until),
            "evidence_at": local.moment(event.evidence_at),
        }
        for name, text in words.items():
            if text:
                yield Change(field=name, label=label_of(name), after=text)
