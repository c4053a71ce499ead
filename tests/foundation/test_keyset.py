"""Pages by keyset: whatever the order and the size, walking on gives each row once, in that order."""

import pytest

from leadwright.foundation.keyset import page
from leadwright.people.models import Area, GroupCollaboration
from tests.makers import House, make_group, refused

ORDERS = [("pk",), ("-pk",), ("name", "pk"), ("-city", "-pk"), ("group__name", "city", "pk")]


def walked(rows, size: int) -> list[int]:
    """Return the keys of all rows, read page by page."""
    result, after = page(rows, cursor="", size=size)
    keys = [row.pk for row in result]
    while after:
        result, after = page(rows, cursor=after, size=size)
        keys += [row.pk for row in result]
    return keys


@pytest.fixture
def areas(db):
    """Return areas of two groups, several in each city, with names that sort by their letters."""
    house = House()
    groups = [house.group, make_group(house.partner, "Émile & Co")]
    for number in range(13):
        Area.objects.create(
            organisation=house.partner,
            group=groups[number % 2],
            name=f"{'éEzZ ß'[number % 6]}{number % 4} {number}",
            country="BE",
            city=("Gent", "Liège", "")[number % 3],
        )
    return Area.objects.select_related("group")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 5, 13, 50])
def test_walking_on_gives_each_row_once_in_its_order(areas, order, size):
    rows = areas.order_by(*order)
    assert walked(rows, size) == list(rows.values_list("pk", flat=True))


def test_a_page_of_plain_values_goes_on_too(areas):
    rows = areas.order_by("name", "pk").values_list("pk", "name", named=True)
    assert walked(rows, 4) == [row.pk for row in rows]


def test_what_comes_in_meanwhile_moves_nobody_to_another_page(areas):
    rows = areas.order_by("name", "pk")
    first, after = page(rows, cursor=None, size=5)
    rows.filter(pk=first[0].pk).delete()
    second, _after = page(rows, cursor=after, size=5)
    assert [row.pk for row in second] == [row.pk for row in rows][4:9]


def test_a_marker_is_good_for_its_own_list_only(areas):
    _rows, after = page(areas.order_by("name", "pk"), cursor=None, size=5, order="areas")
    with refused("CURSOR_INVALID", "cursor"):
        page(areas.order_by("name", "pk"), cursor=after, size=5, order="others")
    with refused("CURSOR_INVALID", "cursor"):
        page(GroupCollaboration.objects.order_by("pk"), cursor=after, size=5, order="areas")
