"""Every amount is asked for in a currency that the page names: what is typed is never taken for another one."""

from decimal import Decimal

import pytest

from tests.makers import fresh, make_lead

DOLLARS = {"amount": "1000.00", "currency": "USD"}


@pytest.mark.parametrize("page", ["edit", "extend", "update"])
def test_the_amount_is_asked_for_in_the_currency_of_the_lead(house, enter, page):
    lead = make_lead(house.ann, target_amount=DOLLARS)
    assert "Target amount in USD" in enter(house.ann).get(f"/leads/{lead.pk}/{page}/").text


def test_without_an_amount_that_of_the_company_is_asked_for(house, enter):
    lead, ann = make_lead(house.ann), enter(house.ann)
    assert "Target amount in EUR" in ann.get(f"/leads/{lead.pk}/edit/").text
    assert (
        "Target amount in EUR" in ann.get(f"/leads/new/details/?contact={lead.contact_id}&role=customer").text
    )


def test_what_is_wanted_now_stays_in_the_currency_of_the_lead(house, enter):
    lead = make_lead(house.ann, target_amount=DOLLARS)
    answer = enter(house.ann).post(f"/leads/{lead.pk}/extend/", {"description": "more", "amount": "1500"})
    assert answer.status_code == 303
    assert (fresh(lead).target_amount, fresh(lead).target_currency) == (Decimal(1500), "USD")
