"""What a newcomer sees first does not mislead: dialogs with their Save in sight, pages without anything cut off."""

from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.leads.models import Lead
from tests.makers import make_contact, make_lead

SIZES = [(1280, 800), (390, 800), (390, 480)]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def open_dialog(page: Any, act: str, *, width: int, height: int) -> Any:
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    page.locator(f"[data-go={act}]").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    return page.locator("dialog[open] footer button[type=submit]")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_save_stays_in_sight_also_after_an_error(house, visit, width, height):
    lead = house.accepted()
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    button = open_dialog(page, "update", width=width, height=height)
    expect(button).to_be_in_viewport(ratio=1)
    page.get_by_role("radio", name="No opportunity; give a reason").check()
    expect(button).to_be_in_viewport(ratio=1)
    button.click()
    expect(page.locator("dialog[open] .fault").first).to_be_visible()
    expect(page.locator("dialog[open] footer button[type=submit]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_save_stays_in_sight_on_the_page_of_a_dialog(house, visit, width, height):
    page = visit(f"/leads/{house.accepted().pk}/update/", by=house.ann)
    page.set_viewport_size({"width": width, "height": height})
    expect(page.get_by_role("button", name="Save update")).to_be_in_viewport(ratio=1)


def test_no_outcome_looks_chosen_while_none_is(house, visit):
    page = visit(f"/leads/{house.accepted().pk}/", by=house.ann)
    page.locator("[data-go=update]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dialog-title")).to_be_focused()
    looks = "(label) => [getComputedStyle(label).outlineStyle, getComputedStyle(label).borderColor].join()"
    first, second = (page.locator(".choice label").nth(place).evaluate(looks) for place in (0, 1))
    assert first == second


@pytest.mark.parametrize("width", [1280, 1024, 390, 320])
def test_nothing_of_a_contact_is_cut_off_or_covered(house, visit, width):
    contact = make_contact(house.ann, name=LONG, email=f"{'a' * 60}@{'b' * 50}.example")
    lead = make_lead(house.ann, contact=contact, description=LONG)
    Lead.objects.filter(pk=lead.pk).update(target_amount=1_234_567, target_currency="EUR")
    page = visit(f"/contacts/{contact.pk}/", by=house.ann)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = """() => [...document.querySelectorAll(".cols .panel")].filter((panel) => [...panel.querySelectorAll("*")]
      .some((part) => part.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1
        && !part.closest(".unseen, .scroll, thead"))).map((panel) => panel.getAttribute("aria-labelledby"))"""
    assert page.evaluate(beyond) == []


def test_only_figures_that_are_compared_have_one_width(house, visit):
    page = visit("/leads/?owner=any", by=house.ann)
    numeric = "getComputedStyle(document.body).fontVariantNumeric"
    assert page.evaluate(numeric) == "normal"
