"""Digits of other scripts are no numbers in paths, parameters, headers and bodies."""

import pytest

from tests.foundation.test_numbers import OTHERS
from tests.makers import House, make_lead


@pytest.mark.parametrize("text", OTHERS)
def test_no_part_of_a_request_takes_other_digits(house: House, talk, text: str) -> None:
    lead, ann = make_lead(house.ann), talk(house.ann)
    assert ann.get(f"/leads/{text}").status_code == ann.get(f"/contacts/{text}").status_code == 404
    assert ann.get(f"/leads?limit={text}").status_code == 400
    for body in ({"contact": text}, {"priority": text}, {"estimate": {"amount": text, "unit": "days"}}):
        assert ann.patch(f"/leads/{lead.pk}", body, If_Match='"1"').status_code == 422, body
    assert ann.patch(f"/leads/{lead.pk}", {"success_rate": 1}, If_Match="１").status_code in (400, 409)
    rate = ann.patch(f"/contacts/{lead.contact_id}", {"vat_rate": text}, If_Match='"1"')
    assert (rate.status_code, rate.json()["errors"][0]["pointer"]) == (422, "/vat_rate")
