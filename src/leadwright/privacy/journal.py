"""Erasures written down outside of the database: a backup that is restored does not know of them."""

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.utils.dateparse import parse_datetime

from leadwright.privacy.models import Receipt

Occasion: TypeAlias = "tuple[datetime, int, frozenset[int]]"
LARGEST_LINE = 1_000_000
log = logging.getLogger("leadwright.privacy")


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """One erasure as it was written down: of which contacts, made when, known by which digests."""

    at: datetime
    organisation: int
    made: dict[int, datetime]
    digests: frozenset[str]
    number: int = 0
    is_late: bool = False

    @property
    def occasion(self) -> Occasion:
        """By what the same erasure is known among the receipts."""
        return self.at, self.organisation, frozenset(self.made)


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line that tells of no erasure; its number counts from 1."""

    number: int
    reason: str


def write(
    receipt: Receipt, *, made: dict[int, datetime], digests: Iterable[str], is_late: bool = False
) -> None:
    """Add a line about an erasure; when that fails, the log has it."""
    line = _line(receipt, made, digests, is_late=is_late)
    try:
        append(line)
    except OSError as fault:
        log.error(
            "an erasure could not be written to %s (%s); add this line: %s", settings.ERASURES, fault, line
        )


def _line(receipt: Receipt, made: dict[int, datetime], digests: Iterable[str], *, is_late: bool) -> str:
    data = {
        "at": receipt.at.isoformat(),
        "receipt": receipt.pk,
        "organisation": receipt.organisation_id,
        "contacts": sorted(receipt.contacts),
        "made": {str(pk): at.isoformat() for pk, at in sorted(made.items())},
        "digests": sorted(digests),
    }
    return json.dumps(data | ({"late": True} if is_late else {}))


def append(line: str) -> None:
    """Write one line at once and for good; half a line that a crash left behind does not spoil it."""
    target = Path(settings.ERASURES)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(target, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        is_broken = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, f"{chr(10) if is_broken else ''}{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(lines: Iterable[str]) -> Iterator[Erasure | BadLine]:
    """Return what each line tells; one that cannot be read is told as such and stops nothing."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _read(line, number)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as fault:
            yield BadLine(number=number, reason=f"{type(fault).__name__}: {fault}"[:200])


def _read(line: str, number: int) -> Erasure:
    if len(line) > LARGEST_LINE:
        raise ValueError("it is too long")
    data: dict[str, Any] = json.loads(line)
    made = data.get("made", {})
    return Erasure(
        at=_moment(data["at"]),
        organisation=_number(data["organisation"]),
        made={_number(pk): _moment(made.get(str(pk), data["at"])) for pk in data["contacts"]},
        digests=frozenset(str(row) for row in data["digests"]),
        number=number,
        is_late=data.get("late") is True,
    )


def _moment(text: str) -> datetime:
    at = parse_datetime(text)
    if at is None or at.tzinfo is None:
        raise ValueError("it has no moment with a time zone")
    return at


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**62:
        raise ValueError("it has no number where one belongs")
    return value


def complete() -> int:
    """Write down again what the file does not tell of: a crash after the commit, or a disk that was full.

    A receipt that was forged would look the same: such a line says that it is late, until somebody confirms it.
    """
    target = Path(settings.ERASURES)
    known = set()
    if target.exists():
        with target.open(errors="replace") as file:
            known = {result.occasion for result in read(file) if isinstance(result, Erasure)}
    missing = [
        receipt
        for receipt in Receipt.objects.order_by("pk").prefetch_related("keys").iterator(chunk_size=500)
        if occasion_of(receipt) not in known
    ]
    for receipt in missing:
        write(receipt, made={}, digests=_digests(receipt), is_late=True)
    return len(missing)


def occasion_of(receipt: Receipt) -> Occasion:
    """Return by what the erasure of a receipt is known in the journal."""
    return receipt.at, receipt.organisation_id, frozenset(receipt.contacts)


def _digests(receipt: Receipt) -> list[str]:
    return [key.digest for key in receipt.keys.all()]
