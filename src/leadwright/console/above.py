"""What the console needs from the floor above it, by name: that floor knows the console, not the other way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import django

DEMO_MARK = "demo"


class Stop(Exception):
    """The command cannot go on; the message says what to do."""


def module(name: str) -> Any:
    """Return a module of the floor above."""
    return import_module(f"leadwright.config.{name}")


def data_folder(chosen: Path | None) -> Path:
    """Return the folder of the embedded database: the one asked for, else the one that is set."""
    return chosen or Path(module("environment").read("LEADWRIGHT_DATA"))


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
    cluster = module("cluster").cluster(folder)
    with module("embedded_database").running(cluster):
        os.environ.update(environment_of(cluster))
        yield


def environment_of(cluster: Any) -> dict[str, str]:
    """Return the variables by which a process finds the embedded database and its secret."""
    found = {
        "DATABASE_URL": cluster.url("app"),
        "DATABASE_OWNER_URL": cluster.url("owner"),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or cluster.secret("secret-key"),
        "LEADWRIGHT_DATA": str(cluster.data),
    }
    return found | ({"LEADWRIGHT_DEMO": "1"} if (cluster.data / DEMO_MARK).exists() else {})


def enter() -> None:
    """Start Django on the settings of the floor above; without a secret there is nothing to start."""
    if len(os.environ.get("SECRET_KEY", "")) < 32:
        raise Stop("Set SECRET_KEY to at least 32 random characters, the same for all processes.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    django.setup()


def enter_as_owner() -> None:
    """Start Django as the role that owns the tables, with all the time that it needs."""
    owner = os.environ.get("DATABASE_OWNER_URL")
    if not owner:
        raise Stop(
            "Set DATABASE_OWNER_URL to the role that owns the tables; DATABASE_URL stays the product's own."
        )
    os.environ.update(DATABASE_URL=owner, LEADWRIGHT_STATEMENT_TIMEOUT="0", LEADWRIGHT_POOL="0")
    enter()
