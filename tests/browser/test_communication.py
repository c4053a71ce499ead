"""A lead is communicated in a real browser: tags chosen by keyboard, a preview, without script and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from leadwright.communication.models import Communication
from leadwright.foundation.clock import now
from leadwright.leads.actions import add_party
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.sending import send_due
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import PHONE, RULES, barriers
from tests.communication.saying import make_template
from tests.files.attaching import attach
from tests.makers import House, make_contact, make_lead


@pytest.fixture
def lead(house: House):
    """Return a lead of Ann's about somebody with a name and an address."""
    eva = make_contact(house.ann, kind="person", name="Eva Janssens", email="eva@janssens.example")
    return make_lead(house.ann, contact=eva)


def test_tags_are_chosen_by_keyboard_and_the_mail_says_their_values(house: House, lead, visit) -> None:
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    page.get_by_label("More actions for this lead").click()
    page.get_by_role("link", name="Communicate").click()
    page.get_by_label("Subject").fill("Hello")
    body = page.get_by_label("Text", exact=True)
    body.press_sequentially("Dear #contact_n")
    expect(page.locator(".tag-picks [role=option]")).to_have_count(1)
    body.press("Enter")
    body.press_sequentially(", ref #")
    expect(page.locator(".tag-picks [role=option]").first).to_be_visible()
    body.press_sequentially("lead_num")
    body.press("Tab")
    expect(body).to_have_value("Dear #contact_name, ref #lead_number")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_contain_text(f"Dear Eva Janssens, ref {lead.pk}")
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The mail is on its way.")).to_be_visible()
    expect(page.locator("#history")).to_contain_text(f"Dear Eva Janssens, ref {lead.pk}")


def test_a_lead_without_an_address_is_not_written_to_and_nothing_typed_is_lost(house: House, visit) -> None:
    silent = make_contact(house.ann, kind="person", name="Mum", email="", phone="+3225550101")
    page = visit(f"/leads/{make_lead(house.ann, contact=silent).pk}/communicate/", by=house.ann)
    page.get_by_label("Subject").fill("Hello")
    page.get_by_label("Text", exact=True).fill("Good day")
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The lead has nowhere to reach its contact by E-mail")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Good day")
    assert not Communication.objects.exists()


def test_a_mail_carries_a_file_which_stays_until_it_has_left(house: House, lead, visit, settings) -> None:
    settings.DEMO = True
    file = attach(lead, house.ann, "Our offer.txt")
    page = visit(f"/leads/{lead.pk}/communicate/", by=house.ann)
    page.get_by_label("Subject").fill("Our offer")
    page.get_by_label("Text", exact=True).fill("As discussed")
    page.get_by_label("Our offer.txt").check()
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The mail is on its way.")).to_be_visible()
    files = page.get_by_role("region", name="Files")
    waits = files.get_by_role("button", name="Delete Our offer.txt")
    expect(waits).to_have_accessible_description(re.compile("goes out with a mail that has not left yet"))
    expect(files.get_by_role("link", name="Delete Our offer.txt")).to_have_count(0)
    assert barriers(page, RULES) == []
    send_due(now(), channel=MailboxChannel())
    page.reload()
    expect(files.get_by_role("link", name="Delete Our offer.txt")).to_be_visible()
    page.goto("/mailbox/")
    page.get_by_role("link", name="Our offer As discussed").click()
    expect(page.get_by_role("region", name="Attachments")).to_contain_text(f"Our offer.txt{file.size} byte")


def test_a_mail_goes_to_who_is_ticked_and_to_a_typed_address(house: House, lead, visit) -> None:
    person = {"kind": "person", "name": "Els", "email": "els@x.example"}
    add_party(lead.pk, {"contact": person}, by=house.ann, at=now())
    page = visit(f"/leads/{lead.pk}/communicate/", by=house.ann)
    page.get_by_label("Subject").fill("Hello")
    page.get_by_label("Text", exact=True).fill("Good day")
    page.get_by_text("Recipients: To and Cc").click()
    expect(page.get_by_role("group", name="To").get_by_label("Eva Janssens")).to_be_checked()
    page.get_by_role("group", name="Cc").get_by_label("Els <els@x.example>").check()
    page.get_by_label("Cc: further addresses").fill("law@firm.example, nonsense")
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("write one e-mail address").first).to_be_visible()
    expect(page.get_by_role("group", name="Cc").get_by_label("Els <els@x.example>")).to_be_checked()
    assert barriers(page, RULES) == []
    page.get_by_label("Cc: further addresses").fill("law@firm.example")
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The mail is on its way.")).to_be_visible()
    expect(page.locator("#history")).to_contain_text("Cc: els@x.example, law@firm.example")


def test_escape_leaves_the_list_of_tags_and_a_press_takes_one(house: House, lead, visit) -> None:
    page = visit(f"/leads/{lead.pk}/communicate/", by=house.ann)
    body = page.get_by_label("Text", exact=True)
    body.press_sequentially("#")
    expect(page.get_by_role("listbox").first).to_be_visible()
    body.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    body.press_sequentially("owner_")
    page.get_by_role("option", name="#owner_mail").click()
    expect(body).to_have_value("#owner_mail")
    body.press_sequentially(" ## and 1#x")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_what_a_medium_has_left_is_said(house: House, lead, visit) -> None:
    page = visit(f"/leads/{lead.pk}/communicate/", by=house.ann)
    page.get_by_label("Medium").select_option("sms")
    page.get_by_label("Text", exact=True).fill("x" * 100)
    expect(page.get_by_text("Characters left: 60")).to_be_visible()


def test_without_script_a_template_fills_the_form_and_the_mail_goes(
    house: House, lead, chromium, live
) -> None:
    make_template(house.adm, "Dear #contact_name")
    context = chromium.new_context(
        base_url=live.url, locale="en-GB", java_script_enabled=False, viewport=PHONE
    )
    page = context.new_page()
    sign_in(page, house.ann)
    page.wait_for_url("**/")
    page.goto(f"/leads/{lead.pk}/communicate/")
    page.get_by_label("Template").select_option(label="Hello")
    page.get_by_role("button", name="Use the template").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Dear #contact_name")
    page.get_by_role("button", name="Send or note").click()
    expect(page.get_by_text("The mail is on its way.")).to_be_visible()
    assert Communication.objects.get().text == "Dear Eva Janssens"
    context.close()


def test_the_list_of_tags_and_the_preview_are_accessible(house: House, lead, visit) -> None:
    page = visit(f"/leads/{lead.pk}/communicate/", by=house.ann)
    page.get_by_label("Subject").fill("Hello")
    page.get_by_label("Text", exact=True).fill("Dear #contact_name")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_be_visible()
    page.get_by_label("Text", exact=True).press_sequentially(" #own")
    expect(page.locator(".tag-picks [role=option]").first).to_be_visible()
    assert barriers(page, RULES) == []
