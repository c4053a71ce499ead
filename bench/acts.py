"""The acts that are measured: what the product is sent, and the values of the statement that leaves the same rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from django.db.models import Count, QuerySet

from bench.cast import Person, people
from bench.figures import SALES, Figure, Ids, Maker, Turn, ids_in_rows
from bench.generating import World
from bench.processing import give_processes
from leadwright.contacts.matching import Record
from leadwright.contacts.matching.tolerance import keys_of, rests, words_of
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.foundation.text import sort_key
from leadwright.leads import actions
from leadwright.leads.models import Lead, LeadType, Source, Status
from leadwright.people.models import User
from leadwright.tasks.models import Task

TOGETHER = 100
NEXT_STEP = {
    "deliverable": "The offer was presented; questions and objections are noted.",
    "instructions": "Present the offer to those who decide. Note what they ask and what they doubt.",
}
HASH = "0123456789abcdef" * 4
NEW = {"type": "partner-lead", "description": "measured", "source": "website"}
MAIL = {
    "subject": "You own a lead: L-100000",
    "text": "Hello,\n" + "Somebody made you the owner of this lead.\n" * 6,
    "html": "<!doctype html>\n<html lang='en'><body>\n"
    + "<p>Somebody made you the owner of this lead.</p>\n" * 12
    + "</body></html>",
}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two leads of the same kind: one for the product, one for the bare side."""

    ours: Lead
    theirs: Lead


