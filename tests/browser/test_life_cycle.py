"""Start, lose, cancel, delete and hand over in the browser."""

import re

from playwright.sync_api import expect

from leadwright.leads.models import Category, Lead, LeadType
from leadwright.people.actions.areas import add_area
from tests.makers import NOON, fresh, make_contact, make_group, make_lead


def test_a_lead_is_started_then_lost_for_a_reason_and_never_moves_again(house, visit):
    lead = make_lead(house.ann)
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.get_by_label("More actions for this lead").click()
    page.get_by_role("link", name="Start progress").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    expect(page.get_by_text("Work has started.")).to_be_visible()
    page.get_by_role("link", name="Lose", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Lose").click()
    expect(page.get_by_role("dialog").get_by_text("Choose a reason.")).to_be_visible()
    page.get_by_label("Reason", exact=True).select_option("price")
    page.get_by_role("dialog").get_by_role("button", name="Lose").click()
    expect(page.get_by_text("The lead is lost, and its reason is kept.")).to_be_visible()
    assert (fresh(lead).state, fresh(lead).lost_reason.code) == ("LOST", "price")
    expect(page.get_by_role("link", name="Win", exact=True)).to_have_count(0)


def test_a_pending_lead_is_deleted_and_one_in_progress_says_why_not(house, visit):
    gone = make_lead(house.ann)
    page = visit(f"/leads/{gone.pk}/delete/", by=house.ann)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The lead is deleted.")).to_be_visible()
    assert not Lead.objects.within_reach(house.ann, "lead.view").filter(pk=gone.pk).exists()
    busy = house.qualified()
    assert page.goto(f"/leads/{busy.pk}/delete/").status == 409
    expect(page.get_by_text("The lead is in progress; this is not possible in that state.")).to_be_visible()


def test_a_lead_is_cancelled_and_a_won_one_is_not(house, visit):
    lead, won = make_lead(house.ann), make_lead(house.ann)
    page = visit(f"/leads/{won.pk}/win/", by=house.ann)
    page.get_by_role("button", name="Win").click()
    expect(page.get_by_text("Well done: the lead is won.")).to_be_visible()
    assert page.goto(f"/leads/{won.pk}/cancel/").status == 409
    page.goto(f"/leads/{lead.pk}/cancel/")
    page.get_by_role("button", name="Cancel the lead").click()
    expect(page.get_by_text("The lead is cancelled.")).to_be_visible()
    assert fresh(lead).completed_at is None


def test_the_page_shows_the_group_of_the_area_and_gives_the_lead_to_another(house, visit):
    group = make_group(house.partner, "Wallonia")
    add_area({"name": "Liège", "country": "BE", "city": "Liège", "group": group.pk}, by=house.adm, at=NOON)
    lead = make_lead(house.ann, contact=make_contact(house.ann, city="Liège", country="BE"))
    page = visit(f"/leads/{lead.pk}/assign/", by=house.ann)
    expect(page.get_by_label("Owned by group")).to_have_value("")
    page.get_by_label("Owned by group").select_option(str(house.group.pk))
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/leads/{lead.pk}/")
    assert (fresh(lead).group, fresh(lead).owner) == (house.group, house.ann)


def test_a_new_lead_shows_what_its_type_gives_it(house, visit):
    LeadType.objects.update(priority=3, importance=2, estimate_amount=2, estimate_unit="weeks")
    contact = make_contact(house.ann)
    page = visit(f"/leads/new/details/?contact={contact.pk}", by=house.ann)
    page.get_by_label("Customer information").fill("wants an electric van")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/leads/\d+/$"))
    for words in ("Low (3)", "Low (2)", "2 weeks"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    assert Lead.objects.get().state == "PENDING"


def test_only_the_categories_of_the_type_are_offered(house, visit):
    lead = make_lead(house.ann)
    page = visit(f"/leads/{lead.pk}/edit/", by=house.ann)
    assert page.get_by_label("Category").locator("option").count() == 4
    lead.type.categories.set(Category.objects.filter(code="business-customer"))
    page.reload()
    assert page.get_by_label("Category").locator("option").count() == 2
    page.get_by_label("Category").select_option("business-customer")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/leads/{lead.pk}/")
    assert fresh(lead).category.code == "business-customer"
