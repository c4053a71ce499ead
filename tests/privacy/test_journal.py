"""Erasures written down outside the database, and repeated after a restore whatever the file looks like."""

import json
import logging
from pathlib import Path

from django.db import connection

from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.privacy.erasing import erase, repeat
from leadwright.privacy.journal import append, complete
from leadwright.privacy.models import Receipt
from tests.makers import House, make_contact
from tests.privacy.planting import ADDRESS, administrator, make_secret


def forgotten(house: House, **fields: str) -> dict[str, object]:
    """Erase somebody and return the row as the backup has it."""
    contact = make_secret(house, **fields)
    before = Contact.objects.filter(pk=contact.pk).values().get()
    erase([contact.pk], by=administrator(house), at=now())
    return before


def restore(row: dict[str, object], **changed: object) -> None:
    Contact.objects.filter(pk=row["id"]).update(**(row | changed))


def test_bad_lines_are_told_and_stop_nothing(committed, journal):
    row = forgotten(House())
    good = journal.read_text()
    bad = [
        '{"at": "2026-',
        "[]",
        "null",
        "\x00",
        '{"at": 1}',
        "9" * 5000,
        "[" * 100_000,
        good.replace('"contacts": [', '"contacts": [-'),
    ]
    restore(row)
    done = repeat([*bad, "", good], at=now())
    assert (done.people, len(done.bad), done.failed) == (1, len(bad), ())
    assert [row.number for row in done.bad] == list(range(1, len(bad) + 1))


def test_half_a_line_of_a_crash_does_not_spoil_the_next(journal):
    journal.parent.mkdir()
    journal.write_text('{"at": "20')
    append("{}")
    assert journal.read_text() == '{"at": "20\n{}\n'
    assert journal.stat().st_mode & 0o777 in (0o600, 0o644)


def test_the_file_is_for_its_owner_alone(journal):
    append("{}")
    assert journal.stat().st_mode & 0o777 == 0o600


def test_somebody_who_was_renamed_after_the_backup_is_known_by_the_moment_of_entry(committed, journal):
    row = forgotten(House())
    restore(row, name="Former Name", email="former@x.example")
    assert repeat(journal.read_text().splitlines(), at=now()).people == 1
    assert Contact.objects.get(pk=row["id"]).name == "—"


def test_somebody_else_under_the_same_number_is_left_alone(committed, journal):
    house = House()
    row = forgotten(house)
    other = make_contact(house.dina, name="Somebody Else", at=now())
    restore(row, name="Somebody Else", email="other@x.example", created_at=other.created_at)
    assert repeat(journal.read_text().splitlines(), at=now()).people == 0
    assert Contact.objects.get(pk=row["id"]).name == "Somebody Else"


def test_what_the_file_misses_is_written_down_later(committed, journal):
    row = forgotten(House())
    journal.unlink()
    assert (complete(), complete()) == (1, 0)
    line = json.loads(journal.read_text())
    assert (line["contacts"], len(line["digests"])) == ([row["id"]], 3)
    assert ADDRESS not in journal.read_text()


def test_a_disk_that_is_full_leaves_the_line_in_the_log(committed, journal, settings, caplog):
    settings.ERASURES = "/proc/nowhere/erasures.jsonl"
    caplog.set_level("ERROR")
    journal_log = logging.getLogger("leadwright.privacy")
    journal_log.addHandler(caplog.handler)
    row = forgotten(House())
    journal_log.removeHandler(caplog.handler)
    assert f'"contacts": [{row["id"]}]' in caplog.text
    assert Receipt.objects.count() == 1


def test_an_erasure_that_is_undone_is_not_written_down(db, journal):
    forgotten(House())
    assert connection.in_atomic_block
    assert not Path(journal).exists()