class Acts:
    """Makes what the acts are about, before anything is timed."""

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.ann, *_ = people("portal-writer", 1)
        self.vera, *_ = people("lead-distributor", 1)
        self.world = World(99)
        self.type, self.source = (
            LeadType.objects.get(code=NEW["type"]),
            Source.objects.get(code=NEW["source"]),
        )

    def figures(self) -> list[Maker]:
        """Return the acts by name; each is made ready when it is its turn."""
        return [
            ("create", "", self.create),
            ("create_known", "", self.create_known),
            ("accept", "", self.accept),
            ("start", "", self.start),
            ("patch", "", self.patch),
            ("bulk", "", self.bulk),
        ]

    def of_sales(self) -> list[Maker]:
        """Return the acts on leads that have a process."""
        return [("complete", SALES, self.complete)]

    def complete(self) -> Figure:
        """Complete a step of a process: its task is done, and the next one is made."""
        give_processes()
        mine = Task.objects.filter(owner=self.ann.user, step="offer", state="OPEN", process__isnull=False)
        pairs = list(_of_one_clock(mine))[: self.turns]
        today = now().date().isoformat()

        def turn(number: int) -> Turn:
            ours, theirs = pairs[number]
            data = {"results": "The offer is sent.", "completed_on": today}
            ask = self.ann.call(f"/tasks/{ours['pk']}/complete", method="POST", data=data)
            values = {"task": theirs["pk"], "process": theirs["process"], "lead": theirs["lead_id"]} | data
            made = self._values(self.ann, subject="Presentation", instructions=NEXT_STEP["instructions"])
            done = self._values(self.ann, subject="Offer", results=data["results"])
            return Turn(ask=ask, values=done | values | NEXT_STEP | {"made_texts": made["texts"]})

        return replace(self._figure("complete", turn, ids=_lead_of_task), group=SALES)

    def create(self) -> Figure:
        """Enter a lead with a new contact."""
        drawn = [(self.world.somebody(), self.world.somebody()) for _ in range(self.turns)]
        status = Status.objects.get(code="new")

        def turn(number: int) -> Turn:
            ours, theirs = drawn[number]
            contact = {"kind": ours.kind, "name": ours.name, "email": ours.emails[0], "phone": ours.phones[0]}
            contact |= (
                {"given_name": ours.given_name, "family_name": ours.family_name}
                if ours.kind == "person"
                else {}
            )
            ask = self.vera.call("/leads", method="POST", data=NEW | {"contact": contact})
            return Turn(ask=ask, values=self._values(self.vera) | self._new(status) | _written(theirs))

        return self._figure("create", turn)

    def create_known(self) -> Figure:
        """Enter a lead of a contact that is known."""
        status = Status.objects.get(code="new")
        known = Contact.objects.filter(organisation=self.vera.user.organisation_id, leads=None).order_by(
            "-pk"
        )
        chosen = list(known[: 2 * self.turns])

        def turn(number: int) -> Turn:
            ours, theirs = chosen[2 * number], chosen[2 * number + 1]
            data = NEW | {"contact": {"id": ours.pk}, "confirm_new": True}
            values = {
                "contact": theirs.pk,
                "kind": theirs.kind,
                "sort_name": theirs.sort_name,
                "search": theirs.search,
            }
            ask = self.vera.call("/leads", method="POST", data=data)
            return Turn(ask=ask, values=self._values(self.vera) | self._new(status) | values)

        return self._figure("create_known", turn)

    def accept(self) -> Figure:
        """Accept an offered lead."""
        pairs = self._pairs(self._offered)

        def turn(number: int) -> Turn:
            ask = self.ann.call(f"/leads/{pairs[number].ours.pk}/accept", method="POST", data={})
            return Turn(ask=ask, values=self._values(self.ann) | MAIL | {"lead": pairs[number].theirs.pk})

        return self._figure("accept", turn)

    def start(self) -> Figure:
        """Begin work on an accepted lead."""
        pairs = self._pairs(self._accepted)
        status = Status.objects.get(code="in-contact")

        def turn(number: int) -> Turn:
            ask = self.ann.call(f"/leads/{pairs[number].ours.pk}/start", method="POST", data={})
            return Turn(
                ask=ask,
                values=self._values(self.ann) | {"lead": pairs[number].theirs.pk, "status": status.pk},
            )

        return self._figure("start", turn)

    def patch(self) -> Figure:
        """Change the description and the amount of a lead."""
        pairs = self._pairs(self._accepted)
        texts = {"description_from": "measured", "description_to": "measured anew"}

        def turn(number: int) -> Turn:
            pair, amount = pairs[number], f"{1200 + number}.00"
            data = {"description": "measured anew", "target_amount": {"amount": amount, "currency": "EUR"}}
            ask = self.ann.call(
                f"/leads/{pair.ours.pk}", method="PATCH", data=data, version=pair.ours.version
            )
            more = {
                "lead": pair.theirs.pk,
                "version": pair.theirs.version,
                "amount": amount,
                "description": "measured anew",
            }
            return Turn(ask=ask, values=self._values(self.ann, **texts) | more)

        return self._figure("patch", turn)

    def bulk(self) -> Figure:
        """Give a hundred leads another owner, to and fro between two of the unit."""
        user = self.ann.user
        unit = (
            User.objects.active()
            .filter(unit=user.unit_id, profiles__code="portal-writer")
            .exclude(pk=user.pk)
        )
        mates = list(unit.annotate(leads=Count("owned_leads")).order_by("leads", "pk")[:2])
        seen = Lead.objects.within_reach(user, "lead.assign").open().filter(group=user.group_id)
        seen = seen.filter(qualification="OPPORTUNITY", acceptance="ACCEPTED", next_due_kind="complete")
        # What has that owner already is no change, and leaves nothing behind.
        seen = seen.exclude(owner=mates[0])
        rows = list(
            seen.order_by("status", "next_due_kind", "pk").values_list("pk", flat=True)[: 2 * TOGETHER]
        )
        ours, theirs = rows[: len(rows) // 2 * 2 : 2], rows[1::2]

        def turn(number: int) -> Turn:
            owner = mates[number % 2]
            data = {"verb": "assign", "leads": ours, "data": {"owner": owner.email}}
            values = {"leads": theirs, "owner": owner.pk, "owner_unit": owner.unit_id}
            return Turn(
                ask=self.ann.call("/leads/bulk", method="POST", data=data),
                values=self._values(self.ann) | MAIL | values,
            )

        return self._figure("bulk", turn, ids=_done_together)

    def _figure(
        self, name: str, turn: Callable[[int], Turn], ids: Callable[[bytes], Ids] | None = None
    ) -> Figure:
        return Figure(name=name, turn=turn, ids=ids or _number, rows=ids_in_rows, writes=True)

    def _new(self, status: Status) -> dict[str, object]:
        return {
            "type": self.type.pk,
            "status": status.pk,
            "source": self.source.pk,
            "description": NEW["description"],
        }

    def _values(self, person: Person, **texts: str) -> dict[str, object]:
        """Return who acts, and what stands in history beside the entry."""
        written = texts | {"actor_name": person.user.name, "subject_name": "Measured"}
        fields = [{"field": field, "value": value} for field, value in written.items()]
        digests = orjson.dumps(dict.fromkeys(written, HASH)).decode()
        return person.place | {"texts": orjson.dumps(fields).decode(), "digests": digests, "hash": HASH}

    def _pairs(self, make: Callable[[], Lead]) -> list[Pair]:
        return [Pair(ours=make(), theirs=make()) for _ in range(self.turns)]

    def _offered(self) -> Lead:
        somebody = self.world.somebody()
        contact = {"kind": somebody.kind, "name": somebody.name, "email": somebody.emails[0]}
        contact |= (
            {"given_name": somebody.given_name, "family_name": somebody.family_name}
            if somebody.kind == "person"
            else {}
        )
        lead = actions.create(NEW | {"contact": contact}, by=self.vera.user, at=now())
        return actions.offer(lead.pk, by=self.vera.user, at=now(), unit=self.ann.user.unit_id)

    def _accepted(self) -> Lead:
        return actions.accept(self._offered().pk, by=self.ann.user, at=now())


def _written(record: Record) -> dict[str, object]:
    """Return the columns of a new contact, and what it is found by."""
    email, phone = record.emails[0], record.phones[0]
    words = [{"word": word, "rests": list(rests(word))} for word in words_of(record)]
    return {
        "kind": record.kind,
        "name": record.name,
        "given_name": record.given_name,
        "family_name": record.family_name,
        "email": email,
        "phone": phone,
        "sort_name": sort_key(record.name),
        "search": sort_key(f"{record.name} {email} {phone}"),
        "keys": keys_of(record),
        "words": orjson.dumps(words).decode(),
    }


def _lead_of_task(body: bytes) -> Ids:
    return [orjson.loads(body)["lead"]]


def _number(body: bytes) -> Ids:
    return [orjson.loads(body)["number"]]


def _done_together(body: bytes) -> Ids:
    return [row["number"] for row in orjson.loads(body)["results"] if row["done"]]


def _of_one_clock(tasks: QuerySet[Task]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Return tasks by twos, of leads with the same next clock: only then do both sides leave the same."""
    rows = tasks.order_by("lead__next_due_kind", "pk").values(
        "pk", "process", "lead_id", "lead__next_due_kind"
    )
    for _clock, some in groupby(rows, key=itemgetter("lead__next_due_kind")):
        left = iter(some)
        yield from zip(left, left, strict=False)
