"""The dump of the whole database before and after an erasure, as an operator would take it."""

import os
import subprocess
from pathlib import Path

from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.history.sealing import anchor_line, seal
from leadwright.history.verifying import inspect
from leadwright.privacy.erasing import erase
from tests.files.attaching import TEXT, in_store
from tests.privacy.planting import ADDRESS, PHONE, SECRET

MARKS = (SECRET, ADDRESS, PHONE, PHONE[3:], "85073003328", SECRET.encode().hex())


def dump(server, url: str) -> str:
    """Return the dump that the server's own pg_dump makes."""
    program = server.cluster.programs.folder / "pg_dump"
    if not Path(program).exists():
        program = Path("/usr/bin/pg_dump")
    surroundings = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        [str(program), "--dbname", url], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.casefold()


def test_a_dump_after_the_erasure_holds_nothing_and_history_is_intact(
    planted, owner_url, database_server, journal
):
    house, contact = planted
    holding = Contact.objects.get(name__endswith="Holding")
    seal(now())
    before, anchor = inspect(at=now()), anchor_line()
    data = dump(database_server, owner_url)
    assert sum(SECRET.encode() in body for body in in_store().values()) == 3
    assert all(mark.casefold() in data for mark in (SECRET, ADDRESS, PHONE, SECRET.encode().hex()))
    erase([contact.pk, holding.pk], by=house.dina, at=now())
    after = dump(database_server, owner_url)
    assert [mark for mark in MARKS if mark.casefold() in after + journal.read_text().casefold()] == []
    seal(now())
    result = inspect(at=now())
    assert (before.is_intact, result.is_intact) == (True, True)
    assert result.sealed > before.sealed
    left = b"".join(in_store().values())
    assert (SECRET.encode() in left, left) == (False, TEXT + TEXT)
    assert anchor.split()[1] != anchor_line().split()[1]
