"""Compare each erasure in history with its receipt, and each receipt with the journal outside the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from django.conf import settings

from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.history.verifying import ERASURE
from leadwright.privacy import journal
from leadwright.privacy.models import Receipt

PLACE = "history"
Key: TypeAlias = "tuple[int, datetime]"


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """An erasure that is told of in one place and not in another: which row, and what is missing."""

    row: str
    kind: str

    def __str__(self) -> str:
        return f"{self.row}: {self.kind}"


def compare() -> list[Unmatched]:
    """Return the erasures that have no counterpart: in history, among the receipts, or in the journal."""
    receipts = list(Receipt.objects.order_by("pk"))
    return [*_of_history(receipts), *_of_journal(receipts)]


def _of_history(receipts: list[Receipt]) -> Iterator[Unmatched]:
    """A receipt vouches for one entry alone, and for as many erased entries as it counted."""
    open_receipts: dict[Key, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        open_receipts[min(receipt.contacts, default=0), receipt.at].append(receipt)
    for entry in Entry.objects.filter(fact=ERASURE).order_by("pk").iterator():
        candidates = open_receipts[entry.subject_id, entry.by_clock or entry.at]
        fitting = next((receipt for receipt in candidates if _fits(receipt, entry)), None)
        if fitting is None:
            yield Unmatched(row=f"entry {entry.pk}", kind="an erasure without a receipt")
        else:
            candidates.remove(fitting)
    for receipt in (receipt for rows in open_receipts.values() for receipt in rows):
        yield Unmatched(row=f"receipt {receipt.pk}", kind="history does not tell of this erasure")


def _fits(receipt: Receipt, entry: Entry) -> bool:
    erased = entry.details.get("entries", ())
    return receipt.counts.get(PLACE, len(erased)) == len(erased)


def _of_journal(receipts: list[Receipt]) -> Iterator[Unmatched]:
    target = Path(settings.ERASURES)
    if not target.exists():
        if receipts:
            yield Unmatched(row=str(target), kind="the journal of erasures is not there")
        return
    with target.open(errors="replace") as file:
        lines = [line for line in journal.read(file) if isinstance(line, journal.Erasure)]
    yield from _missing_in_journal(receipts, lines)
    yield from _missing_in_database(receipts, lines)


def _missing_in_journal(receipts: list[Receipt], lines: Iterable[journal.Erasure]) -> Iterator[Unmatched]:
    known: dict[journal.Occasion, bool] = {}
    for line in lines:
        known[line.occasion] = line.is_late and known.get(line.occasion, True)
    for receipt in receipts:
        is_late = known.get(journal.occasion_of(receipt))
        if is_late is None:
            yield Unmatched(row=f"receipt {receipt.pk}", kind="the journal does not tell of this erasure")
        elif is_late:
            kind = "it was written into the journal afterwards, and nobody confirmed it there"
            yield Unmatched(row=f"receipt {receipt.pk}", kind=kind)


def _missing_in_database(receipts: list[Receipt], lines: Iterable[journal.Erasure]) -> Iterator[Unmatched]:
    """What a restored backup did not know of is no fault once the people in it were erased again."""
    known = {journal.occasion_of(receipt) for receipt in receipts}
    erased = {pk for receipt in receipts for pk in receipt.contacts}
    for line in lines:
        if line.occasion not in known and _standing(line, but=erased):
            yield Unmatched(
                row=f"line {line.number} of the journal", kind="the database does not hold this erasure"
            )


def _standing(line: journal.Erasure, *, but: set[int]) -> bool:
    rows = Contact.objects.filter(pk__in=set(line.made) - but).values_list("pk", "created_at")
    return any(made == line.made[pk] for pk, made in rows)
