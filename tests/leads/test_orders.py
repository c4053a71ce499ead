"""Orders of the list: each pages without gap or repeat, means what it says, and is served by an index."""

import pytest
from django.db import connection

from leadwright.leads.filters import LEADS, reader_of
from leadwright.leads.listing import page
from leadwright.leads.models import Lead
from leadwright.leads.orders import DIRECTIONS, KINDS
from leadwright.people.models import Profile
from tests.leads.filtering import LAST_MINUTE, LONG_AGO, by_api
from tests.makers import NOON, House, make_lead, token_of


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.mark.parametrize("order", sorted(DIRECTIONS))
def test_each_order_pages_without_gap_or_repeat_and_its_reverse_is_the_reverse(house, client, order):
    make = [make_lead(house.ann, priority=number % 3 + 1) for number in range(5)]
    Lead.objects.filter(pk=make[0].pk).update(target_amount=7, target_currency="USD")
    Lead.objects.filter(pk=make[1].pk).update(target_amount=9, target_currency="EUR")
    headers = {"Authorization": f"Bearer {token_of(house.ann)}"}
    seen: list[int] = []
    cursor = ""
    while cursor is not None:
        page = client.get(f"/api/v1/leads?limit=2&ordering={order}&cursor={cursor}", headers=headers).json()
        seen, cursor = seen + [item["number"] for item in page["items"]], page["next"]
    other = order.removeprefix("-") if order.startswith("-") else f"-{order}"
    assert sorted(seen) == sorted(lead.pk for lead in make)
    assert by_api(client, house.ann, f"ordering={other}") == seen[::-1]


def test_orders_mean_what_they_say(house, client):
    first, second = make_lead(house.ann, priority=2), make_lead(house.ann, priority=8)
    Lead.objects.filter(pk=first.pk).update(target_amount=7, target_currency="USD", updated_at=LAST_MINUTE)
    Lead.objects.filter(pk=second.pk).update(target_amount=9, target_currency="USD", updated_at=LONG_AGO)
    for order in ("-priority", "-amount", "-created", "-number", "updated"):
        assert by_api(client, house.ann, f"ordering={order}") == [second.pk, first.pk], order


def test_leads_sort_by_the_name_of_who_handles_them(house, client):
    far, near = house.offered(), house.queued()
    assert by_api(client, house.dina, "ordering=partner") == [near.pk, far.pk]
    assert Lead.objects.get(pk=far.pk).partner_sort == "partner p"
    own = make_lead(house.ann)
    assert Lead.objects.get(pk=own.pk).partner_sort == "partner p"


def plan(rows) -> str:
    """Return how PostgreSQL fetches rows when it cannot sort them itself."""
    with connection.cursor() as cursor:
        for step in ("sort", "incremental_sort", "seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{step} = off")
    return rows.explain()


@pytest.mark.parametrize("order", LEADS.orders, ids=lambda order: order.name)
def test_an_index_serves_each_order_both_ways_for_every_reach(house, order):
    readers = {house.dina: "sent", house.adm: "org", house.ann: "org"}
    readers = {house.dina: "sent"} if order.name == "partner" else readers
    for user, short in readers.items():
        for direction in order.directions():
            text = plan(page(LEADS.read({"ordering": direction.name}, reader_of(user, NOON)), size=50))
            assert f"leads_{short}_{order.index}" in text, text
            assert "Sort" not in text


def test_who_has_several_reaches_walks_the_index_of_each(house):
    house.adm.profiles.add(Profile.objects.get(code="lead-distributor"))
    text = plan(page(LEADS.read({"ordering": "-updated"}, reader_of(house.adm, NOON)), size=50))
    assert "leads_sent_update" in text
    assert "leads_org_update" in text


def test_who_has_several_reaches_pages_through_both_without_gap_or_repeat(house, client):
    sent, handled = make_lead(house.adm), house.accepted()
    house.adm.profiles.add(Profile.objects.get(code="lead-distributor"))
    headers = {"Authorization": f"Bearer {token_of(house.adm)}"}
    first = client.get("/api/v1/leads?limit=1&ordering=number", headers=headers).json()
    cursor = first["next"]
    second = client.get(f"/api/v1/leads?limit=1&ordering=number&cursor={cursor}", headers=headers).json()
    numbers = [item["number"] for item in (*first["items"], *second["items"])]
    assert (numbers, second["next"]) == ([sent.pk, handled.pk], None)


def test_each_column_of_an_order_can_be_read_from_a_marker():
    assert {column for order in LEADS.orders for column in order.columns} == set(KINDS)
