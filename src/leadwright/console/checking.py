"""`leadwright check`: proves that the installation is sound, before somebody relies on it."""

import argparse
import json
import sys
from http.client import HTTPException
from urllib.request import urlopen

from leadwright.config import environment, tuning
from leadwright.console import installation, options

SECONDS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument(
        "--repair", action="store_true", help="count key figures anew, and put right those that are wrong"
    )


def run(arguments: argparse.Namespace) -> None:
    """Check settings, rooms, migrations and the rights of the database role."""
    is_embedded = not installation.has_server()
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.console.readiness import (
            check_facets,
            check_figures,
            database_settings,
            refuse_unless_ready,
        )

        refuse_unless_ready()
        tell_tuning(database_settings(tuning.NAMES), tuning.memory() if is_embedded else None)
        check_figures(is_repaired=arguments.repair)
        check_facets(is_repaired=arguments.repair)
        if fault := fault_at(f"{environment.read('LEADWRIGHT_BASE_URL').rstrip('/')}/health"):
            print(f"LEADWRIGHT_BASE_URL leads nowhere now: {fault}", file=sys.stderr)
        print("All is well.")


def tell_tuning(known: dict[str, str], available: int | None) -> None:
    """Say how the database is tuned, and as a warning what differs from the advice; `available` is known of our own."""
    differences = tuning.differences(known, available)
    for difference in differences:
        print(f"The database could be quicker: {difference}.", file=sys.stderr)
    if not differences:
        print("The database is tuned: " + ", ".join(f"{name} {value}" for name, value in known.items()) + ".")


def fault_at(address: str) -> str:
    """Say why the product does not answer at the address that people type; empty when it does."""
    try:
        with urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - the address was checked: it is http or https
            data = json.load(answer)
    except (OSError, HTTPException, ValueError) as fault:
        return f"{address}: {fault}"
    is_ours = isinstance(data, dict) and data.get("status") == "ok"
    return "" if is_ours else f"{address} answers something else."
