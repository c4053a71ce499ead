"""What is important is marked in every list and on the page, from the level that the definition says."""

import pytest

from leadwright.leads.models import Lead, LeadDefinition
from tests.api.conftest import Talk
from tests.makers import House, make_lead


@pytest.fixture
def leads(house: House) -> dict[int, Lead]:
    """Return a lead of each importance."""
    return {level: make_lead(house.ann, importance=level) for level in range(1, 6)}


def marked(house: House) -> set[int]:
    items = Talk(house.ann).get("/leads?important=true").json()["items"]
    assert all(item["important"] for item in items)
    return {item["importance"] for item in items}


def test_leads_from_a_level_on_are_marked(house: House, leads) -> None:
    assert marked(house) == {4, 5}
    LeadDefinition.objects.update(important_from=3)
    assert marked(house) == {3, 4, 5}
    LeadDefinition.objects.update(important_from=None)
    assert marked(house) == set()


def test_list_and_page_say_so_in_words_and_with_a_shape(house: House, leads, enter) -> None:
    page = enter(house.ann)
    text = page.get("/leads/?owner=any").content.decode()
    assert text.count('class="important"') == 2
    assert "Important</span>" in page.get(f"/leads/{leads[5].pk}/").content.decode()
    assert "Important</span>" not in page.get(f"/leads/{leads[1].pk}/").content.decode()
    other = page.get("/leads/?owner=any&important=no").content.decode()
    assert 'class="important"' not in other
