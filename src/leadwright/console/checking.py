"""`leadwright check`: proves that the installation is sound, before somebody relies on it."""

import argparse

from leadwright.console import installation, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)


def run(arguments: argparse.Namespace) -> None:
    """Check settings, rooms, migrations and the rights of the database role."""
    with installation.database(arguments.data):
        installation.enter()
        from leadwright.console.readiness import refuse_unless_ready

        refuse_unless_ready()
        print("All is well.")
