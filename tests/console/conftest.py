"""A shell in which commands are typed."""

import os
import subprocess
import sys

import pytest
from django.db import connection

SECRET = "a secret of at least thirty-two characters"


@pytest.fixture
def typed(committed, owner_url, database_server):
    """Return a way to type a command against this worker's database, as a server that was set."""
    app_url = database_server.cluster.url("app", connection.settings_dict["NAME"])
    usual = {"DATABASE_URL": app_url, "DATABASE_OWNER_URL": owner_url, "SECRET_KEY": SECRET}

    def typing(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "leadwright.console.main", *arguments]
        surroundings = {**os.environ, **usual, **environment}
        return subprocess.run(
            command, env=surroundings, capture_output=True, text=True, timeout=90, check=False
        )

    return typing
