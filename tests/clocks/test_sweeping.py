"""The sweeper passes each slot once, whoever else sweeps and whatever fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import IntegrityError, connection, transaction

from leadwright.clocks import sweep as sweeping
from leadwright.clocks.models import Clock, Slot
from leadwright.clocks.questions import hold_subjects
from leadwright.clocks.sweep import sweep
from leadwright.history import record as recording
from leadwright.history.models import Entry
from tests.clocks.running import DAY, MONDAY, MONTHLY, WEEK, WEEKLY, push, start, stop

SECOND = timedelta(seconds=1)


@pytest.fixture
def due():
    """Collect what came due."""
    kept, facts = dict(recording._reactions), []
    recording.bind({"clock.due": [facts.append]})
    yield facts
    recording.bind(kept)


@pytest.fixture
def holder():
    """Give back the product's answer afterwards."""
    kept = hold_subjects._answer
    yield hold_subjects.bind
    hold_subjects.bind(kept)


@pytest.mark.django_db
def test_a_deadline_is_missed_only_after_its_last_second(due):
    clock = start()
    assert sweep(clock.due_at) == 0
    assert sweep(clock.due_at + SECOND) == 1
    assert [(f.purpose, f.slot.number, f.coalesced, f.clock.kind) for f in due] == [
        ("deadline", -1, 0, "accept")
    ]
    assert Clock.objects.get().overdue_at == clock.due_at + SECOND


@pytest.mark.django_db
def test_sweeping_again_does_nothing(due):
    clock = start()
    for _ in range(3):
        sweep(clock.due_at + DAY)
    assert len(due) == Slot.objects.count() == 1


@pytest.mark.django_db
def test_reminders_come_on_their_grid_until_the_clock_stops(due):
    start("qualify", rule=WEEK, reminders=WEEKLY)
    for day in range(30):
        sweep(MONDAY + day * DAY)
    stop("qualify")
    sweep(MONDAY + 60 * DAY)
    reminders = [f.slot.due_at for f in due if f.purpose == "reminder"]
    assert reminders == [MONDAY + n * DAY for n in (7, 14, 21, 28)]
    assert [f.at for f in due if f.purpose == "deadline"] == [MONDAY + 8 * DAY]


@pytest.mark.django_db
def test_after_an_outage_the_last_reminder_speaks_for_all(due):
    start("update", rule=MONTHLY, reminders=MONTHLY)
    assert sweep(MONDAY + 100 * DAY) == 1
    assert [(f.purpose, f.slot.number, f.coalesced) for f in due] == [("deadline", -1, 0), ("reminder", 4, 3)]
    rows = Slot.objects.filter(number__gt=0).order_by("number").values_list("number", "outcome", "due_at")
    assert [(n, o, (d - MONDAY).days) for n, o, d in rows] == [
        (1, "COALESCED", 7),
        (2, "COALESCED", 37),
        (3, "COALESCED", 67),
        (4, "FIRED", 97),
    ]


@pytest.mark.django_db
def test_an_opportunity_that_is_kept_up_to_date_is_reminded_and_never_overdue(due):
    start("update", rule=MONTHLY, reminders=MONTHLY)
    for day in range(100):
        sweep(MONDAY + day * DAY - SECOND)
        push(at=MONDAY + day * DAY)
        sweep(MONDAY + day * DAY)
    assert [(f.purpose, f.slot.number) for f in due] == [("reminder", n) for n in (1, 2, 3, 4)]


@pytest.mark.django_db
def test_history_tells_which_slot_came_due():
    start("update", rule=MONTHLY, reminders=MONTHLY)
    sweep(MONDAY + 7 * DAY)
    entry = Entry.objects.get(fact="clock.due")
    assert (entry.subject_kind, entry.subject_id, entry.actor_kind) == ("thing", 1, "system")
    assert entry.details == {
        "clock": Clock.objects.get().pk,
        "kind": "update",
        "purpose": "reminder",
        "slot": 1,
        "due_at": "2026-03-09T10:00:00.000000Z",
        "coalesced": 0,
    }


