"""The record of a lead, worked on its page: in dialogs, and without JavaScript."""

from playwright.sync_api import expect

from leadwright.foundation.clock import now
from leadwright.leads.models import Lead
from tests.browser.conftest import enter
from tests.leads.recording import a_competitor, a_product
from tests.makers import House, fresh, make_lead


def test_a_product_a_colleague_and_a_competitor_are_added_in_dialogs(house: House, visit) -> None:
    a_product(), a_product("repair", "service"), a_competitor()
    lead = make_lead(house.ann, at=now())
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    dialog = page.locator("#dialog")
    for code in ("Printer", "Repair"):
        page.get_by_role("link", name="Add product").click()
        dialog.locator("select").select_option(label=code)
        dialog.get_by_label("Questions and extra wishes").fill(f"how about {code}?")
        dialog.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator("#products")).to_contain_text(f"how about {code}?")
    page.get_by_role("link", name="Add to the team").click()
    dialog.locator("select").select_option(label="Bob")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#team")).to_contain_text("Bob")
    page.get_by_role("link", name="Add a competitor").click()
    dialog.locator("select").select_option(label="Rival")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#competitors")).to_contain_text("Rival")


def test_the_estimate_moves_the_expected_day_and_back(house: House, visit) -> None:
    lead = make_lead(house.ann, at=now(), estimate={"amount": 5, "unit": "days"})
    page = visit(f"/leads/{lead.pk}/edit/", by=house.ann)
    page.get_by_label("Estimated completion time").fill("2")
    page.get_by_label("Unit of time").select_option(label="weeks")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 weeks")).to_be_visible()
    assert (fresh(lead).expected_completion_at - lead.started_at).days in (13, 14)


def test_a_note_needs_no_javascript(house: House, chromium, live) -> None:
    lead: Lead = house.accepted(at=now())
    plain = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False)
    page = plain.new_page()
    enter(page, house.ann)
    page.goto(f"/leads/{lead.pk}/")
    page.get_by_label("Write a note").fill("between us")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("#notes li")).to_contain_text("between us")
    page.goto(f"/leads/{lead.pk}/products/add/")
    page.goto(f"/leads/{lead.pk}/team/add/")
    page.get_by_label("Colleague").select_option(label="Bob")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#team")).to_contain_text("Bob")
    plain.close()
