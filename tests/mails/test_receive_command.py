"""`leadwright receive`, as a mail server calls it: its exit code says what the server is to do."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from leadwright.inbox.models import RawArrival
from leadwright.mails.models import Mail
from tests.console import forked
from tests.inbox.writing import raw
from tests.makers import House

Given = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def surroundings(committed, database_server) -> dict[str, str]:
    """Return the environment of a server that was set, on this worker's database."""
    url = database_server.cluster.url("app", connection.settings_dict["NAME"])
    usual = {"DATABASE_URL": url, "SECRET_KEY": "a secret of at least thirty-two characters"}
    return {**os.environ, **usual}


@pytest.fixture
def given(surroundings) -> Given:
    """Return a way to hand a mail to the command, which then runs in a copy of this process."""

    def handed(content: bytes, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
        return forked.run(["receive", *arguments], {**surroundings, **environment}, content)

    return handed


@pytest.fixture
def piped(surroundings) -> Given:
    """Return a way to hand a mail to the command as a process of its own, as a mail server does."""

    def handed(content: bytes, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "leadwright.console.main", "receive", *arguments]
        run = partial(subprocess.run, capture_output=True, timeout=90, check=False)
        return run(command, input=content, env=surroundings)

    return handed


def test_a_mail_is_stored_and_filed_with_its_envelope(piped):
    house, content = House(), raw("caf\u00e9 \x00")
    done = piped(content, "--organisation", "South", "--sender", "jan@customer.example")
    assert (done.returncode, done.stderr) == (0, b"")
    arrival = RawArrival.objects.get()
    assert (bytes(arrival.content), arrival.organisation, arrival.verdict) == (content, house.south, "READ")
    assert (arrival.envelope, Mail.objects.count()) == ({"from": "jan@customer.example"}, 1)


def test_a_mail_that_cannot_be_read_is_taken_all_the_same_and_read_again_later(given):
    House()
    assert given(b"no mail at all").returncode == 0
    assert RawArrival.objects.get().verdict == "UNREADABLE"
    assert given(b"", "--again").stdout == b"1 read again; 1 cannot be read still.\n"


def test_the_server_is_to_try_again_later_when_nothing_can_be_stored(given):
    assert given(raw(), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none").returncode == 75
    assert given(raw()).returncode == 75, "there is no organisation yet"
    assert not RawArrival.objects.exists()


def test_what_is_no_mail_or_too_large_goes_back_to_its_sender(given):
    House()
    assert given(b" \n").returncode == 65
    assert given(raw("x" * 2**20), LEADWRIGHT_MAIL_LARGEST="1").returncode == 69
    assert not RawArrival.objects.exists()
