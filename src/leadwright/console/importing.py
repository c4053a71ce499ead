"""`leadwright import`: leads from a file that the product recognises by its headers."""

import argparse
from pathlib import Path

from leadwright.console import installation, options
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the file; those beside it that belong to it come along"
    )
    parser.add_argument(
        "--organisation", metavar="NAME", help="the organisation that gets the leads (the vendor)"
    )
    parser.add_argument("--currency", default="EUR", metavar="CODE", help="the currency of its amounts (EUR)")
    parser.add_argument(
        "--mapping", type=Path, metavar="TOML", help="a mapping of one's own, for a shape that is not known"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, and store nothing")


def run(arguments: argparse.Namespace) -> int:
    """Import, and print the mapping and the figures."""
    if not arguments.file.is_file():
        raise installation.Stop(f"There is no file {arguments.file}.")
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.intake.actions import import_file

        try:
            for line in import_file(
                arguments.file,
                organisation=arguments.organisation,
                currency=arguments.currency,
                dry_run=arguments.dry_run,
                mapping=arguments.mapping,
                at=now(),
            ):
                print(line)
        except Refused as refused:
            raise installation.Stop(refused.sentence) from None
    return 0
