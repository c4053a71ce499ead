"""Settings in a real browser: limit a transition, move leads on, begin with a set-up, one active definition."""

from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.foundation.clock import now
from leadwright.leads import actions
from leadwright.leads.configuration.changes import with_unmentioned
from leadwright.leads.configuration.rows import stored
from leadwright.leads.configuration.setups import setup_of
from leadwright.leads.models import LeadDefinition, Source
from leadwright.people.models import User
from tests.browser.conftest import enter
from tests.makers import House, fresh, make_lead, make_user

TYPE = "/company/settings/types/partner-lead/"


@pytest.fixture
def vera(house: House) -> User:
    """Return the administrator of the installation."""
    return make_user("vera", unit=house.dina.unit, profile="administrator")


@pytest.fixture
def elsewhere(chromium, live):
    """Return a way to come in as somebody in a browser of his own."""
    opened = []

    def come_in(user: User, address: str) -> Any:
        context = chromium.new_context(base_url=live.url, locale="en-GB")
        opened.append(context)
        page = context.new_page()
        enter(page, user)
        page.goto(address)
        return page

    yield come_in
    for context in opened:
        context.close()


def start(page: Any) -> None:
    page.get_by_role("main").get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("Work has started.")).to_be_visible()


def test_a_way_is_limited_to_a_unit_and_holds_at_once(house, vera, visit, elsewhere):
    lead = make_lead(house.ann, at=now())
    page = visit(TYPE, by=vera)
    page.get_by_role("link", name="Who can go from New to In contact").click()
    page.get_by_label("Partner P / GP / U1").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Whom this touches")).to_be_visible()
    page.get_by_role("button", name="Apply").click()
    limited = page.get_by_role("link", name="Who can go from New to In contact")
    expect(limited).to_have_text("limited")
    bob = elsewhere(house.bob, f"/leads/{lead.pk}/start/")
    expect(bob.get_by_label("Status").get_by_role("option", name="In contact")).to_have_count(0)
    start(elsewhere(house.ann, f"/leads/{lead.pk}/start/"))
    assert fresh(lead).status.code == "in-contact"


def test_leads_move_on_when_their_status_goes_away(house, vera, visit):
    lead = make_lead(house.ann, at=now())
    lead = actions.edit(lead.pk, {"status": "nurture"}, by=house.ann, at=now(), version=lead.version)
    page = visit(TYPE, by=vera)
    page.get_by_label("Leads of this type are qualified").uncheck()
    for box in page.locator('[name="move"][value^="nurture>"], [name="move"][value$=">nurture"]').all():
        box.uncheck()
    page.get_by_label("Nurture is allowed", exact=True).uncheck()
    page.get_by_label("Nurture, from pending").select_option(label="—")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="1 open lead")).to_have_attribute(
        "href", "/leads/?status=nurture&owner=any"
    )
    page.get_by_label("Its leads move to").select_option(label="New")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert (fresh(lead).status.code, fresh(lead).version) == ("new", lead.version + 1)


def test_the_first_administrator_chooses_what_to_begin_with(house, vera, visit):
    page = visit("/", by=vera)
    expect(page.get_by_role("heading", name="What to begin with")).to_be_visible()
    page.locator("section", has=page.get_by_role("heading", name="Software demo")).get_by_role(
        "button", name="See what it changes"
    ).click()
    expect(page.get_by_text("6 new, 9 go")).to_be_visible()
    begun = with_unmentioned(stored(), setup_of("software-demo").blueprint)
    assert stored() != begun
    page.get_by_role("button", name="Begin with this").click()
    expect(page.get_by_text("“Software demo” is in force.")).to_be_visible()
    assert stored() == begun
    page.goto("/")
    expect(page.get_by_role("heading", name="What to begin with")).to_have_count(0)


def test_one_definition_is_active_and_the_active_one_cannot_be_deleted(house, vera, visit):
    page = visit("/company/settings/definitions/", by=vera)
    page.get_by_label("Name in English").fill("Extra")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Extra").click()
    page.get_by_role("button", name="Activate").click()
    row = page.get_by_role("listitem").filter(has_text="Extra")
    expect(row.get_by_text("Active", exact=True)).to_be_visible()
    page.get_by_role("link", name="Extra").click()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    assert list(LeadDefinition.objects.filter(is_active=True).values_list("code", flat=True)) == ["E"]


def test_a_type_outside_the_definition_cannot_be_chosen_until_it_is_listed(house, vera, visit, elsewhere):
    lead = make_lead(house.ann, at=now())
    page = visit("/company/settings/types/", by=vera)
    page.get_by_label("Name in English").fill("Showroom walk-in")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("link", name="Showroom walk-in")).to_be_visible()
    address = f"/leads/new/details/?contact={lead.contact_id}&confirm_new=1"
    ann = elsewhere(house.ann, address)
    expect(ann.get_by_role("option", name="Showroom walk-in")).to_have_count(0)
    page.goto("/company/settings/definitions/standard/")
    page.get_by_label("Showroom walk-in").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    ann.goto(address)
    expect(ann.get_by_role("option", name="Showroom walk-in")).to_have_count(1)


def test_without_an_active_definition_the_page_says_who_can_help(house, visit):
    lead = make_lead(house.ann, at=now())
    LeadDefinition.objects.update(is_active=False)
    page = visit(f"/leads/{lead.pk}/win/", by=house.ann)
    expect(page.get_by_text("There is no active lead definition").first).to_be_visible()


def test_a_row_is_dragged_to_another_place_and_moved_back_by_keyboard(house, vera, visit):
    page = visit("/company/settings/sources/", by=vera)
    rows = page.locator("[data-order] > li")
    rows.filter(has_text="Showroom").drag_to(rows.first, target_position={"x": 40, "y": 4})
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Source.objects.first().code == "showroom"
    page.get_by_role("button", name="Move Showroom down").focus()
    page.keyboard.press("Enter")
    expect(rows.first).to_contain_text("Website")
    assert Source.objects.first().code == "website"
