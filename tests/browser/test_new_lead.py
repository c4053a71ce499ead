"""The way to a new lead in a real browser: by mouse, by keyboard alone, and without script."""

from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.leads.models import Lead
from tests.browser.conftest import enter
from tests.makers import House, make_contact, make_lead


@pytest.fixture
def peeters(house: House) -> Contact:
    """Return a known customer of Ann's company."""
    return make_contact(house.ann, at=now(), name="Peeters NV", email="info@peeters.example", city="Ghent")


def begin(page: Any, text: str) -> None:
    page.get_by_role("banner").get_by_text("New", exact=True).click()
    page.get_by_role("link", name="Opportunity", exact=True).click()
    page.get_by_label("Name of the customer").press_sequentially(text)


def say_what_is_wanted(page: Any) -> None:
    page.get_by_label("Customer information").fill("wants electric van")
    page.get_by_label("Source").select_option(label="Showroom")
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_known_contact_is_found_while_typing_and_the_lead_lands_on_its_page(house, visit, peeters):
    page = visit("/", by=house.ann)
    begin(page, "peeters")
    page.get_by_role("link", name="Peeters NV").click()
    page.get_by_label("Role of the company").select_option(label="Customer")
    page.get_by_role("button", name="Go on", exact=True).click()
    say_what_is_wanted(page)
    expect(page.get_by_text("The lead is saved.")).to_be_visible()
    lead = Lead.objects.get()
    assert page.url.endswith(f"/leads/{lead.pk}/")
    assert lead.contact == peeters
    expect(page.get_by_role("definition").filter(has_text="wants electric van")).to_be_visible()
    expect(page.get_by_text("Showroom")).to_be_visible()
    expect(page.locator("#contacts")).to_contain_text("Customer")


def test_the_title_says_what_else_is_asked_of_a_new_contact(house, visit):
    page = visit("/", by=house.ann)
    begin(page, "Nobody Yet")
    page.get_by_role("link", name="Add contact").click()
    expect(page.get_by_label("Name of the company")).to_have_value("Nobody Yet")
    expect(page.get_by_label("Register number")).to_be_hidden()
    for fold in ("Financial", "More date of birth"):
        page.locator("summary", has_text=fold).click()
    expect(page.get_by_label("Register number")).to_be_visible()
    expect(page.get_by_label("Date of birth")).to_be_hidden()
    page.get_by_label("Title").select_option(label="Ms")
    expect(page.get_by_label("Register number")).to_be_hidden()
    for name in ("Function", "Works for", "Date of birth"):
        expect(page.get_by_label(name)).to_be_visible()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Give at least one e-mail address or telephone number.")).to_be_visible()
    page.locator('[name="email_0"]').fill("nobody@yet.example")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    say_what_is_wanted(page)
    expect(page.get_by_text("The lead is saved.")).to_be_visible()
    assert Lead.objects.get().contact == Contact.objects.get(name="Nobody Yet", title="ms")


def test_who_is_known_already_is_shown_while_typing(house, visit, peeters):
    page = visit("/leads/new/contact/", by=house.ann)
    page.get_by_label("Name of the company").fill("Peeters & Sons")
    page.locator('[name="email_0"]').press_sequentially("info@peeters.example")
    expect(page.get_by_text("Is it one of these?")).to_be_visible()
    page.get_by_role("link", name="Peeters NV").click()
    expect(page.get_by_role("heading", name="Who decides?")).to_be_visible()
    assert Contact.objects.count() == 1


def test_a_lead_from_the_same_source_is_marked_and_extended(house, visit, peeters):
    lead = make_lead(house.ann, at=now(), contact=peeters, source="showroom")
    page = visit(f"/leads/new/role/?contact={peeters.pk}", by=house.ann)
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_label("Where does this interest come from?").select_option(label="Showroom")
    expect(page.get_by_text("Same source: Showroom")).to_be_visible()
    page.get_by_role("link", name="Extend this lead").click()
    page.get_by_label("What does the customer want now?").fill("ten scanners too")
    page.get_by_role("dialog").get_by_role("button", name="Extend this lead").click()
    expect(page.locator("#interests")).to_contain_text("ten scanners too")
    assert page.url.endswith(f"/leads/{lead.pk}/")
    assert Lead.objects.count() == 1


def test_by_keyboard_alone_another_lead_is_made_for_a_known_contact(house, visit, peeters):
    make_lead(house.ann, at=now(), contact=peeters)
    page = visit("/", by=house.ann)
    page.keyboard.press("c")
    expect(page.get_by_label("Name of the customer")).to_be_focused()
    page.keyboard.type("peet")
    link = page.get_by_role("link", name="Peeters NV")
    expect(link).to_be_visible()
    press_until_focused(page, link)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Go on", exact=True).press("Enter")
    press_until_focused(page, page.get_by_role("link", name="Make a new one anyway"))
    page.keyboard.press("Enter")
    press_until_focused(page, page.get_by_label("Customer information"))
    page.keyboard.type("wants electric van")
    page.get_by_label("Target amount in EUR").press("Enter")
    expect(page.get_by_text("The lead is saved.")).to_be_visible()
    assert Lead.objects.count() == 2


def press_until_focused(page: Any, wanted: Any) -> None:
    wanted.wait_for()
    for _time in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_without_script_a_blocked_contact_is_told_and_a_new_one_is_entered(house, chromium, live, peeters):
    contacts.edit(peeters.pk, by=house.ann, at=now(), version=peeters.version, blocked=True)
    context = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    enter(page, house.ann)
    page.goto("/leads/new/")
    page.get_by_label("Name of the customer").fill("peeters")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_text("Blocked")).to_be_visible()
    expect(page.get_by_role("link", name="Peeters NV")).to_have_count(0)
    page.get_by_role("link", name="Add contact").click()
    page.get_by_label("Name of the company").fill("Peeters Two")
    page.locator('[name="email_0"]').fill("two@peeters.example")
    page.get_by_text("Another one").first.click()
    page.get_by_label("E-mail 2", exact=True).fill("office@peeters.example")
    page.get_by_label("Main: E-mail 2").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    say_what_is_wanted(page)
    contact = Lead.objects.get().contact
    assert (contact.name, contact.email) == ("Peeters Two", "office@peeters.example")
    context.close()


def test_a_second_contact_joins_on_the_lead_page_and_the_last_one_stays(house, visit, peeters):
    lead = make_lead(house.ann, at=now(), contact=peeters)
    make_contact(house.ann, at=now(), kind="person", name="Jan Claes", email="jan@claes.example")
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    expect(page.get_by_role("link", name="Take off")).to_have_count(0)
    page.get_by_role("link", name="Add Contact").click()
    page.get_by_label("Find a known contact").press_sequentially("claes")
    page.get_by_label("Jan Claes").check()
    page.get_by_label("Role of the person").select_option(label="Decision maker")
    page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#contacts")).to_contain_text("Decision maker")
    page.get_by_role("link", name="Take off Peeters NV").click()
    page.get_by_role("dialog").get_by_role("button", name="Take off").click()
    expect(page.locator("#contacts")).not_to_contain_text("Peeters NV")
    assert Lead.objects.get().contact.name == "Jan Claes"
