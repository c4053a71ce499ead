"""A won lead makes a customer, in a real browser: the form asks only what is missing, and the account shows."""

import pytest
from playwright.sync_api import expect

from leadwright.accounts.models import Account
from tests.accounts.converting import let_convert
from tests.makers import House, make_contact, make_lead


@pytest.fixture
def house(house: House) -> House:
    """Return the house, whose definition makes customers of whom it wins."""
    let_convert()
    return house


def test_winning_asks_for_what_the_account_lacks(house: House, visit) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann, name="Bolt", email="b@bolt.example"))
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.get_by_role("link", name="Win", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Name on the invoice")).to_have_value("Bolt")
    expect(dialog.get_by_label("E-mail for invoices")).to_have_value("b@bolt.example")
    dialog.get_by_role("button", name="Win").click()
    expect(dialog.get_by_text("Fill in the country of the invoice address.")).to_be_visible()
    dialog.get_by_label("Country").select_option(label="Belgium")
    dialog.get_by_role("button", name="Win").click()
    expect(page.get_by_text("Well done: the lead is won.")).to_be_visible()
    area = page.get_by_role("region", name="Account information")
    expect(area.get_by_text("Retail")).to_be_visible()
    area.get_by_role("link", name=str(Account.objects.get())).click()
    expect(page.get_by_role("heading", name="Bolt", exact=True)).to_be_visible()
