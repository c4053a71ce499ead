"""The installation that a command works on: its settings, its database, and Django started on it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from leadwright.config import embedded_database, environment
from leadwright.config.cluster import Cluster, cluster

DEMO_MARK = "demo"


class Stop(Exception):
    """The command cannot go on; the message says what to do."""


def data_folder(chosen: Path | None) -> Path:
    """Return the folder of the embedded database: the one asked for, else the one that is set."""
    return chosen or Path(environment.read("LEADWRIGHT_DATA"))


def has_server() -> bool:
    """Tell whether a database server is set: then nothing is embedded."""
    return bool(os.environ.get("DATABASE_URL"))


@contextmanager
def database(data: Path | None, *, fresh: bool = False) -> Iterator[None]:
    """Have a database while a command runs: the server that is set, else the embedded one of a folder.

    Only `fresh` may make a new one; any other command wants one that was made before.
    """
    if has_server():
        yield
        return
    folder = data_folder(data)
    if not fresh and not (folder / "secrets" / "made").exists():
        raise Stop(
            f"There is no Leadwright in {folder.resolve()}; begin with `leadwright demo` or `leadwright init`."
        )
    embedded = cluster(folder)
    with embedded_database.running(embedded):
        os.environ.update(environment_of(embedded))
        yield


def environment_of(embedded: Cluster) -> dict[str, str]:
    """Return the variables by which a process finds the embedded database and its secret."""
    variables = {
        "DATABASE_URL": embedded.url("app"),
        "DATABASE_OWNER_URL": embedded.url("owner"),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or embedded.secret("secret-key"),
        "LEADWRIGHT_DATA": str(embedded.data),
    }
    return variables | ({"LEADWRIGHT_DEMO": "1"} if (embedded.data / DEMO_MARK).exists() else {})


def enter() -> None:
    """Start Django on the settings; without a secret there is nothing to start.

    What runs has no need of the owner's address: only `enter_as_owner` reads it, before.
    """
    os.environ.pop("DATABASE_OWNER_URL", None)
    if len(os.environ.get("SECRET_KEY", "")) < 32:
        raise Stop("Set SECRET_KEY to at least 32 random characters, the same for all processes.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    django.setup()


def enter_without_database() -> None:
    """Start Django for what ships with the product and stands in no database."""
    os.environ.setdefault("SECRET_KEY", secrets.token_hex())
    os.environ.update(LEADWRIGHT_POOL="0")
    enter()


def enter_as_owner() -> None:
    """Start Django as the role that owns the tables, with all the time that it needs."""
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not owner:
        raise Stop(
            "Set DATABASE_OWNER_URL to the role that owns the tables; DATABASE_URL stays the product's own."
        )
    os.environ.update(DATABASE_URL=owner, LEADWRIGHT_STATEMENT_TIMEOUT="0", LEADWRIGHT_POOL="0")
    enter()
