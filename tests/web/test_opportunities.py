"""The list of sales opportunities: what was qualified or has a kind, with its step in words, for who works it."""

import re

import pytest

from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from tests.makers import NOON, House, fresh, make_lead
from tests.processes.conftest import complete, posted


@pytest.fixture
def sale(house: House) -> Lead:
    """Return a lead that is posted as a standard sale and that the vendor sent."""
    return posted(house.accepted(), house)


def numbers(page: str) -> set[int]:
    """Return the numbers of the leads that a list shows."""
    return {int(number) for number in re.findall(r'class="cover strong" href="/leads/(\d+)/"', page)}


def test_opportunities_and_what_has_a_kind_are_listed_and_nothing_else(house, enter, sale):
    qualified, plain = house.qualified(), make_lead(house.ann)
    page = enter(house.ann).get("/opportunities/?owner=any").text
    assert numbers(page) == {sale.pk, qualified.pk}
    assert plain.pk not in numbers(page)
    assert 'href="/opportunities/" data-go="opportunities" aria-current="page"' in " ".join(page.split())


def test_a_line_says_kind_and_step_in_words(house, enter, sale):
    page = enter(house.ann).get("/opportunities/?owner=any").text
    line = page.split(f'href="/leads/{sale.pk}/"')[1].split("</tr>")[0]
    assert ("Standard sale" in line, "Initial contact" in line) == (True, True)


def test_the_sender_learns_neither_kind_nor_step(house, enter, sale):
    client = enter(house.dina)
    assert sale.pk not in numbers(client.get("/opportunities/?owner=any").text)
    assert sale.pk not in numbers(client.get("/leads/?owner=any&step=initial-contact").text)
    assert sale.pk not in numbers(client.get("/leads/?owner=any&kind=standard-sale").text)
    assert "Standard sale</dd>" not in client.get(f"/leads/{sale.pk}/").text


def test_the_list_is_narrowed_to_a_step(house, enter, sale):
    further = posted(make_lead(house.ann), house)
    complete(further, house)
    page = enter(house.ann).get("/opportunities/?owner=any&step=qualification").text
    assert numbers(page) == {further.pk}


def test_the_page_of_a_lead_says_its_step_and_afterwards_where_it_was_lost(house, enter, sale):
    complete(sale, house)
    client = enter(house.ann)
    assert "<dt>Step</dt><dd>Qualification</dd>" in client.get(f"/leads/{sale.pk}/").text
    leads.lose(sale.pk, by=house.ann, at=NOON, reason="price")
    assert fresh(sale).step_when_lost == "qualification"
    page = client.get(f"/leads/{sale.pk}/").text
    assert "<dt>Step at which it was lost</dt><dd>Qualification</dd>" in page
    assert "<dt>Step</dt>" not in page
    assert "lost at: Qualification" in client.get("/opportunities/?owner=any&state=any").text


def test_what_is_exported_is_what_is_listed(house, enter, sale):
    plain = make_lead(house.ann)
    page = enter(house.adm).get("/opportunities/?owner=any").text
    address = re.search(r'action="(/export/leads.csv[^"]*)"', page)
    assert "sale=yes" in address[1]
    assert plain.pk not in numbers(page)


def test_what_the_list_is_of_is_not_asked_for(house, enter, sale):
    plain, client = make_lead(house.ann), enter(house.ann)
    page = client.get("/opportunities/?owner=any&sale=no").text
    assert (numbers(page), 'name="sale"' in page) == ({sale.pk}, False)
    assert 'name="sale"' in client.get("/leads/").text
    assert plain.pk in numbers(client.get("/leads/?owner=any&sale=no").text)


def test_whoever_works_a_lost_sale_still_sees_its_kind_and_its_sender_does_not(house, enter):
    lost = posted(house.qualified(), house)
    leads.lose(
        lost.pk, by=house.ann, at=NOON, reason="price", deal_segment="office", deal_value={"amount": "900"}
    )
    pages = [enter(user).get("/opportunities/?owner=any&state=any").text for user in (house.ann, house.dina)]
    lines = [page.split(f'href="/leads/{lost.pk}/"')[1].split("</tr>")[0] for page in pages]
    assert ["lost at: Initial contact" in line for line in lines] == [True, True]
    assert ["Standard sale" in line for line in lines] == [True, False]
