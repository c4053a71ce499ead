"""What pages ask and show somebody who may not know what deals are worth."""

import re

import pytest

from leadwright.leads import actions
from leadwright.leads.models import Lead
from tests.makers import NOON, fresh, make_lead

AMOUNT = {"target_amount": {"amount": "777123"}}


@pytest.fixture
def lead(house) -> Lead:
    """Return a lead with an amount, of somebody who may not know it."""
    lead = make_lead(house.ann, **AMOUNT)
    house.ann.held[0].permissions |= {"lead.see_deal": "none"}
    house.ann.held[0].save()
    return lead


def typed(page: str, lead: Lead, **more: str) -> dict[str, str]:
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    data = {"version": version[1], "contact": str(lead.contact_id), "owner": lead.owner.email}
    return data | {"status_code": "new", "priority": "5", "importance": "3", "expected": "2026-07-01"} | more


def test_an_edit_asks_no_amount_and_keeps_the_one_that_is_there(house, enter, lead):
    client = enter(house.ann)
    page = client.get(f"/leads/{lead.pk}/edit/").text
    assert 'name="amount"' not in page
    data = typed(page, lead, description="another")
    data |= dict(zip(("estimate_amount", "estimate_unit"), lead.estimate.split(), strict=True))
    assert client.post(f"/leads/{lead.pk}/edit/", data).status_code == 303
    assert (fresh(lead).description, fresh(lead).target_amount) == ("another", 777123)


def test_new_interest_asks_no_amount(house, enter, lead):
    client = enter(house.ann)
    assert 'name="amount"' not in client.get(f"/leads/{lead.pk}/extend/").text
    assert client.post(f"/leads/{lead.pk}/extend/", {"description": "more"}).status_code == 303
    assert fresh(lead).target_amount == 777123


def test_the_buttons_say_why_an_opportunity_cannot_be_closed(house, enter, lead):
    data = {"description": "wants an offer", "contact": lead.contact_id, "owner": house.ann.email}
    actions.qualify(lead.pk, by=house.ann, at=NOON, outcome="opportunity", **data)
    page = enter(house.ann).get(f"/leads/{lead.pk}/").text
    assert re.search(r'<span id="why-win">Your role does not allow you to know amounts and deal values', page)
