"""Read the whole log again and name what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leadwright.history.hashing import GENESIS, content_hash, seal_hash, value_digest
from leadwright.history.models import Entry, Seal, Value
from leadwright.history.sealing import Anchor, last_anchor

BATCH = 2_000
SEALED_WITHIN = timedelta(minutes=1)
BACK_DATED_AFTER = timedelta(hours=1)
ERASURE = "person.erased"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that does not fit: where in the chain, which entry, and what is wrong."""

    position: int | None
    entry: int | None
    kind: str
    note: str = ""

    def __str__(self) -> str:
        place = "after the seals" if self.position is None else f"position {self.position}"
        entry = f", entry {self.entry}" if self.entry is not None else ""
        return f"{place}{entry}: {self.kind}{' (' + self.note + ')' if self.note else ''}"


@dataclass
class Verification:
    """What a reading of the whole log found; erased values are told, but they are no fault."""

    sealed: int = 0
    faults: list[Fault] = field(default_factory=list)
    erased: list[Fault] = field(default_factory=list)
    missing: list[Fault] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was tampered with."""
        return not self.faults


@dataclass(frozen=True)
class _Link:
    seal: Seal
    entry: Entry | None
    values: dict[str, Value]


def verify(anchor: Anchor | None = None, *, at: datetime) -> list[Fault]:
    """Return what was tampered with, the first bad row first; an intact log gives an empty list."""
    return inspect(anchor, at=at).faults


def inspect(anchor: Anchor | None = None, *, at: datetime) -> Verification:
    """Read every seal, entry and value, and the entries that nobody sealed for over a minute."""
    verification = Verification()
    _read_chain(verification)
    if anchor is not None:
        verification.faults += _faults_of_anchor(anchor)
    verification.faults += _unsealed(at)
    _tell_erased_from_tampered(verification)
    verification.faults.sort(
        key=lambda fault: (fault.position is None, fault.position or 0, fault.entry or 0)
    )
    return verification


def _read_chain(verification: Verification) -> None:
    previous, previous_run, run = Anchor(0, GENESIS), None, None
    for link in _links():
        seal = link.seal
        if run is not None and seal.sealed_at != run:
            previous_run = run
        run = seal.sealed_at
        verification.sealed += 1
        verification.faults += _faults_of_link(link, previous=previous)
        verification.faults += _back_dated(link, run=previous_run)
        _compare_values(verification, link)
        previous = Anchor(seal.position, seal.hash)


def _links() -> Iterator[_Link]:
    last = -(2**62)
    while seals := list(Seal.objects.filter(position__gt=last).order_by("position")[:BATCH]):
        numbers = [seal.entry for seal in seals]
        entries = Entry.objects.in_bulk(numbers)
        values: dict[int, dict[str, Value]] = {}
        for value in Value.objects.filter(entry__in=numbers):
            values.setdefault(value.entry_id, {})[value.field] = value
        for seal in seals:
            yield _Link(seal, entries.get(seal.entry), values.get(seal.entry, {}))
        last = seals[-1].position


def _faults_of_link(link: _Link, *, previous: Anchor) -> Iterator[Fault]:
    seal, entry = link.seal, link.entry

    def fault(kind: str, note: str = "") -> Fault:
        return Fault(position=seal.position, entry=seal.entry, kind=kind, note=note)

    if seal.position != previous.position + 1:
        yield fault("seals are missing before this one", f"the one before is {previous.position}")
    elif seal.previous_hash != previous.hash:
        yield fault("the chain is broken before this seal")
    if entry is None:
        yield fault("the entry was deleted")
        return
    if content_hash(entry.content()) != entry.hash:
        yield fault("the entry was changed", f"{entry.fact} of {entry.subject_kind} {entry.subject_id}")
    expected = seal_hash(
        position=seal.position,
        entry=seal.entry,
        entry_hash=entry.hash,
        previous_hash=seal.previous_hash,
        sealed_at=seal.sealed_at,
    )
    if expected != seal.hash:
        yield fault("the seal does not fit its entry")


def _back_dated(link: _Link, *, run: datetime | None) -> Iterator[Fault]:
    if link.entry is None or run is None or link.entry.at >= run - BACK_DATED_AFTER:
        return
    note = f"it says {link.entry.at:%Y-%m-%d %H:%M}, the seal before it is of {run:%Y-%m-%d %H:%M}"
    yield Fault(position=link.seal.position, entry=link.seal.entry, kind="the entry is back-dated", note=note)


def _compare_values(verification: Verification, link: _Link) -> None:
    if link.entry is None:
        return

    def fault(name: str, kind: str) -> Fault:
        return Fault(position=link.seal.position, entry=link.seal.entry, kind=kind, note=name)

    for name, digest in link.entry.digests.items():
        value = link.values.get(name)
        if value is None:
            verification.missing.append(fault(name, "a value is gone"))
        elif value_digest(salt=value.salt, field=name, value=value.value) != digest:
            verification.faults.append(fault(name, "a value was changed"))
    verification.faults += [
        fault(name, "a value was added") for name in link.values.keys() - link.entry.digests
    ]


def _tell_erased_from_tampered(verification: Verification) -> None:
    if not verification.missing:
        return
    covered = _entries_with_recorded_erasure()
    for gap in verification.missing:
        erased = verification.erased if gap.entry in covered else verification.faults
        kind = "erased" if gap.entry in covered else "tampered: a value is gone"
        erased.append(Fault(position=gap.position, entry=gap.entry, kind=kind, note=gap.note))


def _entries_with_recorded_erasure() -> set[int]:
    covered: set[int] = set()
    for entry in Entry.objects.filter(fact=ERASURE).iterator():
        if content_hash(entry.content()) == entry.hash:
            covered.update(entry.details.get("entries", ()))
    return covered


def _unsealed(at: datetime) -> Iterator[Fault]:
    for entry in Entry.objects.unsealed().filter(at__lt=at - SEALED_WITHIN).iterator():
        yield Fault(position=None, entry=entry.pk, kind="unsealed for over a minute")


def _faults_of_anchor(anchor: Anchor) -> Iterator[Fault]:
    end = last_anchor()
    if anchor.position == 0:
        return
    if end.position < anchor.position:
        yield Fault(
            position=end.position + 1,
            entry=None,
            kind="the tail was cut",
            note=f"the anchor knows {anchor.position}",
        )
        return
    there = Seal.objects.filter(position=anchor.position).first()
    if there is None or there.hash != anchor.hash:
        yield Fault(
            position=anchor.position,
            entry=there.entry if there else None,
            kind="the chain was rewritten",
            note="its hash is not that of the anchor",
        )
