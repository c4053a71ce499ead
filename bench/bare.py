"""The bare application that the product is compared with: the same SQL, and JSON."""

import json
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
import psycopg

STATEMENTS: dict[str, list[str]] = json.loads(Path(os.environ["BENCH_STATEMENTS"]).read_text())
here = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Run the statements that the product ran for an address, and answer with their rows as JSON."""
    if not hasattr(here, "connection"):
        here.connection = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True, options=os.environ["BENCH_OPTIONS"]
        )
    rows = []
    with psycopg.ClientCursor(here.connection) as cursor:
        for statement in STATEMENTS[environ["PATH_INFO"].strip("/")]:
            cursor.execute(statement)
            rows.append(cursor.fetchall() if cursor.description else [])
    start_response("200 OK", [("Content-Type", "application/json")])
    return [orjson.dumps(rows, default=str)]
