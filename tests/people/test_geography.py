"""Areas on the map: the most exact one around an address wins."""

from dataclasses import dataclass

import pytest

from leadwright.people.geography import Address, best_area


@dataclass
class Field:
    name: str
    country: str = "BE"
    region: str = ""
    city: str = ""
    postcode_from: str = ""
    postcode_to: str = ""


MAP = [
    Field("Belgium"),
    Field("Wallonia", region="Wallonie"),
    Field("Liège", city="Liège"),
    Field("Around Liège", postcode_from="40", postcode_to="49"),
    Field("Seraing", postcode_from="4100", postcode_to="4102"),
    Field("London west", country="GB", postcode_from="SW1", postcode_to="SW1"),
]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (Address(country="BE", city="Gent", postcode="9000"), "Belgium"),
        (Address(country="BE", region="wallonie", city="Namur"), "Wallonia"),
        (Address(country="BE", region="Wallonie", city="LIEGE"), "Liège"),
        (Address(country="BE", city="Liège", postcode="4000"), "Around Liège"),
        (Address(country="BE", city="Seraing", postcode="B-4100".removeprefix("B-")), "Seraing"),
        (Address(country="GB", postcode="sw1a 2aa"), "London west"),
        (Address(country="GB", postcode="SW2 1AA"), None),
        (Address(country="FR", city="Liège"), None),
        (Address(), None),
    ],
)
def test_the_most_exact_area_around_an_address_wins(address: Address, name: str | None) -> None:
    result = best_area(MAP, address)
    assert (result and result.name) == name


def test_of_two_areas_that_are_as_exact_the_first_wins() -> None:
    twice = [Field("one", city="Gent"), Field("two", city="Gent")]
    assert best_area(twice, Address(country="BE", city="gent")) is twice[0]
