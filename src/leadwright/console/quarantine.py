"""`leadwright quarantine`: lines of files that could not be read, and reading them again."""

import argparse
from pathlib import Path

from leadwright.console import installation, options
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.facts import SYSTEM

VERBS = {
    "list": "list the files of which lines wait, each with its number",
    "read-again": "read a file again, with another mapping if one is given",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, purpose in VERBS.items():
        command = verbs.add_parser(verb, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        options.add_data(command)
        if verb == "read-again":
            command.add_argument("file", type=int, metavar="NUMBER", help="the number that the list gives it")
            command.add_argument(
                "--currency", default="EUR", metavar="CODE", help="the currency of its amounts (EUR)"
            )
            command.add_argument("--mapping", type=Path, metavar="TOML", help="a mapping of one's own")


def run(arguments: argparse.Namespace) -> None:
    """List, or read again and print the figures."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.intake.actions import Inflow, replay
        from leadwright.intake.models import KeptFile

        if arguments.verb == "list":
            for file in KeptFile.objects.with_waiting_lines():
                print(f"{file.pk}: {file.name} of {file.organisation.name}: {file.quarantined.count()} lines")
            return
        kept = KeptFile.objects.filter(pk=arguments.file, main=None).select_related("organisation").first()
        if kept is None:
            raise installation.Stop(
                f"There is no file {arguments.file}; `leadwright quarantine list` lists them."
            )
        inflow = Inflow(organisation=kept.organisation, currency=arguments.currency, by=SYSTEM, at=now())
        try:
            for line in replay(kept, inflow=inflow, own=arguments.mapping).lines():
                print(line)
        except Refused as refused:
            raise installation.Stop(refused.sentence) from None
