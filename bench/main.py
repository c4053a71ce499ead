"""Measure the product and the bare database side by side, in one run, over HTTP with the production server."""

import argparse
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import django

from bench.filling import filled_with, pour
from leadwright.config import embedded_database
from leadwright.config.cluster import Cluster, cluster

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "bench-database"
SECRET = "only for measuring, and at least thirty-two characters long"


def main() -> int:
    """Fill a database, serve it twice, and print what each page costs."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=40, help="counted requests of each kind (40)")
    parser.add_argument("--only", help="one figure, such as api_list, or matching")
    parser.add_argument("--data", type=Path, default=HOME, help="where the database is kept")
    parser.add_argument("--contacts", type=int, default=100_000, help="contacts to find duplicates among")
    arguments = parser.parse_args()
    if arguments.only == "matching":
        figures = import_module("bench.matching").measure()
        import_module("bench.contacts").measure(arguments.contacts)
        print(json.dumps({"matching": figures}))
        return 0
    database = cluster(arguments.data)
    _make(database, arguments.leads)
    with embedded_database.running(database):
        os.environ.update(_environment(database))
        django.setup()
        measure = import_module("bench.measuring").measure
        ratios = measure(database.url("app"), requests=arguments.requests, only=arguments.only)
    print(json.dumps({"ratios": ratios}))
    return 0


def _environment(database: Cluster) -> dict[str, str]:
    return {
        "DATABASE_URL": database.url("app"),
        "SECRET_KEY": SECRET,
        "DJANGO_SETTINGS_MODULE": "leadwright.config.settings",
        "LEADWRIGHT_POOL": "0",
    }


def _make(database: Cluster, leads: int) -> None:
    """Make the database anew unless it holds as many leads as asked for."""
    if database.made:
        with embedded_database.running(database):
            if filled_with(database.url("owner")) == leads:
                return
        embedded_database.forget(database)
    print(f"Filling a database with {leads:,} leads …", flush=True)
    with embedded_database.running(database):
        data = _environment(database) | {"DATABASE_OWNER_URL": database.url("owner"), "LEADWRIGHT_QUIET": "1"}
        command = [sys.executable, "-m", "leadwright.console.main", "migrate"]
        subprocess.run(command, check=True, env={**os.environ, **data})
        pour(database.url("owner"), leads)


if __name__ == "__main__":
    sys.exit(main())
