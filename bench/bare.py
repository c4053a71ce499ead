"""The bare application that the product is compared with: one statement by hand for each address, and JSON."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import orjson
import psycopg

from bench.shortest import MANNERS, STATEMENTS

here = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Run the statement of an address with the values that were sent, and answer with its rows."""
    _slash, planned, name = environ["PATH_INFO"].split("/")
    sent = orjson.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    cursor = _connection(planned).execute(STATEMENTS[name], sent, prepare=True)
    columns = [column.name for column in cursor.description or ()]
    body = orjson.dumps({"columns": columns, "rows": cursor.fetchall()}, default=str)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _connection(planned: str) -> psycopg.Connection[Any]:
    """Return the connection of this thread on which statements are planned in one of these manners."""
    known: dict[str, psycopg.Connection[Any]] = here.__dict__
    if planned not in known:
        options = f"-c jit=off {MANNERS[planned]}"
        known[planned] = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, options=options)
    return known[planned]
