"""A question whose SQL is built once says the same as the one that Django builds anew."""

from datetime import datetime
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from leadwright.foundation.compiled import Compiled
from leadwright.people.models import User
from tests.makers import House


def _named(pk: int) -> QuerySet[User]:
    return User.objects.get_queryset().with_rights().filter(pk=pk)


def test_each_asking_finds_its_own_row_with_what_was_fetched_along(house: House) -> None:
    by_number = Compiled(_named, pk=int)
    for user in (house.ann, house.cas, house.ann):
        row = by_number.first(pk=user.pk)
        assert row == user
        assert (row.held, row.seen_group_ids) == (user.held, user.seen_group_ids)


def test_a_question_is_one_statement_also_for_what_hangs_on_the_row(house: House) -> None:
    by_number = Compiled(_named, pk=int)
    by_number.first(pk=house.ann.pk)
    with CaptureQueriesContext(connection) as captured:
        row = by_number.first(pk=house.ann.pk)
        assert row is not None
        assert row.unit.group.organisation_id == row.organisation.pk == house.ann.organisation_id
    assert len(captured) == 1


def test_nothing_is_found_where_there_is_nothing(house: House) -> None:
    assert Compiled(_named, pk=int).first(pk=1) is None


def test_values_go_where_they_belong_whatever_their_kind(house: House) -> None:
    def rows(address: str, company: int, since: datetime) -> QuerySet[User]:
        members = User.objects.get_queryset().filter(organisation_id__in=[company], date_joined__gte=since)
        return members.filter(email=address)

    asked = Compiled(rows, address=str, company=int, since=datetime)
    joined = house.ann.date_joined
    home = house.ann.organisation_id
    assert asked.first(address=house.ann.email, company=home, since=joined) == house.ann
    assert asked.first(address=house.ann.email, company=house.cas.organisation_id, since=joined) is None
    assert asked.first(address=house.ann.email, company=home, since=joined.replace(year=2999)) is None


def test_a_value_that_does_not_reach_the_sql_is_a_fault_of_whoever_wrote_the_question(house: House) -> None:
    forgetful = Compiled(lambda pk, other: _named(pk), pk=int, other=int)
    with pytest.raises(ValueError, match="not in the SQL: other"):
        forgetful.first(pk=1, other=2)


def test_threads_ask_over_connections_of_their_own(house: House) -> None:
    by_number, rows = Compiled(_named, pk=int), []
    by_number.first(pk=house.ann.pk)

    def ask() -> None:
        rows.append(by_number.first(pk=1))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert rows == [None]
