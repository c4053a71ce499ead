"""`leadwright migrate`: the database up to date, its rights granted, what the product ships entered."""

import argparse
import os

from django.core.management import call_command
from django.db import connection

from leadwright.console import above, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    options.add_data(parser)


def run(arguments: argparse.Namespace) -> None:
    """Migrate the database that is set or embedded."""
    with above.database(arguments.data, fresh=True):
        migrate()


def migrate() -> None:
    """Migrate as the owner, then let the product's own role work, and no more than that."""
    roles = above.module("roles")
    app_role = roles.role_of(os.environ["DATABASE_URL"])
    above.enter_as_owner()
    if app_role == roles.role_of(os.environ["DATABASE_URL"]):
        raise above.Stop(
            "DATABASE_URL and DATABASE_OWNER_URL sign in as the same role; give the product its own."
        )
    call_command("migrate", interactive=False, verbosity=1 if "LEADWRIGHT_QUIET" not in os.environ else 0)
    roles.grant(connection, app_role)
    above.module("installing").install()
    connection.close()