@pytest.mark.django_db
def test_a_slot_passes_once_by_the_word_of_the_database():
    clock = start()
    sweep(clock.due_at + DAY)
    slot = Slot.objects.get()
    slot.pk = None
    with pytest.raises(IntegrityError, match="a_slot_of_a_clock_passes_once"), transaction.atomic():
        slot.save(force_insert=True)


@pytest.mark.django_db
def test_a_clock_whose_reaction_fails_stays_due_and_does_not_stop_the_others(due, caplog):
    start(subject=1), start(subject=2)
    recording.bind({"clock.due": [fail_for_the_first, due.append]})
    assert sweep(MONDAY + 30 * DAY) == 1
    assert [f.clock.subject_id for f in due] == [2]
    recording.bind({"clock.due": [due.append]})
    assert sweep(MONDAY + 30 * DAY) == 1
    assert [f.clock.subject_id for f in due] == [2, 1]


def fail_for_the_first(fact):
    if fact.clock.subject_id == 1:
        raise AttributeError("a fault in a reaction")


@pytest.mark.django_db
def test_a_set_of_clocks_that_fail_stops_nobody_behind_it_and_each_is_tried_once(due, monkeypatch, caplog):
    for subject in (1, 1, 2, 3):
        start(f"kind {Clock.objects.count()}", subject=subject, rule=WEEK)
    monkeypatch.setattr(sweeping, "SET", 2)
    recording.bind({"clock.due": [fail_for_the_first, due.append]})
    assert list(sweeping.sets(lambda: MONDAY + 30 * DAY)) == [0, 2]
    assert [f.clock.subject_id for f in due] == [2, 3]
    assert len([line for line in caplog.messages if "could not be swept" in line]) == 2


@pytest.mark.django_db
def test_a_busy_subject_is_left_for_the_next_sweep(due, holder):
    start(subject=1), start(subject=2)
    holder(lambda kind, ids, *, wait: {2} & set(ids) if (kind, wait) == ("thing", False) else set())
    assert sweep(MONDAY + 30 * DAY) == 1
    assert [f.clock.subject_id for f in due] == [2]


@pytest.mark.django_db
def test_a_sweep_deals_with_the_longest_overdue_first_and_no_more_than_asked(due):
    for subject in (1, 2, 3):
        start(subject=subject, at=MONDAY - subject * 7 * DAY)
    assert sweep(MONDAY + 30 * DAY, limit=2) == 2
    assert [f.clock.subject_id for f in due] == [3, 2]


@pytest.mark.django_db
def test_the_sweeper_finds_its_clocks_by_an_index():
    for subject in range(50):
        start(subject=subject)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = Clock.objects.to_be_swept(MONDAY).explain()
    assert "clocks_to_be_swept" in plan


def alone(function, *args):
    try:
        return function(*args)
    finally:
        connection.close()


@pytest.mark.usefixtures("committed")
def test_three_workers_at_once_pass_each_slot_once(due):
    clocks, workers = 40, 3
    for subject in range(clocks):
        start("update", subject=subject, rule=MONTHLY, reminders=MONTHLY)
    together = Barrier(workers)

    def work() -> int:
        together.wait()
        return sum(sweep(MONDAY + 40 * DAY) for _ in range(3))

    with ThreadPoolExecutor(workers) as pool:
        swept = [pool.submit(alone, work) for _ in range(workers)]
        assert sum(job.result() for job in swept) == clocks
    assert Entry.objects.filter(fact="clock.due").count() == 2 * clocks
    assert Slot.objects.filter(number__gt=0).count() == 2 * clocks
    assert len({(f.clock.pk, f.slot.number) for f in due}) == 2 * clocks


@pytest.mark.usefixtures("committed")
def test_a_sweep_passes_by_a_clock_that_another_worker_holds(due):
    start(subject=1), start(subject=2)
    held, done = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Clock.objects.select_for_update().get(subject_id=1)
            held.set()
            assert done.wait(10)

    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(alone, hold)
        assert held.wait(10)
        assert sweep(MONDAY + 30 * DAY) == 1
        done.set()
        job.result()
    assert [f.clock.subject_id for f in due] == [2]
    assert sweep(MONDAY + 30 * DAY) == 1
