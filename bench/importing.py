"""An import beside a bare COPY of all rows that it writes: its time, its memory, and what others wait meanwhile."""

import csv
import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg

from bench.cast import people
from bench.filling import OWNER
from bench.generating import World
from bench.serving import Ask, Client, product
from leadwright.foundation.clock import now
from leadwright.intake.imports import put_up
from leadwright.intake.models import Import, State
from leadwright.intake.receiving import Received

ROOT = Path(__file__).resolve().parent.parent
MAPPING = {
    "title": "Measured",
    "signature": ["Key", "Stage", "Person"],
    "fields": {
        "key": {"column": "Key"},
        "status": {"column": "Stage", "values": {"Open": "new", "Won": "closed-won", "Lost": "closed-lost"}},
        "person.name": {"column": "Person"},
        "person.email": {"column": "Mail"},
        "person.phone": {"column": "Phone"},
        "company.name": {"column": "Firm"},
        "description": {"column": "About"},
        "amount": {"column": "Amount"},
        "started_at": {"column": "Begun"},
        "completed_at": {"column": "Closed"},
    },
}
HEADERS = ("Key", "Stage", "Person", "Mail", "Phone", "Firm", "About", "Amount", "Begun", "Closed")
ASKED = 60
# What the machine keeps of its own accord, and not because of the rows that came in.
NOT_COUNTED = ("procrastinate_", "django_", "intake_import_beside")


def measure(rows: int) -> None:
    """Bring so many rows in, and print what that took as ratios."""
    vera = people("lead-distributor", 1)[0]
    started = f"{now():%Y%m%d%H%M%S}"
    with product() as address:
        client = Client(address)
        quiet = waited(client, vera.call("/leads?state=any&limit=50"))
        row = put_up(
            Received("measured.csv", file_of(rows, started)),
            [],
            currency="EUR",
            by=vera.user,
            at=now(),
            source=started,
            mapping=MAPPING,
            is_trial=False,
        )
        with psycopg.connect(os.environ[OWNER], autocommit=True) as owner:
            marks = dict(last_keys(owner))
            done, busy = beside(row.pk, client, vera.call("/leads?state=any&limit=50"))
            copied = copied_bare(owner, marks)
    state = Import.objects.values_list("state", flat=True).get(pk=row.pk)
    if state != State.DONE:
        raise SystemExit(f"the import is {state}")
    figures = {
        "import": round((done["seconds"] - done["matching"]) / copied, 2),
        "matching_share": round(done["matching"] / done["seconds"], 2),
        "memory_mb": done["memory_mb"],
        "list_p95_beside": round(busy / quiet, 2),
    }
    print(done)
    print(f"{rows:,} rows in {done['seconds']:.1f} s, the rows that it wrote copied in {copied:.1f} s")
    print(json.dumps({"ratios": figures}))


def file_of(rows: int, started: str) -> bytes:
    """Return a file of deals with people and companies whom nobody knows yet."""
    text, world = io.StringIO(), World(int(started))
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for number in range(rows):
        somebody = world.somebody()
        stage = ("Open", "Open", "Won", "Lost")[number % 4]
        day = f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}"
        writer.writerow(
            [
                f"{started}-{number}",
                stage,
                somebody.name,
                f"{number}.{somebody.emails[0]}",
                "",
                f"Firm {number % (rows // 5 or 1)} of {started}",
                f"About {number}",
                number % 1000,
                day,
                day if stage != "Open" else "",
            ]
        )
    return text.getvalue().encode()


def waited(client: Client, ask: Ask) -> float:
    """Return the 95th percentile of what somebody else waits for a list, in milliseconds."""
    took = [client.ask_well(ask).took for _ in range(ASKED)]
    return statistics.quantiles(took, n=20)[-1]


def beside(pk: int, client: Client, ask: Ask) -> tuple[dict[str, float], float]:
    """Let a worker of its own bring the rows in while somebody asks for a list."""
    made: list[dict[str, float]] = []
    worker = Thread(target=lambda: made.append(worked(pk)))
    worker.start()
    time.sleep(1)
    took: list[float] = []
    while worker.is_alive():
        took.append(client.ask_well(ask).took)
        time.sleep(0.02)
    worker.join()
    return made[0], statistics.quantiles(took, n=20)[-1]


def worked(pk: int) -> dict[str, float]:
    """Work an import off in a process of its own; returns its seconds, those of matching, and its memory."""
    command = [sys.executable, "-m", "bench.import_worker", str(pk)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return figures


def last_keys(owner: psycopg.Connection[Any]) -> Iterator[tuple[str, int]]:
    """Return the tables that have keys of their own, each with its last one."""
    named = owner.execute(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t"
        " USING (table_schema, table_name) WHERE c.table_schema = 'public' AND c.is_identity = 'YES'"
        " AND t.table_type = 'BASE TABLE'"
    )
    for table, column in named.fetchall():
        (last,) = owner.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone() or (0,)
        if not table.startswith(NOT_COUNTED):
            yield f"{table}.{column}", last


def copied_bare(owner: psycopg.Connection[Any], marks: dict[str, int]) -> float:
    """Copy all rows that came since into tables of the same shape and indexes; returns the seconds."""
    took = 0.0
    for place, last in marks.items():
        table, _dot, column = place.partition(".")
        took += _copied(owner, table, column, last)
    return took


def _copied(owner: psycopg.Connection[Any], table: str, column: str, last: int) -> float:
    """Copy the new rows of one table; what the database works out itself is left to it."""
    named = owner.execute(
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    (columns,) = named.fetchone() or ("",)
    rows = f"SELECT {columns} FROM {table} WHERE {column} > {last}"
    (count,) = owner.execute(f"SELECT count(*) FROM {table} WHERE {column} > {last}").fetchone() or (0,)
    if not count:
        return 0.0
    with owner.cursor() as cursor:
        with cursor.copy(f"COPY ({rows}) TO STDOUT (FORMAT binary)") as out:
            parts = [bytes(part) for part in out]
        cursor.execute(f"DROP TABLE IF EXISTS measured_{table}")
        cursor.execute(f"CREATE TABLE measured_{table} (LIKE {table} INCLUDING ALL)")
        began = time.perf_counter()
        with cursor.copy(f"COPY measured_{table} ({columns}) FROM STDIN (FORMAT binary)") as target:
            for part in parts:
                target.write(part)
        took = time.perf_counter() - began
        cursor.execute(f"DROP TABLE measured_{table}")
    return took
