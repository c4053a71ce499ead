"""`leadwright erase-again`: after a restore, erases again whoever was erased since the backup was made."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from leadwright.console import installation, options
from leadwright.foundation.clock import now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument(
        "--journal",
        type=Path,
        metavar="FILE",
        help="the file in which erasures are written down (what LEADWRIGHT_ERASURES says)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Repeat, and tell how many people that were; exit code 1 when a line could not be followed."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.privacy.erasing import repeat

        journal = arguments.journal or Path(settings.ERASURES)
        if not journal.is_file():
            raise installation.Stop(f"There is no file {journal}; name it with --journal.")
        with journal.open(errors="replace") as lines:
            done = repeat(lines, at=now())
    for line in done.bad:
        print(f"Line {line.number} tells of no erasure and is skipped ({line.reason}).", file=sys.stderr)
    for line in done.failed:
        print(f"Line {line.number} could not be repeated ({line.reason}).", file=sys.stderr)
    people = "1 person was" if done.people == 1 else f"{done.people} people were"
    print(f"{people} erased again.")
    return 1 if done.bad or done.failed else 0
