"""Measure the product and the bare database side by side, in one run, over HTTP with the production server."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
import psutil

from bench.filling import FAST, OWNER, filled_with, pour
from leadwright.config import embedded_database
from leadwright.config.cluster import Cluster, cluster

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "bench-database"
SIZES = (10_000, 100_000, 1_000_000)
APART = {
    "fields": "bench.own_fields",
    "pages": "bench.pages",
    "plans": "bench.plans",
    "sweep": "bench.sweeping",
}
SECRET = "only for measuring, and at least thirty-two characters long"


def main() -> int:
    """Fill a database, serve it twice, and print what each page costs."""
    arguments = _arguments()
    if arguments.only == "matching":
        figures = import_module("bench.matching").measure()
        import_module("bench.contacts").measure(arguments.contacts)
        print(json.dumps({"matching": figures}))
        return 0
    if arguments.curve:
        return _curve(arguments)
    with _filled(_home(arguments), arguments.leads) as database:
        _measure(database, arguments)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=40, help="counted requests of each kind (40)")
    parser.add_argument(
        "--only", help="one figure, such as api_list; or fields, import, matching, pages, plans, sweep"
    )
    parser.add_argument("--data", type=Path, default=HOME, help="where the database is kept")
    parser.add_argument(
        "--contacts", type=int, default=100_000, help="contacts to find duplicates among, or rows to import"
    )
    parser.add_argument(
        "--connections", action="store_true", help="what is answered at 8, 32 and 200 connections"
    )
    parser.add_argument(
        "--curve", action="store_true", help="the ratios at 10,000, 100,000 and 1,000,000 leads"
    )
    parser.add_argument("--peer", choices=["tryton"], help="another product, asked for the same")
    return parser.parse_args()


def _home(arguments: argparse.Namespace) -> Path:
    """Return where the database is kept: a sweep leaves another one behind, so it has its own."""
    data: Path = arguments.data
    return data.with_name(f"{data.name}-sweep") if arguments.only == "sweep" else data


def _measure(database: Cluster, arguments: argparse.Namespace) -> None:
    """Measure what was asked for; the last line of the usual run holds the ratios."""
    url = database.url("app")
    print(machine(arguments.leads))
    if arguments.only == "import":
        import_module("bench.importing").measure(arguments.contacts)
    elif arguments.only in APART:
        import_module(APART[arguments.only]).measure()
    elif arguments.connections:
        import_module("bench.crowding").measure(url, only=arguments.only)
    elif arguments.peer:
        import_module("bench.peer").measure(database, leads=arguments.leads, turns=arguments.requests)
    else:
        print(json.dumps({"ratios": _ratios(url, arguments)}))


def _ratios(url: str, arguments: argparse.Namespace) -> dict[str, float]:
    measuring = import_module("bench.measuring")
    results = measuring.measure(url, turns=arguments.requests, only=arguments.only)
    ratios: dict[str, float] = measuring.ratios_of(results)
    return ratios


def _curve(arguments: argparse.Namespace) -> int:
    """Measure at each size in a process of its own, and print the ratios beside each other."""
    ratios = [_at_size(leads, arguments) for leads in SIZES]
    print("| figure | " + " | ".join(f"{leads:,} leads" for leads in SIZES) + " |")
    print("| --- |" + " ---: |" * len(SIZES))
    for name in ratios[0]:
        print(f"| {name} | " + " | ".join(f"{row[name]:.2f}" for row in ratios) + " |")
    print(json.dumps({"curve": dict(zip(map(str, SIZES), ratios, strict=True))}))
    return 0


def _at_size(leads: int, arguments: argparse.Namespace) -> dict[str, float]:
    home = arguments.data.with_name(f"{arguments.data.name}-{leads}")
    command = [sys.executable, "-m", "bench.main", "--leads", str(leads), "--data", str(home)]
    command += [
        "--requests",
        str(arguments.requests),
        *(["--only", arguments.only] if arguments.only else []),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        lines = [_echoed(line) for line in run.stdout or ()]
    if run.returncode:
        raise SystemExit(run.returncode)
    ratios: dict[str, float] = json.loads(lines[-1])["ratios"]
    return ratios


def _echoed(line: str) -> str:
    print(line, end="", flush=True)
    return line


def machine(leads: int) -> str:
    """Return what it is measured on, in one line."""
    named = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    cores = f"{os.cpu_count()} cores of {named[0].partition(': ')[2]}" if named else f"{os.cpu_count()} cores"
    return (
        f"{leads:,} leads, as many contacts; {cores}, {memory:.0f} GB; Python {platform.python_version()}\n"
    )


@contextmanager
def _filled(home: Path, leads: int) -> Iterator[Cluster]:
    """Have the database run for a while, filled with so many leads, with Django set up on it."""
    database = cluster(home)
    _make(database, leads)
    with embedded_database.running(database):
        os.environ.update(_environment(database) | {OWNER: database.url("owner")})
        django.setup()
        _add_up()
        yield database


def _add_up() -> None:
    """Add to the totals of key figures what filling and former acts left to the worker, which does not run here."""
    totals = import_module("leadwright.leads.figure_totals")
    while totals.add_up() >= totals.MOST:
        continue


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
    with embedded_database.running(database, settings=FAST):
        data = _environment(database) | {"DATABASE_OWNER_URL": database.url("owner"), "LEADWRIGHT_QUIET": "1"}
        command = [sys.executable, "-m", "leadwright.console.main", "migrate"]
        subprocess.run(command, check=True, env={**os.environ, **data})
        pour(database.url("owner"), leads)


if __name__ == "__main__":
    sys.exit(main())
