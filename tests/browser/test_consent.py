"""A consent is asked for, confirmed through the mail, and withdrawn again, in a real browser."""

import pytest
from playwright.sync_api import expect

from leadwright.consent.models import Event
from tests.makers import House, make_contact


@pytest.fixture(autouse=True)
def here(settings, live) -> None:
    """Let the links in mails begin where the product is served, and show its mailbox."""
    settings.BASE_URL = live.url
    settings.DEMO = True


def test_a_person_is_asked_confirms_and_withdraws(house: House, visit) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva", email="eva@example.org")
    page = visit(f"/contacts/{eva.pk}/consents/", by=house.ann)
    cell = page.get_by_role("link", name="Newsletter, E-mail, Dealer")
    cell.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Given: the person agrees").check()
    dialog.get_by_label("Source").fill("telephone call")
    dialog.get_by_label("Ask the person to confirm by mail").check()
    dialog.get_by_role("button", name="Record").click()
    expect(page.get_by_text("The question is on its way by mail.")).to_be_visible()
    expect(cell).to_contain_text("Awaiting confirmation")

    mail = visit("/mailbox/")
    mail.get_by_role("link", name="Please confirm: Newsletter").click()
    links = [mail.locator(".letter a").nth(place).get_attribute("href") for place in (0, 1)]
    mail.goto(links[0])
    assert Event.objects.count() == 1
    mail.get_by_role("button", name="Yes, I agree").click()
    expect(mail.get_by_text("Your consent is confirmed.")).to_be_visible()
    page.reload()
    expect(cell).to_contain_text("Yes")

    mail.goto(links[1])
    mail.get_by_role("button", name="Withdraw").click()
    expect(mail.get_by_text("You will not be written to")).to_be_visible()
    page.reload()
    expect(cell).to_contain_text("No")
    expect(page.get_by_text("the person, by the link in a mail").first).to_be_visible()
    mail.goto(links[0])
    expect(mail.get_by_text("has been used or has expired")).to_be_visible()
