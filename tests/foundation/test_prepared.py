"""SQL that is built once a shape: other values come in their places, and what is no value of its own is refused."""

from datetime import timedelta

import pytest

from leadwright.foundation.compiled import NotAsGiven
from leadwright.foundation.prepared import Prepared
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.makers import NOON, House


@pytest.fixture
def house(db) -> House:
    return House()


def test_each_asks_with_his_own_values_by_the_sql_of_the_first(house):
    known = Prepared()
    names = [
        known.rows("by key", lambda pk: User.objects.filter(pk=pk).values_list("name"), {"pk": user.pk})
        for user in (house.ann, house.bob)
    ]
    assert names == [[(house.ann.name,)], [(house.bob.name,)]]


def test_lists_of_another_length_are_another_statement(house):
    known, people = Prepared(), [house.ann.pk, house.bob.pk]
    for some in ([people[0]], people, [people[1]]):
        found = known.rows(
            "among", lambda pks: User.objects.filter(pk__in=pks).values_list("pk"), {"pks": some}
        )
        assert {pk for (pk,) in found} == set(some)


def test_what_can_have_no_rows_asks_nothing(db, django_assert_num_queries):
    known = Prepared()
    with django_assert_num_queries(0):
        assert known.rows("none", lambda: User.objects.none().values_list("pk"), {}) == []
        assert known.count("none", lambda: User.objects.none().values_list("pk"), {}) == 0


@pytest.mark.parametrize(
    ("value", "build"),
    [
        (NOON, lambda value: Lead.objects.filter(started_at__gte=value - timedelta(days=7))),
        (7, lambda value: Lead.objects.filter(number=value + 1)),
        ("EUR", lambda value: Lead.objects.filter(target_currency=f"{value}?")),
    ],
)
def test_what_is_reckoned_from_a_value_is_refused(db, value, build):
    with pytest.raises(NotAsGiven):
        Prepared().rows("reckoned", lambda value: build(value).values_list("pk"), {"value": value})
