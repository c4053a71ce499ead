"""`leadwright receive`, as a mail server calls it: its exit code says what the server is to do."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import connection

from leadwright.inbox.models import RawArrival
from leadwright.mails.models import Mail
from tests.inbox.writing import raw
from tests.makers import House

Given = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def given(committed, database_server) -> Given:
    """Return a way to hand a mail to the command on this worker's database."""
    url = database_server.cluster.url("app", connection.settings_dict["NAME"])
    usual = {"DATABASE_URL": url, "SECRET_KEY": "a secret of at least thirty-two characters"}

    def handed(content: bytes, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "leadwright.console.main", "receive", *arguments]
        surroundings = {**os.environ, **usual, **environment}
        return subprocess.run(
            command, input=content, env=surroundings, capture_output=True, timeout=90, check=False
        )

    return handed


def test_a_mail_is_stored_and_filed_with_its_envelope(given):
    house, content = House(), raw("caf\u00e9 \x00")
    done = given(content, "--organisation", "South", "--sender", "jan@customer.example")
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
