"""A shell in which commands are typed."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from tests.console import forked

SECRET = "a secret of at least thirty-two characters"
Typing = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def surroundings(committed, owner_url, database_server) -> dict[str, str]:
    """Return the environment of a server that was set, on this worker's database."""
    app_url = database_server.cluster.url("app", connection.settings_dict["NAME"])
    usual = {"DATABASE_URL": app_url, "DATABASE_OWNER_URL": owner_url, "SECRET_KEY": SECRET}
    return {**os.environ, **usual}


@pytest.fixture
def typed(surroundings) -> Typing:
    """Return a way to type a command, which then runs in a copy of this process."""

    def typing(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        done = forked.run(arguments, {**surroundings, **environment})
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return typing


@pytest.fixture
def begun(surroundings) -> Typing:
    """Return a way to type a command, which then begins as a process of its own, as in a shell."""

    def typing(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "leadwright.console.main", *arguments]
        run = partial(subprocess.run, capture_output=True, text=True, timeout=90, check=False)
        return run(command, env={**surroundings, **environment})

    return typing
