"""Fields of an organisation's own in the browser: made, filled in, found by, and unknown to the other side."""

from playwright.sync_api import expect

from leadwright.fields.actions import make
from leadwright.fields.models import OwnField
from tests.makers import NOON, make_lead


def test_a_field_is_made_with_a_preview_and_filled_in(house, visit):
    page = visit("/company/fields/new/?subject=lead", by=house.adm)
    page.get_by_label("Name in English").fill("Roof type")
    page.get_by_label("Kind").select_option("choice")
    page.get_by_label("Choices").fill("flat = Flat\npitched = Pitched")
    page.get_by_label("Section in English").fill("Building")
    page.get_by_label("Lists can be narrowed").check()
    expect(page.locator("#preview").get_by_label("Roof type")).to_be_visible()
    page.get_by_role("button", name="Make the field").click()
    expect(page.get_by_text("The field “Roof type” is there.")).to_be_visible()
    assert OwnField.objects.get().organisation == house.partner
    lead = make_lead(house.adm)
    page.goto(f"/leads/{lead.pk}/edit/")
    page.get_by_label("Roof type").select_option("pitched")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The lead is saved.")).to_be_visible()
    expect(page.get_by_role("region", name="Own fields").get_by_text("Pitched")).to_be_visible()
    page.goto("/leads/?owner=any&field.own_roof_type=flat")
    expect(page.get_by_text(lead.contact.name)).to_have_count(0)


def test_a_field_is_asked_for_only_while_another_has_its_value(house, visit):
    usual = {"subject": "lead", "kind": "boolean"}
    make(usual | {"key": "own_listed", "label": "Listed"}, by=house.adm, at=NOON)
    condition = {"field": "own_listed", "is": [True]}
    until = {"subject": "lead", "kind": "date", "key": "own_until", "label": "Permit until"}
    make(until | {"shown_if": condition}, by=house.adm, at=NOON)
    page = visit(f"/leads/{make_lead(house.adm).pk}/edit/", by=house.adm)
    expect(page.get_by_label("Permit until")).to_be_hidden()
    page.get_by_label("Listed").select_option("yes")
    expect(page.get_by_label("Permit until")).to_be_visible()


def test_each_side_sees_its_own_field_and_not_the_others(house, visit):
    for maker, words in ((house.adm, "Partners margin"), (house.dina, "Vendors margin")):
        maker.held[0].permissions |= {"user.manage": "organisation"}
        maker.held[0].save()
        data = {"subject": "lead", "kind": "text", "key": "own_margin", "label": words}
        make(data, by=maker, at=NOON)
    lead = house.accepted()
    page = visit(f"/leads/{lead.pk}/edit/", by=house.ann)
    expect(page.get_by_label("Partners margin")).to_be_visible()
    expect(page.get_by_text("Vendors margin")).to_have_count(0)
    page.context.clear_cookies()
    vendor = visit(f"/leads/{lead.pk}/", by=house.dina)
    expect(vendor.get_by_text("Partners margin")).to_have_count(0)


def test_the_fields_of_a_kind_appear_as_it_is_chosen_and_what_was_typed_stays(house, visit):
    data = {"subject": "activity", "key": "own_mood", "kind": "text", "label": "Mood"}
    make(data | {"activity_kinds": ["meeting"]}, by=house.adm, at=NOON)
    lead = make_lead(house.ann)
    page = visit("/activities/new/", by=house.ann)
    page.get_by_label("Subject").fill("Third site")
    page.get_by_label("Kind").select_option("meeting")
    expect(page.get_by_label("Mood")).to_be_visible()
    expect(page.get_by_label("Subject")).to_have_value("Third site")
    page.get_by_label("Kind").select_option("call")
    expect(page.get_by_label("Mood")).to_have_count(0)
    page.get_by_label("Subject").fill("")
    page.goto(f"/leads/{lead.pk}/")
    page.locator(".composer").get_by_text("Activity", exact=True).click()
    page.locator("#quick_kind").select_option("meeting")
    page.get_by_label("Mood").fill("Bright")
    page.locator("#quick_begins").fill("2036-03-03T15:00")
    page.get_by_role("button", name="Plan", exact=True).click()
    page.get_by_role("link", name="Meeting").first.click()
    expect(page.get_by_role("region", name="Own fields").get_by_text("Bright")).to_be_visible()
