"""Numbers in filters: typed in the language of the page, and in addresses as programs write them, whoever follows.

A form says with which mark for decimals its numbers were typed (`decimals`). An address without it holds numbers
as programs write them: it means the same in each language. Links of a list are such addresses.
"""

import re
from urllib.parse import urlencode

import pytest

from leadwright.leads.models import Lead
from tests.makers import House, make_lead

LIST = "/leads/?owner=any"


@pytest.fixture
def dutch(house: House, enter):
    """Return a client whose pages are in Dutch."""
    house.ann.language = "nl"
    house.ann.save()
    return enter(house.ann)


def lead_of(house: House, amount: str) -> Lead:
    return make_lead(house.ann, target_amount={"amount": amount})


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'class="cover strong" href="/leads/(\d+)/"', page)]


def control(page: str, name: str) -> str:
    return re.search(rf'<input type="\w+" name="{name}"(?: value="([^"]*)")?', page)[1] or ""


def typed(client, **more: str) -> str:
    """Send the form with filters as a browser does, with what it holds unseen."""
    unseen = {"decimals": control(client.get(LIST).text, "decimals")}
    return client.get(f"{LIST}&{urlencode(unseen | more)}").text


def test_an_amount_is_typed_in_the_language_of_the_page(house, dutch):
    large = lead_of(house, "1234.56")
    lead_of(house, "1234.55")
    for text in ("1.234,56", "1234,56", "1 234,56", "1234.56"):
        page = typed(dutch, amount_from=text)
        assert listed(page) == [large.pk]
        assert control(page, "amount_from") == "1234,56"


def test_one_that_can_be_two_is_refused_with_both_and_stays_as_typed(house, dutch):
    lead_of(house, "1234")
    page = typed(dutch, amount_from="1.234")
    assert listed(page) == []
    assert "“1.234” kan 1234 of 1,234 zijn" in page
    assert control(page, "amount_from") == "1.234"
    for text in ("1234", "1,234"):
        assert len(listed(typed(dutch, amount_from=text))) == 1


def test_an_address_as_programs_write_it_means_the_same_in_each_language(house, enter, dutch):
    lead_of(house, "1")
    large = lead_of(house, "2")
    for client in (dutch, enter(house.bob)):
        assert listed(client.get(f"{LIST}&amount_from=1.234").text) == [large.pk]
    assert control(dutch.get(f"{LIST}&amount_from=1.234").text, "amount_from") == "1,234"


def test_an_address_from_the_form_means_the_same_in_another_language(house, enter, dutch):
    large = lead_of(house, "1234.56")
    lead_of(house, "10")
    page = enter(house.bob).get(f"{LIST}&decimals=,&amount_from=1.234,56").text
    assert listed(page) == [large.pk]
    assert control(page, "amount_from") == "1234.56"


def test_links_of_the_list_say_amounts_as_programs_write_them(house, dutch):
    lead_of(house, "1234.56")
    page = typed(dutch, amount_from="1,234")
    chips = re.findall(r'class="chip[^"]*" href="[^"]*[?;]amount_from=([^"&]*)(?:&amp;[^"]*)?"', page)
    assert set(chips) == {"1.234"}
    sorters = re.findall(r'<th[^>]*><a href="([^"]*)"', page)
    assert sorters
    assert all("decimals=%2C" in address and "amount_from=1%2C234" in address for address in sorters)


def test_all_that_fit_an_amount_that_was_typed_are_taken_to_one_act(house, dutch):
    large = lead_of(house, "1234.56")
    lead_of(house, "10")
    asked = {"verb": "cancel", "fit": "1", "state": "open", "decimals": ",", "amount_from": "1.234,56"}
    page = dutch.get("/leads/bulk/", asked).text
    assert re.findall(r'name="lead" value="(\d+)\.', page) == [str(large.pk)]
    assert dutch.get("/leads/bulk/", asked | {"amount_from": "1.234"}).status_code == 400
