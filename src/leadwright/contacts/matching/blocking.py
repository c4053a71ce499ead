"""Which records are worth comparing: those that share a key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from leadwright.contacts.matching.records import Prepared

MOST_PER_KEY = 200


def keys(prepared: Prepared) -> Iterator[tuple[str, ...]]:
    """Return the keys of a record; two records that share none are taken for different."""
    if prepared.birth:
        yield "birth", prepared.birth
    if prepared.family and prepared.given:
        yield "names", *sorted((prepared.given, prepared.family))
    for name in {prepared.family, prepared.given} - {""}:
        yield from _with_place("name", name[:4], prepared)
        for place in {prepared.street, prepared.extra} - {""}:
            yield "name and street", name[:3], place[:6]
    for place in {prepared.street, prepared.extra} - {""}:
        yield from _with_place("street", place[:5], prepared)
        if prepared.house:
            yield "street and house", place[:7], prepared.house
    yield from _numbers(prepared)


def _with_place(what: str, start: str, prepared: Prepared) -> Iterator[tuple[str, ...]]:
    if prepared.postcode:
        yield f"{what} and postcode", start, prepared.postcode
    if prepared.city:
        yield f"{what} and city", start, prepared.city[:5]


def _numbers(prepared: Prepared) -> Iterator[tuple[str, ...]]:
    if prepared.name:
        yield "company", prepared.name[:8]
        yield "end of company", prepared.name[-8:]
    for channel in (*prepared.emails, *prepared.phones):
        yield "channel", channel
    for number in {prepared.vat, prepared.register} - {""}:
        yield "number", number


def pairs_within(records: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Return the pairs of places in one set that share a key; the lower place comes first."""
    result: set[tuple[int, int]] = set()
    for places in _blocks(records).values():
        if 1 < len(places) <= MOST_PER_KEY:
            result.update((item, other) for at, item in enumerate(places) for other in places[at + 1 :])
    return result


def pairs_between(rows: Sequence[Prepared], others: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Return the pairs of a place in one set and a place in the other that share a key."""
    result: set[tuple[int, int]] = set()
    here = _blocks(others)
    for key, places in _blocks(rows).items():
        met = here.get(key, [])
        if len(places) * len(met) <= MOST_PER_KEY**2:
            result.update((place, other) for place in places for other in met)
    return result


def _blocks(records: Iterable[Prepared]) -> dict[tuple[str, ...], list[int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in set(keys(record)):
            blocks[key].append(place)
    return blocks
