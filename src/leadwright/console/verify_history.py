"""`leadwright verify-history`: reads all of history again; exit code 1 when something was tampered with."""

import argparse
from pathlib import Path

from django.utils.module_loading import import_string

from leadwright.console import above, options
from leadwright.foundation.clock import now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument(
        "--anchor",
        metavar="FILE|LINE",
        help="a line “history POSITION HASH” that was printed earlier, or a file that ends with one",
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify, and tell the first fault first."""
    with above.database(arguments.data):
        above.enter()
        found = import_string("leadwright.history.verifying.inspect")(_anchor(arguments.anchor), at=now())
        for erased in found.erased:
            print(erased)
        for fault in found.faults:
            print(fault)
        print(f"{found.sealed} entries are sealed; {len(found.faults)} faults.")
        print(import_string("leadwright.history.sealing.anchor_line")())
        return 0 if found.is_intact else 1


def _anchor(given: str | None) -> object:
    if not given:
        return None
    path = Path(given)
    text = path.read_text() if path.is_file() else given
    try:
        return import_string("leadwright.history.sealing.read_anchor")(text)
    except ValueError as error:
        raise above.Stop(f"The anchor cannot be read: {error}.") from None
