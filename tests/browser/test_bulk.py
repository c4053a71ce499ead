"""Several leads at once, with and without script."""

from playwright.sync_api import expect

from tests.browser.conftest import enter
from tests.makers import fresh, make_lead


def test_all_leads_of_a_page_are_ticked_with_one_box_and_cancelled(house, visit):
    leads = [make_lead(house.ann) for _value in range(3)]
    page = visit("/leads/", by=house.ann)
    page.get_by_role("link", name="Select several").click()
    page.get_by_label("All on this page").check()
    page.get_by_label("With the ticked leads").select_option("cancel")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("button", name="Cancel the lead").click()
    expect(page.get_by_text("Done with 3 leads.")).to_be_visible()
    assert {fresh(lead).state for lead in leads} == {"CANCELLED"}


def test_a_row_ticks_its_lead_without_script(house, chromium, live):
    lead = make_lead(house.ann)
    plain = chromium.new_context(base_url=live.url, locale="en-GB", java_script_enabled=False).new_page()
    enter(plain, house.ann)
    plain.goto("/leads/?select=1")
    plain.locator(f"label[for=pick-{lead.pk}]").click()
    plain.get_by_label("With the ticked leads").select_option("start")
    plain.get_by_role("button", name="Go on", exact=True).click()
    plain.get_by_role("button", name="Start progress").click()
    expect(plain.get_by_text("Done with 1 lead.")).to_be_visible()
    assert fresh(lead).state == "IN_PROGRESS"
    plain.context.close()
