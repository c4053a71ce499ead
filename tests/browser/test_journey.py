"""The main road in a real browser: offer, mail, direct link, sign-in, terms, accept, qualify, remind, win."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.clocks.sweep import sweep
from leadwright.foundation.clock import now
from leadwright.leads.models import Lead
from leadwright.leads.states import State
from leadwright.messages.models import Message
from leadwright.people.models import User
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def demo(settings, live) -> None:
    """Make the served product a demo with a mailbox, whose links begin where it is served."""
    settings.DEMO = True
    settings.BASE_URL = live.url


def enter_and_offer(page: Any) -> None:
    page.get_by_role("banner").get_by_text("New", exact=True).click()
    page.get_by_role("link", name="Opportunity", exact=True).click()
    page.get_by_label("Name of the customer").fill("Brouwerij De Linde")
    page.get_by_role("link", name="Add contact").click()
    page.get_by_role("textbox", name="E-mail", exact=True).fill("info@delinde.example")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_label("Customer information").fill("Print fleet for three sites")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Brouwerij De Linde")).to_be_visible()
    page.get_by_role("link", name="Offer", exact=True).click()
    page.get_by_label("Offer to").select_option(label="Partner P")
    page.get_by_role("dialog").get_by_role("button", name="Offer").click()
    expect(page.get_by_text("who can accept until").first).to_be_visible()


def follow_the_mail(page: Any, address: str) -> None:
    page.goto(f"/mailbox/?to={address}")
    page.locator(".mail a").first.click()
    page.locator(".letter a").first.click()


def sign_in_and_agree(page: Any, user: User) -> None:
    page.get_by_label("Email").or_(page.get_by_label("E-mail")).fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="I agree").click()


def qualify(page: Any) -> None:
    page.get_by_role("link", name="Update", exact=True).first.click()
    page.get_by_role("radio", name="There is a project").check()
    page.get_by_label("Description").fill("They want an offer for ten devices")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_text("The update is saved.")).to_be_visible()


def win(page: Any) -> None:
    page.get_by_role("link", name="Win", exact=True).first.click()
    page.get_by_label("Deal segment").select_option(label="Office")
    page.get_by_label("Deal value in EUR").fill("199,99")
    page.get_by_role("dialog").get_by_role("button", name="Win").click()
    expect(page.get_by_text("The deal value must be at least €200.")).to_be_visible()
    page.get_by_label("Deal value in EUR").fill("200")
    page.get_by_role("dialog").get_by_role("button", name="Win").click()
    expect(page.get_by_text("Well done: the lead is won.")).to_be_visible()


def test_a_lead_goes_all_the_way_from_offer_to_deal(house, visit, chromium, live):
    User.objects.filter(pk=house.ann.pk).update(terms_version=None)
    enter_and_offer(visit("/", by=house.dina))
    lead = Lead.objects.get()
    page = chromium.new_context(base_url=live.url, locale="en-GB").new_page()
    follow_the_mail(page, house.ann.email)
    assert f"/accounts/login/?next=%2Fleads%2F{lead.pk}%2F" in page.url
    sign_in_and_agree(page, house.ann)
    expect(page).to_have_url(f"{live.url}/leads/{lead.pk}/")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("is yours. Qualify it within 7 days.")).to_be_visible()
    qualify(page)
    sweep(now() + timedelta(days=7, hours=1))
    assert Message.objects.filter(address=house.ann.email, kind="opportunity_update").count() == 1
    follow_the_mail(page, house.ann.email)
    expect(page).to_have_url(f"{live.url}/leads/{lead.pk}/")
    win(page)
    assert Lead.objects.get().state == State.WON
    page.context.close()


def test_accept_and_reject_work_in_place_on_the_overview(house, visit):
    kept, returned = house.offered(), house.offered()
    page = visit("/", by=house.ann)
    page.locator(f"#offer-{kept.pk}").get_by_role("button", name="Accept").click()
    expect(page.locator(f"#offer-{kept.pk}")).to_contain_text("is yours")
    card = page.locator(f"#offer-{returned.pk}")
    card.get_by_text("Reject", exact=True).click()
    card.get_by_label("Reason").fill("outside region")
    card.get_by_role("button", name="Reject this lead").click()
    expect(page.locator(f"#offer-{returned.pk}")).to_contain_text("went back to its sender")
    assert Lead.objects.get(pk=returned.pk).offers.get().reason == "outside region"
