"""`leadwright retain`: runs the active rules of retention now; with --dry-run it only counts."""

import argparse

from leadwright.console import installation, options
from leadwright.foundation.clock import now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="count what every rule would let go, and change nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Let contacts go, or count them rule by rule."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.privacy.retaining import counted, run_all

        if arguments.dry_run:
            for rule, number in counted(at=now()):
                state = "active" if rule.is_active else "only counts"
                print(f"{rule.organisation.name}: {rule} ({state}): {number}")
            return 0
        done = run_all(at=now())
    print("1 contact was erased." if done == 1 else f"{done} contacts were erased.")
    return 0
