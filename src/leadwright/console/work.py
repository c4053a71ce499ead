"""`leadwright work`: a worker; start as many as you like, on any number of machines."""

import argparse

from leadwright.console import installation, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)
    parser.add_argument("--concurrency", type=int, default=3, help="how many jobs at a time (3)")
    parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")


def run(arguments: argparse.Namespace) -> None:
    """Work until told to stop."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.console.readiness import refuse_unless_ready
        from leadwright.console.working import work

        refuse_unless_ready()
        work(arguments)
