"""`leadwright verify-history`: reads all of history again; exit code 1 when something was tampered with."""

import argparse
from pathlib import Path

from leadwright.console import installation, options
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
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.history.sealing import anchor_line, read_anchor
        from leadwright.history.verifying import inspect
        from leadwright.privacy.verifying import compare

        try:
            anchor = read_anchor(_text(arguments.anchor)) if arguments.anchor else None
        except ValueError as error:
            raise installation.Stop(f"The anchor cannot be read: {error}.") from None
        report = inspect(anchor, at=now())
        faults = [*report.faults, *compare()]
        for row in (*report.erased, *faults):
            print(row)
        print(f"{report.sealed} entries are sealed; {len(faults)} faults.")
        print(anchor_line())
        return 1 if faults else 0


def _text(anchor: str) -> str:
    """Return the line itself, or what stands in the file of that name."""
    path = Path(anchor)
    return path.read_text() if path.is_file() else anchor
