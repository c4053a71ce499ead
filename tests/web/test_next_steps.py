"""What comes next stands in each line of the list, and something is logged from there."""

import re

from django.core.cache import cache

from leadwright.activities.models import Activity
from leadwright.leads import actions
from tests.activities.making import log, plan
from tests.makers import NOON, House, fresh, make_lead
from tests.web.conftest import Door
from tests.web.test_statements import statements_of

AHEAD, LONG_AGO = "2036-03-03T15:00:00Z", "2026-03-01T09:00:00Z"


def test_each_open_lead_of_the_list_says_what_comes_next(house: House, enter: Door) -> None:
    idle, late, ahead = (make_lead(house.ann) for _number in range(3))
    plan(late, house.ann, when=LONG_AGO)
    plan(ahead, house.ann, "meeting", when=AHEAD)
    page = enter(house.ann).get("/leads/").text
    rows = {int(row[1]): row[0] for row in re.finditer(r'<tr>.*?href="/leads/(\d+)/">.*?</tr>', page, re.S)}
    marks = {lead.pk: re.search(r'class="due (\w+)"', rows[lead.pk])[1] for lead in (idle, late, ahead)}
    assert marks == {idle.pk: "none", late.pk: "late", ahead.pk: "later"}
    assert "nothing planned" in rows[idle.pk]
    assert "Meeting" in rows[ahead.pk]


def test_a_closed_lead_has_no_next_step(house: House, enter: Door) -> None:
    lead = make_lead(house.ann)
    actions.lose(lead.pk, by=house.ann, at=NOON, reason="price")
    page = enter(house.ann).get("/leads/?owner=me&state=any").text
    assert (f"/leads/{lead.pk}/" in page, 'class="due' in page) == (True, False)


def test_the_sender_of_a_lead_reads_no_next_step_of_whoever_works_it(house: House, enter: Door) -> None:
    lead = house.accepted()
    plan(lead, house.ann, "meeting", when=AHEAD)
    page = enter(house.dina).get("/leads/?owner=any").text
    assert (f"/leads/{lead.pk}/" in page, 'class="due' in page) == (True, False)


def test_the_list_asks_as_much_for_many_next_steps_as_for_one(house: House, enter: Door) -> None:
    plan(make_lead(house.ann), house.ann, when=AHEAD)
    client = enter(house.ann)
    few = statements_of(client, "/leads/?owner=any")
    for kind in ("call", "meeting", "call"):
        plan(make_lead(house.ann), house.ann, kind, when=AHEAD)
    assert statements_of(client, "/leads/?owner=any") == few


def test_the_tile_counts_own_open_leads_without_a_next_step(house: House, enter: Door) -> None:
    make_lead(house.ann), make_lead(house.bob)
    plan(make_lead(house.ann), house.ann, when=AHEAD)
    page = enter(house.ann).get("/").text
    assert '<span class="name">Nothing planned</span> <span class="value">1<' in page
    assert 'href="/leads/?owner=me&amp;next_activity=none"' in page
    cache.clear()
    assert '<span class="name">Nothing planned</span>' not in enter(house.nina).get("/").text


def test_a_call_is_logged_from_the_list_which_comes_back(house: House, enter: Door) -> None:
    lead, client = make_lead(house.ann), enter(house.ann)
    page = client.get("/leads/?owner=me").text
    address = re.search(rf'href="(/leads/{lead.pk}/schedule/[^"]*)"', page)[1].replace("&amp;", "&")
    assert 'value="done"' in client.get(address).text
    answer = client.post(address, {"kind": "call", "state": "done", "contacts": lead.contact_id})
    assert (answer.status_code, answer["Location"]) == (303, "/leads/?owner=me")
    assert (Activity.objects.get().lead_id, fresh(lead).last_activity_at is None) == (lead.pk, False)


def test_nothing_is_logged_from_the_list_by_who_only_reads(house: House, enter: Door) -> None:
    lead = house.accepted()
    log(lead, house.ann)
    page = enter(house.nina).get("/leads/?owner=any").text
    assert (f'href="/leads/{lead.pk}/"' in page, "/schedule/" in page) == (True, False)
