"""From the list and the page of a contact something is logged over the page, at a desk and on the phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leadwright.activities.models import Activity
from leadwright.foundation.clock import now
from tests.browser.test_accessibility import PHONE
from tests.makers import House, make_contact, make_lead

DESK = {"width": 1280, "height": 900}


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_what_was_done_is_logged_over_the_list(house: House, visit, size) -> None:
    lead = make_lead(house.ann, at=now())
    page = visit("/leads/?owner=me", by=house.ann)
    page.set_viewport_size(size)
    page.locator(".next-cell a").click()
    form = page.locator("#dialog form")
    expect(form).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    form.locator("[name=kind]").select_option("call")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".notices, .notice").first).to_be_visible()
    assert (Activity.objects.get().lead_id, "owner=me" in page.url) == (lead.pk, True)


def test_a_contact_page_fits_the_phone_and_plans_over_the_page(house: House, visit) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva Peeters", phone="+3225550111")
    page = visit(f"/contacts/{eva.pk}/", by=house.ann)
    page.set_viewport_size(PHONE)
    assert Axe().run(page).response["violations"] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("#activities").get_by_role("link", name="Plan").click()
    expect(page.locator("#dialog").get_by_label("Eva Peeters")).to_be_checked()
