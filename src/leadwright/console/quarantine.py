"""`leadwright quarantine`: lines of files that could not be read, and reading them again."""

import argparse
from collections import Counter
from pathlib import Path

from leadwright.console import installation, options
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused

VERBS = {
    "list": "list the imports of which rows wait, each with its number",
    "read-again": "read the refused rows of an import again, with another mapping if one is given",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in VERBS.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        options.add_data(command)
        if verb == "read-again":
            command.add_argument("file", type=int, metavar="NUMBER", help="the number that the list gives it")
            command.add_argument("--mapping", type=Path, metavar="TOML", help="a mapping of one's own")


def run(arguments: argparse.Namespace) -> None:
    """List, or read again and print the figures."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.intake.models import Import, ImportRow
        from leadwright.intake.working import read_again

        numbers = Counter(ImportRow.objects.waiting().values_list("file_import", flat=True))
        waiting = Import.objects.filter(pk__in=numbers).select_related("file", "organisation", "by")
        if arguments.verb == "list":
            for item in waiting.defer("file__content").order_by("pk"):
                print(f"{item.pk}: {item.file.name} of {item.organisation.name}: {numbers[item.pk]} lines")
            return
        row = waiting.filter(pk=arguments.file).first()
        if row is None:
            raise installation.Stop(
                f"No rows of an import {arguments.file} wait; `leadwright quarantine list` tells of which some do."
            )
        try:
            for line in read_again(row, mapping=arguments.mapping, at=now()).lines():
                print(line)
        except Refused as refused:
            raise installation.Stop(refused.sentence) from None
