"""`leadwright init`: a new house with its first organisation and administrator."""

import argparse

from leadwright.console import children, installation, options
from leadwright.foundation.refusals import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--organisation", required=True, metavar="NAME", help="the first organisation")
    parser.add_argument("--email", required=True, help="its administrator's address")
    parser.add_argument("--name", default="Administrator", help="the administrator's name (Administrator)")
    parser.add_argument("--country", default="BE", metavar="CODE", help="the organisation's country (BE)")
    parser.add_argument(
        "--setup", metavar="NAME", help="what to begin with; `leadwright config setups` lists it"
    )
    parser.add_argument("--time-zone", default="Europe/Brussels", help="its time zone (Europe/Brussels)")


def run(arguments: argparse.Namespace) -> None:
    """Make the database, the organisation and the invitation, and print the one link that leads in."""
    with installation.database(arguments.data, fresh=True):
        children.run("migrate", environment={"LEADWRIGHT_QUIET": "1"})
        installation.enter()
        from leadwright.console.first_organisation import enter
        from leadwright.leads.configuration.setups import SETUPS

        if arguments.setup not in (None, *SETUPS):
            known = ", ".join(SETUPS)
            raise installation.Stop(f"There is no set-up {arguments.setup}; choose one of: {known}.")
        try:
            print(enter(arguments))
        except Refused as refused:
            raise installation.Stop(refused.sentence) from None
