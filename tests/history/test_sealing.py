"""One sealer chains what was committed; whoever tampers is named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from leadwright.history import sealing, verifying
from leadwright.history.erasure import erase_values
from leadwright.history.facts import SYSTEM, Subject
from leadwright.history.hashing import GENESIS, content_hash
from leadwright.history.models import Entry, Seal, Value
from leadwright.history.record import entry_of
from leadwright.history.sealing import anchor_line, last_anchor, read_anchor, seal
from leadwright.history.verifying import inspect, verify
from tests.history.noted import ANN, NOON, Noted, note

pytestmark = pytest.mark.usefixtures("committed", "numbers_from_one")
LATER = NOON + timedelta(minutes=5)
SEALED_AT = NOON.replace(second=3)


def six_sealed() -> list[Entry]:
    entries = [note(n, remark=f"remark {n}") for n in range(1, 7)]
    seal(SEALED_AT)
    return entries


def faults(anchor: str | None = None) -> list[str]:
    return [str(fault) for fault in verify(read_anchor(anchor) if anchor else None, at=LATER)]


def test_an_untouched_log_is_intact():
    six_sealed()
    result = inspect(at=LATER)
    assert (result.is_intact, result.sealed, result.faults, result.erased) == (True, 6, [], [])


def test_an_empty_log_is_intact_and_its_anchor_is_the_beginning():
    assert verify(at=LATER) == []
    assert anchor_line() == f"history 0 {GENESIS}"


def test_sealing_twice_adds_nothing():
    six_sealed()
    before = last_anchor()
    assert seal(LATER) == 0
    assert last_anchor() == before


def test_a_second_sealer_leaves_the_work_to_the_first():
    note()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.SEALER_LOCK])
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(alone, seal, SEALED_AT).result() == 0
    assert seal(SEALED_AT) == 1


def alone(function, *args):
    try:
        return function(*args)
    finally:
        connection.close()


CHANGED = "position {0}, entry {0}: the entry was changed (thing.noted of thing {0})"
UNFIT = "position 2, entry 2: the seal does not fit its entry"
MISSING = "position 4, entry 4: seals are missing before this one (the one before is 2)"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE history_entry SET details = '{\"size\": 99}' WHERE id = 3", CHANGED.format(3)),
        ("UPDATE history_entry SET at = at - interval '1 microsecond' WHERE id = 4", CHANGED.format(4)),
        ("UPDATE history_entry SET actor_id = 8 WHERE id = 2", CHANGED.format(2)),
        ("UPDATE history_entry SET corrects = 1 WHERE id = 2", CHANGED.format(2)),
        ("UPDATE history_entry SET organisations = '{9}' WHERE id = 2", CHANGED.format(2)),
        (
            "UPDATE history_value SET value = 'remark x' WHERE entry_id = 5 AND field = 'remark'",
            "position 5, entry 5: a value was changed (remark)",
        ),
        (
            "UPDATE history_value SET salt = repeat('0', 32) WHERE entry_id = 5 AND field = 'remark'",
            "position 5, entry 5: a value was changed (remark)",
        ),
        (
            "DELETE FROM history_value WHERE entry_id = 5 AND field = 'remark'",
            "position 5, entry 5: tampered: a value is gone (remark)",
        ),
        (
            "INSERT INTO history_value (entry_id, field, salt, value) VALUES (5, 'more', '0', 'x')",
            "position 5, entry 5: a value was added (more)",
        ),
        ("DELETE FROM history_entry WHERE id = 3", "position 3, entry 3: the entry was deleted"),
        ("UPDATE history_seal SET hash = repeat('a', 64) WHERE position = 2", UNFIT),
        ("UPDATE history_seal SET sealed_at = sealed_at + interval '1 day' WHERE position = 2", UNFIT),
        (
            "UPDATE history_seal SET previous_hash = repeat('a', 64) WHERE position = 4",
            "position 4, entry 4: the chain is broken before this seal",
        ),
        ("DELETE FROM history_seal WHERE position = 3", MISSING),
        ("UPDATE history_seal SET position = 100 WHERE position = 3", MISSING),
    ],
)
def test_the_first_bad_row_is_named(tamper, statement, expected):
    six_sealed()
    tamper(statement)
    assert faults()[0] == expected


SWAP = (
    "UPDATE history_entry SET id = -1 WHERE id = 2",
    "UPDATE history_entry SET id = 2 WHERE id = 5",
    "UPDATE history_entry SET id = 5 WHERE id = -1",
)


def test_swapped_entries_are_named(tamper):
    six_sealed()
    tamper(*SWAP)
    assert faults()[0] == "position 2, entry 2: the seal does not fit its entry"


def test_swapped_texts_are_named(tamper):
    six_sealed()
    tamper(
        *(
            line.replace("history_entry SET id", "history_value SET entry_id")
            .replace("id =", "entry_id =")
            .replace("entry_entry_id", "entry_id")
            for line in SWAP
        )
    )
    assert faults()[0].startswith("position 2, entry 2: a value was changed")


def test_an_entry_rewritten_with_a_fitting_hash_is_named_by_its_seal(tamper):
    entry = six_sealed()[2]
    entry.details = {"size": 99}
    tamper(
        f"UPDATE history_entry SET details = '{{\"size\": 99}}', hash = '{content_hash(entry.content())}'"
        f" WHERE id = {entry.pk}"
    )
    assert faults() == [f"position 3, entry {entry.pk}: the seal does not fit its entry"]


def test_an_entry_slipped_in_later_with_an_old_date_is_named():
    six_sealed()
    seal(LATER)
    entry, _values = entry_of(Noted(thing=7, by=ANN, at=NOON - timedelta(days=30)))
    entry.digests = {}
    entry.hash = content_hash(entry.content())
    entry.save(force_insert=True)
    seal(LATER + timedelta(hours=1))
    assert [(fault.entry, fault.kind) for fault in verify(at=LATER)] == [
        (entry.pk, "the entry is back-dated")
    ]


def test_what_is_recorded_late_by_minutes_is_not_called_back_dated():
    six_sealed()
    note(7, at=NOON - timedelta(minutes=20))
    seal(LATER)
    assert verify(at=LATER) == []


def test_an_entry_that_stays_unsealed_for_over_a_minute_is_named():
    six_sealed()
    entry = note(7)
    assert verify(at=NOON + timedelta(seconds=59)) == []
    assert faults() == [f"after the seals, entry {entry.pk}: unsealed for over a minute"]


def test_a_cut_tail_is_found_against_the_anchor_alone(tamper):
    six_sealed()
    line = anchor_line()
    tamper(
        "DELETE FROM history_seal WHERE position > 4",
        "DELETE FROM history_value WHERE entry_id > 4",
        "DELETE FROM history_entry WHERE id > 4",
    )
    assert faults() == []
    assert faults(line) == ["position 5: the tail was cut (the anchor knows 6)"]


def test_a_chain_written_anew_is_found_against_the_anchor(tamper):
    six_sealed()
    line = anchor_line()
    tamper("DELETE FROM history_seal WHERE position > 3")
    Entry.objects.get(pk=6)
    seal(LATER)
    assert faults() == []
    assert faults(line)[0].startswith("position 6, entry 6: the chain was rewritten")


def test_an_older_anchor_still_fits_a_chain_that_grew():
    six_sealed()
    line = f"2026-03-02 12:00 INFO leadwright {anchor_line()}\n"
    note(7)
    seal(LATER)
    assert faults(line) == []


def test_a_text_without_an_anchor_is_refused():
    with pytest.raises(ValueError, match="no line"):
        read_anchor("nothing here")


def test_recorded_erasure_is_told_and_is_no_fault():
    entries = six_sealed()
    erase_values([entries[1].pk], about=Subject(kind="person", id=5, name="Jan"), by=SYSTEM, at=NOON)
    seal(LATER)
    result = inspect(at=LATER)
    assert result.is_intact
    assert {(gap.entry, gap.kind) for gap in result.erased} == {(entries[1].pk, "erased")}
    assert not Value.objects.filter(value="Jan").exists()


def test_an_erasure_does_not_cover_another_entry(tamper):
    entries = six_sealed()
    erase_values([entries[1].pk], about=Subject(kind="person", id=5), by=SYSTEM, at=NOON)
    tamper(f"DELETE FROM history_value WHERE entry_id = {entries[2].pk}")
    seal(LATER)
    assert {fault.entry for fault in verify(at=LATER)} == {entries[2].pk}


def test_an_entry_committed_late_is_not_skipped():
    """A slow transaction takes its number first and commits last."""
    taken, go = Event(), Event()

    def slowly() -> int:
        with transaction.atomic():
            pk = note(1).pk
            taken.set()
            assert go.wait(10)
        return pk

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(alone, slowly)
        assert taken.wait(10)
        quick = [note(n).pk for n in range(2, 5)]
        assert seal(SEALED_AT) == 3
        go.set()
        late = slow.result()
    assert late < min(quick)
    assert seal(SEALED_AT) == 1
    assert list(Seal.objects.order_by("position").values_list("entry", flat=True)) == [*quick, late]
    assert verify(at=LATER) == []


def test_what_lies_further_back_than_a_run_looks_is_sealed_with_the_hour(monkeypatch):
    monkeypatch.setattr(sealing, "LOOK_BACK", 2)
    old = note(1)
    newer = [note(n) for n in range(2, 9)]
    Seal.objects.bulk_create(
        sealing._links([(e.pk, e.hash) for e in newer], last=last_anchor(), at=SEALED_AT)
    )
    assert seal(SEALED_AT.replace(minute=30)) == 0
    assert seal(SEALED_AT.replace(hour=13, minute=0)) == 1
    assert Seal.objects.get(entry=old.pk).position == 8


def test_writers_and_sealers_at_once_leave_one_unbroken_chain(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 7)
    monkeypatch.setattr(verifying, "BATCH", 7)
    start, writers, sealers, each = Barrier(7), 4, 3, 15

    def write(writer: int) -> None:
        start.wait()
        for n in range(each):
            note(writer * 100 + n)

    def keep_sealing() -> None:
        start.wait()
        for _ in range(20):
            seal(SEALED_AT)

    with ThreadPoolExecutor(7) as pool:
        jobs = [pool.submit(alone, write, n) for n in range(writers)]
        jobs += [pool.submit(alone, keep_sealing) for _ in range(sealers)]
        for job in jobs:
            job.result()
    seal(SEALED_AT)
    assert verify(at=LATER) == []
    positions = list(Seal.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, writers * each + 1))
