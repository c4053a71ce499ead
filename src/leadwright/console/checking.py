"""`leadwright check`: proves that the installation is sound, before somebody relies on it."""

import argparse
import json
import sys
from http.client import HTTPException
from urllib.request import urlopen

from leadwright.config import environment
from leadwright.console import installation, options

SECONDS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)


def run(arguments: argparse.Namespace) -> None:
    """Check settings, rooms, migrations and the rights of the database role."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.console.readiness import refuse_unless_ready

        refuse_unless_ready()
        if fault := fault_at(f"{environment.read('LEADWRIGHT_BASE_URL').rstrip('/')}/health"):
            print(f"LEADWRIGHT_BASE_URL leads nowhere now: {fault}", file=sys.stderr)
        print("All is well.")


def fault_at(address: str) -> str:
    """Say why the product does not answer at the address that people type; empty when it does."""
    try:
        with urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - the address was checked: it is http or https
            data = json.load(answer)
    except (OSError, HTTPException, ValueError) as fault:
        return f"{address}: {fault}"
    is_ours = isinstance(data, dict) and data.get("status") == "ok"
    return "" if is_ours else f"{address} answers something else."
