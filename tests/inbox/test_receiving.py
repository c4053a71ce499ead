"""What arrives is stored byte for byte before anybody reads it, and once."""

import pytest

from leadwright.inbox.claiming import LEASE, TRIES, claim, try_later
from leadwright.inbox.models import Entrance, RawArrival, Verdict
from leadwright.inbox.receiving import NoHome, Parcel, home_of, keep
from leadwright.inbox.retaining import let_go
from tests.inbox.writing import raw
from tests.makers import NOON, House, moment


def arrived(house: House, content: bytes = b"From: a@b.example\r\n\r\nhello", **more: object) -> RawArrival:
    parcel = Parcel(content=content, entrance=Entrance.PIPE, organisation=house.vendor, **more)
    return keep(parcel, at=NOON)


def test_the_bytes_are_kept_as_they_came_whatever_they_are(house):
    content = bytes(range(256)) * 3
    assert bytes(RawArrival.objects.get(pk=arrived(house, content).pk).content) == content


def test_the_same_bytes_are_kept_once(house):
    assert arrived(house).pk == arrived(house).pk
    assert RawArrival.objects.count() == 1


def test_the_same_place_of_a_server_is_kept_once(house):
    first = arrived(house, place="server/INBOX;7;1")
    again = arrived(house, b"other bytes", place="server/INBOX;7;1")
    assert (first.pk, RawArrival.objects.count()) == (again.pk, 1)


def test_mail_is_for_the_organisation_that_hands_leads_out_unless_another_is_named(house, settings):
    assert home_of() == house.vendor
    assert home_of("South") == house.south
    settings.MAIL_ORGANISATION = "Partner P"
    assert home_of() == house.partner
    with pytest.raises(NoHome):
        home_of("Nobody")


def test_an_arrival_is_given_to_one_worker_at_a_time(house):
    arrival = arrived(house)
    assert claim(NOON).pk == arrival.pk
    assert claim(NOON) is None
    assert claim(NOON + LEASE * 2).pk == arrival.pk


def test_an_arrival_at_which_workers_die_is_closed_after_some_tries(house):
    arrival = arrived(house)
    for turn in range(TRIES):
        assert claim(NOON + LEASE * 2 * turn) is not None
    assert claim(NOON + LEASE * 2 * TRIES) is None
    arrival.refresh_from_db()
    assert (arrival.verdict, "several times" in arrival.words) == (Verdict.FAILED, True)


def test_what_failed_is_tried_later_and_then_waits_for_somebody(house):
    arrival = arrived(house)
    for _turn in range(TRIES):
        RawArrival.objects.update(leased_until=None)
        try_later(claim(NOON), "the database was away", at=NOON)
    arrival.refresh_from_db()
    assert (arrival.verdict, arrival.words) == (Verdict.FAILED, "the database was away")


def test_the_bytes_of_what_was_read_go_after_a_while_and_those_of_what_was_not_stay(house, settings):
    read, stuck = arrived(house, raw("one")), arrived(house, raw("two"))
    RawArrival.objects.filter(pk=read.pk).update(verdict=Verdict.READ)
    RawArrival.objects.filter(pk=stuck.pk).update(verdict=Verdict.UNREADABLE)
    settings.MAIL_DAYS = 30
    assert let_go(moment("2026-03-20 12:00")) == 0
    assert let_go(moment("2026-05-20 12:00")) == 1
    kept = {row.pk: bytes(row.content) for row in RawArrival.objects.all()}
    assert kept == {read.pk: b"", stuck.pk: raw("two")}
    assert arrived(house, raw("one")).pk == read.pk
