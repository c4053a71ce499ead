"""A question whose SQL is built once says the same as the one that Django builds anew."""

from datetime import datetime
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from leadwright.foundation.compiled import Compiled
from leadwright.foundation.subqueries import among
from leadwright.leads.models import Lead
from leadwright.people.compiled import CompiledForReaders
from leadwright.people.models import User
from tests.makers import House, make_lead


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


def _leads(reader: User, *, number: int) -> QuerySet[Lead]:
    return Lead.objects.within_reach(reader, "lead.view").filter(pk=number)


def test_readers_whose_rights_differ_reach_what_their_own_rights_reach(house: House) -> None:
    lead, asked = make_lead(house.ann), CompiledForReaders("lead.view", _leads, number=int)
    readers = [*User.objects.all()]
    reached = [asked.first(reader, number=lead.pk) for reader in readers]
    assert reached == [_leads(reader, number=lead.pk).first() for reader in readers]
    assert {None, lead} == set(reached)


def test_a_statement_is_built_once_for_all_whose_rights_are_alike(house: House) -> None:
    built = []
    asked = CompiledForReaders("lead.view", lambda reader: built.append(1) or Lead.objects.all())
    for reader in (house.ann, house.bob, house.cas):
        asked.first(reader)
    assert len(built) == 1


@pytest.mark.parametrize("number", [2**31, 2**63, -(2**70)])
def test_a_number_that_no_row_can_have_is_never_cut_to_that_of_another(house: House, number: int) -> None:
    rows = Compiled(lambda version: Lead.objects.filter(version=version), version=int)
    make_lead(house.ann)
    assert rows.first(version=1) is not None
    assert rows.first(version=number + 1) is None


def test_a_list_of_numbers_is_one_value_however_many_there_are(house: House) -> None:
    asked = Compiled(lambda keys: User.objects.get_queryset().filter(among("pk", keys)), keys=list)
    for some in ([], [house.ann.pk], [house.ann.pk, house.cas.pk]):
        assert sorted(user.pk for user in asked.rows(keys=some)) == sorted(some)
