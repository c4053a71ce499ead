"""A clock that is set back or forward leaves history in order, and nobody is accused of tampering."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leadwright.history.models import Entry, Seal
from leadwright.history.record import record_each
from leadwright.history.sealing import seal
from leadwright.history.verifying import inspect
from tests.history.noted import ANN, NOON, Noted, note

STEPS = [timedelta(hours=2), timedelta(days=3)]


def moments() -> list[datetime]:
    return list(Entry.objects.order_by("pk").values_list("at", flat=True))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("direction", [-1, 1])
@pytest.mark.parametrize("sealed_between", [False, True])
def test_a_clock_that_is_set_and_set_back_leaves_history_in_order(db, step, direction, sealed_between):
    clock = [NOON, NOON + direction * step, NOON + timedelta(minutes=5)]
    for at in clock:
        note(at=at)
        if sealed_between:
            seal(at + timedelta(seconds=3))
    seal(clock[-1] + timedelta(seconds=3))
    assert moments() == sorted(moments())
    sealed = list(Seal.objects.order_by("position").values_list("sealed_at", flat=True))
    assert sealed == sorted(sealed)
    assert inspect(at=clock[-1] + timedelta(days=4)).faults == []


def test_what_the_clock_said_is_kept_where_it_was_earlier_and_is_sealed_along(db):
    first, second = note(at=NOON), note(at=NOON - timedelta(hours=2))
    assert (first.at, first.by_clock) == (NOON, None)
    second = Entry.objects.get(pk=second.pk)
    assert (second.at, second.by_clock) == (NOON, NOON - timedelta(hours=2))
    assert "by_clock" in second.content()
    assert "by_clock" not in Entry.objects.get(pk=first.pk).content()


def test_the_newest_entry_stays_first_when_a_clock_was_set_back(db):
    note(at=NOON)
    second = note(at=NOON - timedelta(days=3))
    assert Entry.objects.newest_first()[0] == second


def test_many_facts_at_once_keep_the_order_too(db):
    note(at=NOON)
    earlier = [NOON - timedelta(days=3), NOON - timedelta(hours=2), NOON + timedelta(hours=1)]
    with transaction.atomic():
        record_each(Noted(thing=n, by=ANN, at=at) for n, at in enumerate(earlier))
    assert moments() == [NOON, NOON, NOON, earlier[-1]]
    seal(NOON + timedelta(hours=1))
    assert inspect(at=NOON + timedelta(days=1)).is_intact


def test_an_entry_in_order_costs_no_statement_more(db):
    note(at=NOON)
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        transaction.atomic(),
    ):
        note(at=NOON + timedelta(seconds=1))
    assert len([row for row in asked if "SAVEPOINT" not in row["sql"]]) == 1
