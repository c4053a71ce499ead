"""Which records are worth comparing: those that share a key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from leadwright.contacts.matching.records import Prepared

MOST_PER_KEY = 200


def keys(one: Prepared) -> Iterator[tuple[str, ...]]:
    """Return the keys of a record; two records that share none are taken for different."""
    if one.birth:
        yield "birth", one.birth
    if one.family and one.given:
        yield "names", *sorted((one.given, one.family))
    for name in {one.family, one.given} - {""}:
        yield from _with_place("name", name[:4], one)
        for place in {one.street, one.extra} - {""}:
            yield "name and street", name[:3], place[:6]
    for place in {one.street, one.extra} - {""}:
        yield from _with_place("street", place[:5], one)
        if one.house:
            yield "street and house", place[:7], one.house
    yield from _numbers(one)


def _with_place(what: str, start: str, one: Prepared) -> Iterator[tuple[str, ...]]:
    if one.postcode:
        yield f"{what} and postcode", start, one.postcode
    if one.city:
        yield f"{what} and city", start, one.city[:5]


def _numbers(one: Prepared) -> Iterator[tuple[str, ...]]:
    if one.name:
        yield "company", one.name[:8]
        yield "end of company", one.name[-8:]
    for channel in (*one.emails, *one.phones):
        yield "channel", channel
    for number in {one.vat, one.register} - {""}:
        yield "number", number


def pairs_within(records: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Return the pairs of places in one set that share a key; the lower place comes first."""
    found: set[tuple[int, int]] = set()
    for places in _blocks(records).values():
        if 1 < len(places) <= MOST_PER_KEY:
            found.update((one, other) for at, one in enumerate(places) for other in places[at + 1 :])
    return found


def pairs_between(ones: Sequence[Prepared], others: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Return the pairs of a place in one set and a place in the other that share a key."""
    found: set[tuple[int, int]] = set()
    here = _blocks(others)
    for key, places in _blocks(ones).items():
        met = here.get(key, [])
        if len(places) * len(met) <= MOST_PER_KEY**2:
            found.update((one, other) for one in places for other in met)
    return found


def _blocks(records: Iterable[Prepared]) -> dict[tuple[str, ...], list[int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in set(keys(record)):
            blocks[key].append(place)
    return blocks
