"""How a contact stands at a moment: each cell is derived from the ledger, never kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from leadwright.consent.deriving import Standing, Statement, derive
from leadwright.consent.family import head_of
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender, Event
from leadwright.consent.suppressing import Place, suppressed
from leadwright.contacts.models import Contact
from leadwright.people.models import User


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One channel × sender × purpose of a contact, with the event that its standing rests on."""

    channel: ConsentChannel
    sender: ConsentSender
    purpose: ConsentPurpose
    standing: Standing
    event: Event | None

    @property
    def place(self) -> Place:
        """Where it is: channel, sender and purpose."""
        return (self.channel.code, self.sender.pk, self.purpose.pk)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """All cells of a contact, by purpose, channel and sender, and its events, the oldest first."""

    cells: tuple[Cell, ...]
    events: tuple[Event, ...]

    def cell(self, event: Event) -> Cell:
        """Return the cell that an event belongs to."""
        return next(cell for cell in self.cells if cell.place == event.cell)


def matrix(contact: Contact, *, at: datetime) -> Matrix:
    """Return how a contact stood at a moment, in a number of queries that does not grow."""
    head = head_of(contact)
    events = tuple(Event.objects.about(head.pk).until(at).with_words().in_order())
    standings, by_id = standings_of(head, events, at=at), {event.pk: event for event in events}
    channels, senders, purposes = _axes(standings)
    cells = []
    for purpose in purposes:
        for channel in channels:
            for sender in senders:
                standing = standings.get((channel.code, sender.pk, purpose.pk), Standing())
                event = by_id.get(standing.event or 0)
                cells.append(
                    Cell(channel=channel, sender=sender, purpose=purpose, standing=standing, event=event)
                )
    return Matrix(cells=tuple(cells), events=events)


def _axes(
    places: Iterable[Place],
) -> tuple[list[ConsentChannel], list[ConsentSender], list[ConsentPurpose]]:
    """Return the channels, senders and purposes there are; what is retired only where something stands."""
    used = [set(keys) for keys in zip(*places, strict=True)] or [set(), set(), set()]
    return (
        [row for row in ConsentChannel.objects.all() if not row.is_retired or row.code in used[0]],
        [row for row in ConsentSender.objects.all() if not row.is_retired or row.pk in used[1]],
        [row for row in ConsentPurpose.objects.all() if not row.is_retired or row.pk in used[2]],
    )


def standings_of(head: Contact, events: Iterable[Event], *, at: datetime) -> dict[Place, Standing]:
    """Return the standing of each cell that events or the list of suppressions speak of."""
    data: defaultdict[Place, list[Statement]] = defaultdict(list)
    for event in events:
        data[event.cell].append(event.payload())
    refused = suppressed(head)
    return {
        place: derive(data[place], at=at, suppressed_at=refused.get(place)) for place in {*data, *refused}
    }


def standing_in(contact: Contact, place: Place, *, at: datetime) -> Standing:
    """Return the standing of one cell, given by channel and the ids of sender and purpose."""
    head = head_of(contact)
    channel, sender, purpose = place
    events = Event.objects.about(head.pk).filter(channel=channel, sender=sender, purpose=purpose)
    refused = suppressed(head).get(place)
    return derive((event.payload() for event in events), at=at, suppressed_at=refused)


def state(contact: Contact, *, channel: str, sender: str, purpose: str, at: datetime) -> Standing:
    """Return the standing of one cell, named by its codes; a code that nobody knows was never agreed to."""
    sender_id = ConsentSender.objects.filter(code=sender).values_list("pk", flat=True).first()
    purpose_id = ConsentPurpose.objects.filter(code=purpose).values_list("pk", flat=True).first()
    if sender_id is None or purpose_id is None:
        return Standing()
    return standing_in(contact, (channel, sender_id, purpose_id), at=at)


def actors(events: Iterable[Event]) -> dict[int, str]:
    """Return the names of the users who wrote events."""
    ids = {event.actor_id for event in events if event.actor_kind == "user" and event.actor_id}
    rows = User.objects.get_queryset().filter(pk__in=ids) if ids else User.objects.none()
    return dict(rows.values_list("pk", "name"))
