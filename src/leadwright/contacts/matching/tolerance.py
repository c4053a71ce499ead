"""The keys by which a name is found in spite of typing errors, and a channel in any writing.

A word keeps what is left of its beginning when letters are taken out: one of a short word, up to two of a longer one.
Two words that share such a rest are at most a few errors apart (W. Garbe: Symmetric Delete spelling correction, 2012).
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from leadwright.contacts.matching.normal import (
    TITLES,
    code,
    digits,
    name_words,
    split_street,
    squashed,
    words,
)
from leadwright.contacts.matching.records import Record, plain_email, plain_vat

BEGINNING = 8
SHORT, TINY = 4, 2
MOST_ERRORS = 2
LONGEST_WORD = 40
LAST_DIGITS = 8
PARTICLES = frozenset(
    [
        "van",
        "von",
        "vander",
        "vanden",
        "de",
        "den",
        "der",
        "du",
        "des",
        "le",
        "la",
        "les",
        "el",
        "al",
        "da",
        "di",
        "do",
        "dos",
        "ten",
        "ter",
        "te",
        "t",
        "en",
        "und",
        "and",
        "et",
    ]
)


def errors_allowed(word: str) -> int:
    """Return how many typing errors a word of this length forgives."""
    return 0 if len(word) <= TINY else 1 if len(word) <= SHORT else MOST_ERRORS


@lru_cache(maxsize=4096)
def rests(word: str) -> tuple[int, ...]:
    """Return the hashed rests of a word's beginning, each a signed number of 32 bits."""
    start = word[:BEGINNING]
    known = {start}
    for missing in range(1, errors_allowed(word) + 1):
        for left in combinations(start, len(start) - missing):
            known.add("".join(left))
    return tuple(sorted(crc32(rest.encode()) - (1 << 31) for rest in known))


def errors_between(word: str, other: str) -> int | None:
    """Return how many typing errors lie between two words, or None when they are more than forgiven."""
    allowed = min(errors_allowed(word), max(errors_allowed(other), 1))
    result = OSA.distance(word, other, score_cutoff=allowed)
    return result if result <= allowed else None


def near(word: str, known: Collection[str]) -> dict[str, int]:
    """Return which of many words are no more errors away than is forgiven, each with how many these are."""
    roughly = extract_iter(word, known, scorer=OSA.distance, score_cutoff=MOST_ERRORS)
    exact = {row: errors_between(word, row) for row, _errors, _place in roughly}
    return {row: errors for row, errors in exact.items() if errors is not None}


def words_of(record: Record) -> list[str]:
    """Return the words that a record is found by; a family name of several words also as one."""
    rows = [*name_words(record.name), *words(record.given_name), *words(record.family_name)]
    family = squashed(record.family_name or " ".join(name_words(record.name)[1:]))
    if record.kind == "person" and len(words(record.family_name or record.name)) > 1:
        rows.append(family)
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in rows if word))


def telling(rows: Iterable[str], *, most: int) -> list[str]:
    """Return the words that tell most: no particles, no initials, the longest first."""
    all_words = list(dict.fromkeys(rows))
    chosen = [word for word in all_words if len(word) > 1 and word not in PARTICLES and word not in TITLES]
    return sorted(chosen or all_words, key=len, reverse=True)[:most]


def keys_of(record: Record) -> list[str]:
    """Return all keys of a record, as the index keeps them."""
    return list(
        dict.fromkeys([*(f"w:{word}" for word in words_of(record)), *sure_keys(record), *domains(record)])
    )


def sure_keys(record: Record) -> list[str]:
    """Return the keys of a record that hardly two different ones share."""
    matches = [f"e:{plain_email(email)}" for email in record.emails if email]
    matches += [f"p:{digits(phone)[-LAST_DIGITS:]}" for phone in record.phones if digits(phone)]
    matches += [f"v:{plain_vat(record.vat_number)}"] if plain_vat(record.vat_number) else []
    matches += [f"r:{code(record.register_number)}"] if code(record.register_number) else []
    matches += [f"b:{digits(str(record.birth_date))}"] if record.birth_date else []
    street, house = split_street(record.street)
    if street and house and record.postcode:
        matches.append(f"a:{code(record.postcode)}:{street[:BEGINNING]}:{house}")
    return matches


def domains(record: Record) -> list[str]:
    """Return where the record's mailboxes are."""
    return [f"d:{plain_email(email).rpartition('@')[2]}" for email in record.emails if "@" in email]
