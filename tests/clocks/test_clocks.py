"""Clocks start, are pushed, stop and are planned anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from leadwright.clocks import actions
from leadwright.clocks.models import Clock, calendar_of
from leadwright.clocks.sweep import sweep
from leadwright.clocks.worktime import MONDAY_TO_FRIDAY, WorkCalendar
from leadwright.history.facts import SYSTEM
from leadwright.history.models import Entry
from tests.clocks.running import DAY, MONDAY, MONTHLY, WEEK, WEEKLY, make_organisation, push, start, stop

pytestmark = pytest.mark.django_db


def test_an_offer_is_due_on_the_third_working_day_of_its_organisation():
    clock = start(organisation_id=make_organisation().pk, at=datetime(2026, 4, 2, 10, tzinfo=UTC))
    assert clock.due_at == datetime(2026, 4, 8, 21, 59, 59, tzinfo=UTC)  # Easter Monday in between


def test_a_week_ends_with_the_seventh_local_day():
    clock = start("qualify", rule=WEEK, organisation_id=make_organisation(time_zone="America/New_York").pk)
    assert clock.due_at == datetime(2026, 3, 10, 3, 59, 59, tzinfo=UTC)  # summer time has begun on the 8th


def test_a_rhythm_is_due_at_its_first_slot_and_keeps_the_time_of_day():
    clock = start("update", rule=MONTHLY, organisation_id=make_organisation().pk)
    assert clock.due_at == MONDAY + 7 * DAY
    assert push(at=MONDAY + 8 * DAY).due_at == MONDAY + 37 * DAY - timedelta(hours=1)  # summer time


def test_an_update_before_the_first_slot_does_not_move_the_grid():
    start("update", rule=MONTHLY, reminders=MONTHLY)
    assert push(at=MONDAY + 2 * DAY).due_at == MONDAY + 7 * DAY
    assert push(at=MONDAY + 7 * DAY).due_at == MONDAY + 37 * DAY


def test_an_update_clears_the_overdue_flag():
    start("update", rule=MONTHLY)
    sweep(MONDAY + 8 * DAY)
    assert Clock.objects.get().overdue_at
    assert push(at=MONDAY + 9 * DAY).overdue_at is None
    assert Clock.objects.get().is_overdue(MONDAY + 37 * DAY) is False


def test_pushing_what_does_not_run_or_has_no_rhythm_changes_nothing():
    assert push(at=MONDAY) is None
    before = start("update", rule=WEEK).due_at
    assert push(at=MONDAY + DAY).due_at == before


def test_a_given_moment_is_kept():
    due = MONDAY + 90 * DAY
    assert start("complete", rule={"until": True}, due_at=due).due_at == due


def test_a_given_moment_has_to_be_given():
    with pytest.raises(ValueError, match="when it is due"):
        start("complete", rule={"until": True})


def test_starting_again_takes_the_place_of_the_running_clock():
    first = start()
    second = start(at=MONDAY + DAY)
    assert Clock.objects.get(pk=first.pk).state == Clock.State.STOPPED
    assert list(Clock.objects.running()) == [second]


def test_two_running_clocks_of_a_kind_are_refused_by_the_database():
    clock = start()
    clock.pk = None
    with pytest.raises(IntegrityError, match="one_running_clock_of_a_kind"), transaction.atomic():
        clock.save(force_insert=True)


def test_stopping_one_kind_leaves_the_others():
    start("accept"), start("complete", rule=WEEK), start("accept", subject=2)
    assert stop("accept", at=MONDAY + DAY) == 1
    assert sorted(Clock.objects.running().values_list("kind", "subject_id")) == [
        ("accept", 2),
        ("complete", 1),
    ]
    ended = Clock.objects.get(kind="accept", subject_id=1)
    assert (ended.state, ended.ended_at, ended.next_slot_at) == ("MET", MONDAY + DAY, None)


def test_stopping_all_clocks_of_a_subject_counts_them():
    start("accept"), start("complete", rule=WEEK)
    assert stop(met=False) == 2
    assert set(Clock.objects.values_list("state", flat=True)) == {"STOPPED"}
    assert stop() == 0


def test_without_settings_a_calendar_is_the_working_week_of_the_country():
    firm = make_organisation(country="NL", time_zone="Europe/Amsterdam")
    assert calendar_of(firm.pk) == WorkCalendar("Europe/Amsterdam", MONDAY_TO_FRIDAY, "NL")
    assert calendar_of(None) == WorkCalendar("UTC")


def change(firm, *, weekdays=range(5), country="BE", time_zone="Europe/Brussels", closing_days=(), at=MONDAY):
    return actions.change_calendar(
        organisation_id=firm.pk,
        weekdays=weekdays,
        country=country,
        time_zone=time_zone,
        closing_days=closing_days,
        by=SYSTEM,
        at=at,
    )


def test_a_closing_day_moves_the_running_clocks_of_its_organisation_only():
    firm, other = make_organisation(), make_organisation()
    start(organisation_id=firm.pk), start(subject=2, organisation_id=other.pk)
    ended = start(subject=3, organisation_id=firm.pk)
    stop(subject=3)
    assert change(firm, closing_days=[date(2026, 3, 4)], at=MONDAY + DAY) == 1
    assert Clock.objects.get(subject_id=1).due_at == datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)
    assert {c.due_at for c in Clock.objects.exclude(subject_id=1)} == {ended.due_at}


def test_each_clock_that_moved_leaves_an_entry():
    firm = make_organisation()
    clock = start(organisation_id=firm.pk)
    change(firm, closing_days=[date(2026, 3, 4)])
    entry = Entry.objects.get(fact="clock.replanned")
    assert (entry.subject_kind, entry.subject_id, entry.details["clock"]) == ("thing", 1, clock.pk)
    assert entry.details["due_at"] == ["2026-03-05T22:59:59.000000Z", "2026-03-06T22:59:59.000000Z"]


def test_a_calendar_that_changes_nothing_moves_nothing():
    firm = make_organisation()
    start(organisation_id=firm.pk)
    assert change(firm) == 0
    assert not Entry.objects.filter(fact="clock.replanned").exists()


def test_a_removed_closing_day_counts_again():
    firm = make_organisation()
    change(firm, closing_days=[date(2026, 3, 4), date(2026, 3, 5)])
    start(organisation_id=firm.pk)
    assert change(firm, closing_days=[date(2026, 3, 5)]) == 1
    assert Clock.objects.get().due_at == datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)


def test_another_time_zone_keeps_the_reminders_that_have_passed():
    firm = make_organisation()
    start("qualify", rule=WEEK, reminders=WEEKLY, organisation_id=firm.pk)
    sweep(MONDAY + 8 * DAY)
    change(firm, time_zone="Asia/Tokyo", at=MONDAY + 8 * DAY)
    clock = Clock.objects.get()
    assert (clock.slots_done, clock.next_slot_at) == (1, MONDAY + 14 * DAY)


def test_a_clock_that_is_no_longer_overdue_loses_its_flag_and_can_be_missed_again():
    firm = make_organisation()
    clock = start(organisation_id=firm.pk)
    sweep(clock.due_at + DAY)
    change(firm, closing_days=[date(2026, 3, 4), date(2026, 3, 5)], at=clock.due_at + DAY)
    clock.refresh_from_db()
    assert clock.overdue_at is None
    sweep(clock.due_at + DAY)
    assert list(clock.slots.order_by("number").values_list("number", flat=True)) == [-2, -1]
