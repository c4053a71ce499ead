"""`leadwright migrate`: the database up to date, its rights granted, what the product ships entered."""

import argparse
import os

from leadwright.console import installation, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)


def run(arguments: argparse.Namespace) -> None:
    """Migrate as the owner, then let the product's own role work, and no more than that."""
    with installation.database(arguments.data, fresh=True):
        from django.core.management import call_command
        from django.db import connection

        from leadwright.config import roles

        app_role = roles.role_of(os.environ["DATABASE_URL"])
        installation.enter_as_owner()
        if app_role == roles.role_of(os.environ["DATABASE_URL"]):
            raise installation.Stop(
                "DATABASE_URL and DATABASE_OWNER_URL sign in as the same role; give the product its own."
            )
        call_command("migrate", interactive=False, verbosity=0 if "LEADWRIGHT_QUIET" in os.environ else 1)
        roles.grant(connection, app_role)
        from leadwright.config.installing import install

        install()
        connection.close()
