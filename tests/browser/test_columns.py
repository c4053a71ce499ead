"""Lists with columns of their reader's own: wide ones scroll in their place, and nothing is cut to nothing."""

from typing import Any

import pytest

from leadwright.fields.actions import make
from leadwright.fields.subjects import Subject
from leadwright.leads import own_columns
from tests.makers import NOON, House, make_lead

NAME = "Aleksandra Vanderstraeten-Oyelaran"


@pytest.fixture
def many(house: House) -> list[str]:
    """Return the keys of as many fields of Ann's company as make a list wide, all columns of hers."""
    keys = [f"own_field_{place}" for place in range(9)]
    for place, key in enumerate(keys):
        usual = {"subject": "lead", "kind": "text", "key": key, "label": f"Name of field {place}"}
        make(usual, by=house.adm, at=NOON)
    own_columns.choose(Subject.LEAD, keys, by=house.ann, at=NOON)
    return keys


def listed(house: House, visit: Any, *, width: int) -> Any:
    house.ann.name = NAME
    house.ann.save()
    house.offered()
    make_lead(house.ann, owner=house.ann.email)
    page = visit("/leads/?owner=any", by=house.ann)
    page.set_viewport_size({"width": width, "height": 800})
    return page


@pytest.mark.parametrize("width", [1280, 900])
def test_names_of_owners_are_read_whole_among_many_columns(house, visit, many, width):
    page = listed(house, visit, width=width)
    names = page.locator("td:nth-child(5) .stack > :first-child")
    assert set(names.all_inner_texts()) == {NAME, "nobody"}
    cut = "(names) => names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent)"
    assert names.evaluate_all(cut) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_wide_list_scrolls_in_its_own_place_alone(house, visit, many, width):
    page = listed(house, visit, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    place = page.locator("#list .scroll")
    assert place.evaluate("(list) => list.scrollWidth > list.clientWidth") == (width > 720)
