"""By keyboard alone, without script, on a phone, and within the content policy."""

import pytest
from playwright.sync_api import expect

from leadwright.leads.models import Lead
from leadwright.leads.states import State
from tests.browser.conftest import PASSWORD, sign_in


@pytest.fixture
def plain(chromium, live):
    """Return a page of a browser that runs no script."""
    context = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_lead_is_accepted_and_qualified_without_script(house, plain):
    lead = house.offered()
    sign_in(plain, house.ann)
    plain.locator(f"#offer-{lead.pk}").get_by_role("button", name="Accept").click()
    plain.wait_for_url(f"**/leads/{lead.pk}/")
    plain.get_by_role("link", name="Update", exact=True).first.click()
    plain.get_by_label("Invalid").check()
    plain.get_by_role("button", name="Save as invalid").click()
    expect(plain.get_by_text("Choose a reason.")).to_be_visible()
    plain.get_by_label("No current project").check()
    plain.get_by_role("button", name="Save as invalid").click()
    assert Lead.objects.get().state == State.LOST


def test_a_lead_is_won_by_keyboard_alone(house, visit):
    lead = house.qualified()
    page = visit("/", by=house.ann)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/leads/{lead.pk}/")
    page.get_by_role("link", name="Win", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Deal segment").press("o")
    page.get_by_label("Deal value in EUR").press_sequentially("500")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Well done: the lead is won.")).to_be_visible()


def test_escape_closes_a_dialog_and_gives_the_focus_back(house, visit):
    lead = house.accepted()
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.get_by_role("link", name="Win", exact=True).first.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent").strip() == "Win"


def test_escape_closes_the_menu(house, visit):
    page = visit(f"/leads/{house.accepted().pk}/", by=house.ann)
    page.get_by_label("More actions for this lead").press("Enter")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_hidden()


def test_single_keys_go_places(house, visit):
    page = visit("/company/", by=house.ann)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.value") == "c"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keyboard")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/leads/")


def test_a_click_anywhere_on_a_row_opens_the_lead(house, visit):
    lead = house.accepted()
    page = visit("/", by=house.ann)
    page.locator(".grid tbody tr td.num").first.click(force=True)
    page.wait_for_url(f"**/leads/{lead.pk}/")


def test_a_wrong_password_says_so_and_keeps_the_address(house, visit):
    page = visit("/accounts/login/")
    page.locator("[name=login]").fill(house.ann.email)
    page.locator("[name=password]").fill(PASSWORD[:-1])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=login]")).to_have_value(house.ann.email)
