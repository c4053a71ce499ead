"""The tutorial is walked as it is printed: each word in italics is pressed or filled in, in its order."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.console.demo_data import load
from leadwright.foundation.clock import now
from leadwright.history.sealing import seal
from leadwright.leads.models import Lead
from tests.tutorial import WORDS, steps

PASSWORD = "demo-demo-demo"
TYPED = {
    "Name of the customer": "Wasserij Tutoriaal",
    "E-mail": "info@tutoriaal.example",
    "Customer information": "Labels for forty baskets",
    "Deal value in EUR": "500",
}
PICKED = {"Offer to": "North Office Solutions", "Deal segment": "Office"}


@pytest.fixture
def demo(live, settings) -> None:
    """Serve the demo as `leadwright demo` does: its people and leads, mails in the mailbox, history sealed."""
    settings.DEMO, settings.BASE_URL = True, live.url
    load(at=now(), progress=lambda text: None)
    seal(now())


def sign_in(page: Any, email: str) -> None:
    if "/accounts/login/" not in page.url:
        page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").locator("form").first.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)


def press(page: Any, name: str) -> None:
    """Press what bears a name, in the dialog if there is one: the first that can be seen."""
    place = page.locator("dialog[open], body:not(:has(dialog[open]))")
    kinds = [place.get_by_role(kind, name=name, exact=True) for kind in ("button", "link")]
    summary = place.locator("summary", has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
    choice = place.locator(".choice label", has_text=name)
    wanted = kinds[0].or_(kinds[1]).or_(summary).or_(choice).filter(visible=True)
    wanted.first.click()


def field(page: Any, name: str) -> Any:
    """Return the field that bears a name: the first that can be seen."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(name)}\b")).filter(visible=True).first


def walk(page: Any, text: str) -> None:
    """Do what a step of the tutorial says, word by word."""
    for name, email in WORDS.findall(text):
        if email:
            sign_in(page, email)
        elif name in TYPED:
            field(page, name).fill(TYPED[name])
        elif name in PICKED:
            field(page, name).select_option(label=PICKED[name])
        else:
            press(page, name)
        page.wait_for_load_state("networkidle")


@pytest.fixture
def walker(browser, demo) -> Any:
    page = browser.new_page()
    page.goto("/")
    return page


def test_the_tutorial_works_as_it_is_printed(walker, live):
    text = steps()
    walk(walker, text["2"])
    expect(walker.get_by_text("who can accept until").first).to_be_visible()
    lead = Lead.objects.latest("pk")
    assert (lead.organisation.name, lead.is_waiting) == ("North Office Solutions", True)
    walk(walker, text["3"])
    walker.locator(".mail a").first.click()
    link = walker.locator(".letter a").first.get_attribute("href")
    walker.context.clear_cookies()
    walker.goto(link)
    walk(walker, text["4"])
    expect(walker.get_by_text("is yours. Qualify it within 7 days.")).to_be_visible()
    walk(walker, text["5"])
    walk(walker, text["6"])
    lead.refresh_from_db()
    assert (lead.state, lead.owner.email) == ("WON", "ann@north.example")
    expect(walker.get_by_role("link", name="View history", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
