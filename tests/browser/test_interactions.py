"""Interactions without a lead, partners by the wizard, the matrix of consents, and a demonstration, in a browser."""

import pytest
from playwright.sync_api import expect

from leadwright.activities.models import Activity
from leadwright.contacts.models import Contact
from leadwright.foundation.clock import now
from leadwright.history.facts import SYSTEM
from leadwright.leads.actions.beginning import begun
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.models import User
from tests.activities.making import log
from tests.browser.conftest import enter
from tests.browser.test_journey import enter_and_offer
from tests.browser.walking import act, more, refused, tomorrow
from tests.makers import House, make_contact, make_group, make_lead, make_unit, make_user


def test_an_interaction_is_recorded_without_any_lead(house: House, visit) -> None:
    make_contact(house.dina, name="Acme Holding")
    page = visit("/activities/", by=house.dina)
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_label("Kind", exact=True).select_option(label="Phone call")
    page.get_by_label("When").fill("2026-03-02T10:15")
    page.get_by_label("Subject").fill("Price list")
    page.get_by_label("Details").fill("asks for the new prices")
    page.get_by_label("Add somebody by name").fill("acme")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Acme Holding").check()
    page.get_by_role("button", name="Save").last.click()
    row = page.get_by_role("row", name="Price list")
    expect(row).to_contain_text("Acme Holding")
    row.get_by_role("link", name="Price list").click()
    expect(page.get_by_text("asks for the new prices").first).to_be_visible()
    expect(page.get_by_text("2 Mar 2026, 10:15").first).to_be_visible()
    assert (Activity.objects.get().lead, Lead.objects.exists()) == (None, False)


@pytest.fixture
def nora(house: House) -> User:
    """Return a colleague of Dina's in the group North."""
    north = make_unit(make_group(house.vendor, "North"), "North")
    return make_user("nora", unit=north, profile="lead-distributor")


def test_a_partner_of_the_wizard_is_seen_by_its_access_group_alone(house: House, nora: User, visit) -> None:
    call = log(None, nora, subject="First talk", at=now())
    page = visit(f"/activities/{call.pk}/", by=nora)
    page.get_by_role("link", name="Partner wizard").click()
    page.get_by_label("Name", exact=True).fill("Acme Holding")
    page.get_by_label("E-mail").fill("info@acme.example")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("North").check()
    page.get_by_role("button", name="Finish").last.click()
    taking_part = page.get_by_role("region", name="Who takes part")
    expect(taking_part.get_by_role("link", name="Acme Holding", exact=True)).to_be_visible()
    partner = Contact.objects.get()
    enter(page, house.dina)
    page.goto(f"/activities/{call.pk}/")
    expect(taking_part).to_contain_text("somebody of another group")
    expect(page.get_by_text("Acme Holding")).to_have_count(0)
    assert page.goto(f"/contacts/{partner.pk}/").status == 404


def test_marketing_goes_only_by_the_cell_of_the_matrix_that_says_yes(house: House, visit) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva Janssens", email="eva@janssens.example")
    lead = make_lead(house.ann, at=now(), contact=eva)
    page = visit(f"/contacts/{eva.pk}/consents/", by=house.ann)
    page.get_by_role("link", name="Newsletter, E-mail, Dealer").click()
    window = page.get_by_role("dialog")
    window.get_by_label("Given: the person agrees").check()
    window.get_by_label("Source").fill("trade fair")
    window.get_by_role("button", name="Record").click()
    expect(page.get_by_role("link", name="Newsletter, E-mail, Dealer")).to_contain_text("Yes")
    for cell in ("E-mail, Importer", "SMS, Dealer", "SMS, Importer"):
        expect(page.get_by_role("link", name=f"Newsletter, {cell}")).to_contain_text("Unknown")
    page.goto(f"/leads/{lead.pk}/communicate/")
    page.get_by_label("Subject").fill("News")
    page.get_by_label("Text", exact=True).fill("Come and see")
    page.get_by_label("This is marketing").check()
    page.get_by_label("Sender").select_option(label="Importer")
    page.get_by_label("Purpose").select_option(label="Newsletter")
    page.get_by_role("button", name="Send or note").click()
    expect(
        page.get_by_text("Eva Janssens has not agreed to be reached by E-mail, from Importer")
    ).to_be_visible()
    assert not Message.objects.filter(address=eva.email).exists()
    page.get_by_label("Sender").select_option(label="Dealer")
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The mail is on its way.")).to_be_visible()
    assert Message.objects.get(address=eva.email).subject == "News"


def test_a_demonstration_is_asked_for_planned_given_and_makes_a_customer(house: House, visit) -> None:
    begun("software-demo", by=SYSTEM, at=now())
    enter_and_offer(visit("/", by=house.dina))
    lead = Lead.objects.get()
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.get_by_role("button", name="Accept").click()
    more(page, "Start progress")
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    expect(page.get_by_text("Work has started.")).to_be_visible()
    more(page, "Schedule an activity")
    window = page.get_by_role("dialog")
    window.get_by_label("Kind", exact=True).select_option(label="Demo")
    window.get_by_label("When").fill(tomorrow())
    window.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Demo is planned.")).to_be_visible()
    refused(page, lead, "win", "Activities of this lead that are still open: 1.")
    act(page, "Done", "Save as done")
    expect(page.get_by_text("It is done, and kept for good.")).to_be_visible()
    page.get_by_role("link", name="Win", exact=True).click()
    window.get_by_label("Deal segment").select_option(label="Small company")
    window.get_by_label("Deal value in EUR").fill("900")
    window.get_by_label("Country").select_option(label="Belgium")
    window.get_by_role("button", name="Win").click()
    expect(page.get_by_text("Well done: the lead is won.")).to_be_visible()
    lead.refresh_from_db()
    assert (lead.status.code, lead.account is not None) == ("customer", True)
