"""What was made once in an empty database, made again by its rows as they were, with copies of the nouns.

Most tests begin with the same house, and acting it out takes longer than most tests do. It is acted out once for each
process; whoever asks for it again, while nothing else is there, gets the same rows with the same ids.
"""

import copy
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

# What an installation enters itself: made things point to it by these ids.
INSTALLED = """
SELECT array(SELECT id FROM people_profile ORDER BY 1)::text || array(SELECT id FROM people_terms ORDER BY 1)::text
"""
IS_BEGUN = "SELECT EXISTS (SELECT FROM people_organisation) OR EXISTS (SELECT FROM history_entry)"
# What the database itself writes when the rows of other tables are entered: the same as at first.
DERIVED = re.compile(r"procrastinate_events|\w+facet")
# What it writes then is what came of them, without the steps between, or needs to see them: entered after the others.
STEPS, AFTERWARDS = "leads_figurechange", ("contacts_loan", "leads_figurechange")
TABLES = """
SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True)
class Rows:
    """The rows of some tables, and the statement that enters them."""

    statement: str
    values: list[str]

    def enter(self, cursor: Any) -> None:
        """Put them in."""
        cursor.execute(self.statement, self.values)


@dataclass(frozen=True)
class Made:
    """The rows that a maker left, in the order in which they are entered, and what it returned."""

    rows: tuple[Rows, ...]
    nouns: dict[str, Any]


_known: dict[tuple[str, str], Made] = {}


def made(name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what a maker makes; where nothing was made before, by the rows that are known of an earlier time."""
    with connection.cursor() as cursor:
        if _value(cursor, IS_BEGUN):
            return make()
        key = name, _value(cursor, INSTALLED)
        if known := _known.get(key):
            for rows in known.rows:
                rows.enter(cursor)
        else:
            known = _known[key] = _made(cursor, make)
        return copy.deepcopy(known.nouns)


def _made(cursor: Any, make: Callable[[], dict[str, Any]]) -> Made:
    """Make it, and note what it left; that must be new rows of tables that were empty, and nothing else."""
    before = _sizes(cursor)
    nouns = copy.deepcopy(make())
    changed = [table for table, size in _sizes(cursor).items() if size != before[table]]
    assert not any(before[table] for table in changed), changed
    kept = [table for table in changed if not DERIVED.fullmatch(table)]
    first = [table for table in kept if table not in AFTERWARDS]
    then = [table for table in kept if table in AFTERWARDS]
    return Made(tuple(_rows(cursor, tables) for tables in (first, then) if tables), nouns)


def _rows(cursor: Any, tables: Collection[str]) -> Rows:
    columns = _columns(cursor)
    parts = [
        f"a{place} AS (INSERT INTO {table} ({columns[table]})"
        f" SELECT {columns[table]} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb))"
        for place, table in enumerate(tables)
    ]
    if STEPS in tables:
        parts.append(f"steps AS (DELETE FROM {STEPS})")
    values = [_value(cursor, f"SELECT jsonb_agg(to_jsonb(t))::text FROM {table} t") for table in tables]
    return Rows(f"WITH {', '.join(parts)} SELECT 1", values)


def _columns(cursor: Any) -> dict[str, str]:
    cursor.execute(TABLES)
    return dict(cursor.fetchall())


def _sizes(cursor: Any) -> dict[str, int]:
    cursor.execute(
        " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in _columns(cursor))
    )
    return dict(cursor.fetchall())


def _value(cursor: Any, statement: str) -> Any:
    cursor.execute(statement)
    return cursor.fetchone()[0]
