"""Which contacts could be meant: those that share a sure key, or words that are nearly the same, by the index."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db import connection

from leadwright.contacts.matching.tolerance import near, rests
from leadwright.people.models import User
from leadwright.people.reach import Reach

MOST_WORDS = 4
MOST_VARIANTS = 150
MOST_BEGINNINGS = 40
MOST_NEAR = 5_000
MOST = 100

# Rest by rest: for all of them at once the planner thinks reading the whole table is cheaper, and errs.
NEAR = """
SELECT DISTINCT n.word FROM unnest(%s::int[]) one(rest),
LATERAL (SELECT word FROM contacts_nameword WHERE rests @> ARRAY[one.rest] OFFSET 0) n LIMIT %s
"""
BEGIN = """
SELECT word FROM (SELECT DISTINCT word FROM contacts_nameword WHERE word >= %s AND word < %s ORDER BY word LIMIT %s) b
"""
# The sure ones first, then those that have all words as they are written.
CANDIDATES = """
SELECT contact_id FROM (
  SELECT contact_id, keys && %(sure)s::text[] AS is_sure, keys @> %(exact)s::text[] AS is_exact FROM ({places}) found
) ranked ORDER BY is_sure DESC, is_exact DESC, contact_id DESC LIMIT %(most)s
"""
PLACES = {
    "own": "SELECT contact_id, keys FROM contacts_contactkeys WHERE ({own_alike})",
    "lent": "SELECT contact_id, keys FROM contacts_contactkeys WHERE ({alike})"
    " AND contact_id IN (SELECT contact_id FROM contacts_loan WHERE organisation_id = %(own)s)",
    "all": "SELECT contact_id, keys FROM contacts_contactkeys WHERE {alike}",
}
ASKED = 3_000


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What is looked for: sure keys, and words with the known words that are nearly the same."""

    sure: list[str] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)


def sought(sure: list[str], words: Sequence[str], *, begun: Sequence[str] = ()) -> Sought:
    """Look up the known words near these, in one query; `begun` are words that may be typed half."""
    chosen = list(words)[:MOST_WORDS]
    known = _known(chosen, begun)
    return Sought(sure=sure, words={word: _variants(word, known, word in begun) for word in chosen})


def _known(words: Sequence[str], begun: Sequence[str]) -> list[str]:
    if not words:
        return []
    asked: list[Any] = [sorted({rest for word in words for rest in rests(word)}), MOST_NEAR]
    parts = [f"({NEAR})"]
    for word in begun:
        parts.append(f"({BEGIN})")
        asked += [word, word + "\uffff", MOST_BEGINNINGS]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), asked)
        return [word for (word,) in cursor.fetchall()]


def _variants(word: str, known: Sequence[str], begun: bool) -> list[str]:
    """Return the word and the known ones near it, the nearest first; one that it begins comes last."""
    alike = sorted((errors, item) for item, errors in near(word, known).items() if item != word)
    longer = [row for row in known if begun and row.startswith(word)]
    return list(dict.fromkeys([word, *(item for _errors, item in alike), *longer]))[:MOST_VARIANTS]


def candidates(wanted: Sought, *, by: User, together: int = 2) -> list[int]:
    """Return the ids of contacts that could be meant, in one query; reach is asked when they are read.

    They hold a sure key, or so many of the words together; for one alone the first word is taken.
    """
    conditions, values = _conditions(wanted, together)
    reaches = by.reaches_of("contact.view")
    if not conditions or not reaches:
        return []
    places = ("all",) if Reach.ALL in reaches else ("own", "lent")
    alike = " OR ".join(conditions)
    # Each condition names the company, which the index of keys begins with: outside of them it were looked at last.
    own_alike = " OR ".join(
        f"(organisation_id = %(own)s::bigint AND {condition})" for condition in conditions
    )
    text = " UNION ".join(
        f"({PLACES[name].format(alike=alike, own_alike=own_alike)} LIMIT {ASKED})" for name in places
    )
    exact = [f"w:{word}" for word in wanted.words] or ["w:"]
    data = values | {"own": by.organisation_id, "sure": wanted.sure, "exact": exact, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES.format(places=text), data)
        return [pk for (pk,) in cursor.fetchall()]


def _conditions(wanted: Sought, together: int) -> tuple[list[str], dict[str, Any]]:
    values: dict[str, Any] = {
        f"word{place}": [f"w:{variant}" for variant in variants]
        for place, variants in enumerate(wanted.words.values())
    }
    names = [f"keys && %({name})s::text[]" for name in values]
    size = min(len(names), together)
    chosen = combinations(names if size > 1 else names[:1], size)
    conditions = [" AND ".join(some) for some in chosen if some]
    if wanted.sure:
        conditions.insert(0, "keys && %(sure)s::text[]")
    return [f"({condition})" for condition in conditions], values
