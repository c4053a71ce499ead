"""Typed text in a browser: the session ends, the server goes away, somebody leaves; nothing is lost unasked."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from leadwright.foundation.clock import now
from leadwright.leads.models import Lead, Note
from tests.browser.conftest import PASSWORD
from tests.makers import House, make_contact, make_lead, make_user, qualify

TEXT = "wants thirty printers by spring"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@dataclass(frozen=True)
class Journey:
    """Where somebody types, into which field, and with which button it is sent; a link opens a dialog."""

    address: str
    field: str
    button: str
    link: str = ""
    by: str = "ann"


JOURNEYS = {
    "new lead": Journey("/leads/new/details/?contact={contact}", "description", "Save"),
    "edit": Journey("/leads/{lead}/edit/", "description", "Save"),
    "comment": Journey("/leads/{lead}/edit/", "comment", "Save"),
    "note": Journey("/leads/{lead}/", "text", "Save note"),
    "update": Journey("/leads/{lead}/", "description", "Save update", link="update"),
    "contact": Journey("/contacts/{contact}/edit/", "remarks", "Save"),
    "settings": Journey("/company/settings/statuses/new/", "label_en", "Save", by="vera"),
}


def begin(house: House, visit, name: str, size: dict[str, int]) -> Any:
    """Open the page of a journey and type."""
    journey = JOURNEYS[name]
    house.vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    contact = make_contact(house.ann, at=now())
    lead = house.accepted(at=now()) if name == "update" else make_lead(house.ann, at=now())
    page = visit("/company/", by=getattr(house, journey.by))
    page.set_viewport_size(size)
    page.goto(journey.address.format(lead=lead.pk, contact=contact.pk))
    if journey.link:
        page.locator(f"[data-go={journey.link}]").first.click()
        page.get_by_role("dialog").wait_for()
        page.get_by_label("Nurture").check()
    field(page, name).fill(TEXT)
    return page


def field(page: Any, name: str) -> Any:
    return page.locator(f"form[method=post] [name={JOURNEYS[name].field}]:visible").first


def press(page: Any, name: str) -> None:
    form = page.locator("form[method=post]", has=page.locator(f"[name={JOURNEYS[name].field}]:visible"))
    form.locator("footer button, button[type=submit]").filter(has_text=JOURNEYS[name].button).first.click()


def back_in(page: Any, user: Any) -> None:
    """Sign in again in the tab that the notice opens."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (in a new tab)").click()
    tab = opened.value
    tab.get_by_label("E-mail").or_(tab.get_by_label("Email")).fill(user.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/preferences/")
    tab.close()


@SIZES
@pytest.mark.parametrize("name", JOURNEYS)
def test_text_outlives_a_session_that_ends_before_it_is_sent(house: House, visit, name: str, size) -> None:
    page = begin(house, visit, name, size)
    Session.objects.all().delete()
    press(page, name)
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(field(page, name)).to_have_value(TEXT)
    back_in(page, getattr(house, JOURNEYS[name].by))
    press(page, name)
    page.wait_for_load_state()
    expect(page.locator(".notice.success").first).to_be_visible()


def test_a_server_that_is_away_is_said_in_the_page_and_tried_again(house: House, visit) -> None:
    page = begin(house, visit, "edit", WIDE)
    page.route("**/*", lambda route: route.abort())
    press(page, "edit")
    expect(page.get_by_text("What you typed stays here.")).to_be_visible()
    expect(field(page, "edit")).to_have_value(TEXT)
    page.unroute("**/*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".notice.success").first).to_be_visible()
    assert Lead.objects.filter(description=TEXT).exists()


def test_a_dialog_stays_when_the_server_is_away_or_refuses(house: House, visit) -> None:
    page = begin(house, visit, "update", WIDE)
    page.route("**/update/", lambda route: route.abort())
    press(page, "update")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("What you typed stays here.")).to_be_visible()
    page.unroute("**/update/")
    page.route("**/update/", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog.get_by_text("What you typed stays here.")).to_be_visible()
    expect(field(page, "update")).to_have_value(TEXT)
    page.unroute("**/update/")
    qualify(Lead.objects.latest("pk"), "invalid", by=house.ann, at=now(), reason="bad-data")
    press(page, "update")
    expect(dialog.locator(".says [role=alert]")).to_be_visible()
    expect(field(page, "update")).to_have_value(TEXT)


def test_a_look_up_while_typing_does_not_lead_away_when_the_session_is_over(house: House, visit) -> None:
    page = visit("/contacts/new/", by=house.ann)
    page.get_by_label("Given name").fill("Eva")
    Session.objects.all().delete()
    page.get_by_label("Family name").fill("Peeters")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(page.get_by_label("Given name")).to_have_value("Eva")
    assert page.url.endswith("/contacts/new/")


@pytest.mark.parametrize("way_out", ["Escape", "beside", "Cancel"])
def test_closing_a_dialog_asks_when_something_was_typed(house: House, visit, way_out: str) -> None:
    page = begin(house, visit, "update", WIDE)
    asked: list[str] = []
    answers = iter([False, True])
    page.on("dialog", lambda it: (asked.append(it.message), it.accept() if next(answers) else it.dismiss()))
    leave(page, way_out)
    expect(field(page, "update")).to_have_value(TEXT)
    leave(page, way_out)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(asked) == 2


@pytest.mark.parametrize("way_out", ["Escape", "beside", "Cancel"])
def test_closing_a_dialog_in_which_nothing_was_typed_asks_nothing(house: House, visit, way_out: str) -> None:
    lead = house.accepted(at=now())
    page = visit(f"/leads/{lead.pk}/", by=house.ann)
    asked: list[str] = []
    page.on("dialog", lambda it: (asked.append(it.message), it.dismiss()))
    page.locator("[data-go=update]").first.click()
    page.get_by_role("dialog").wait_for()
    leave(page, way_out)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert asked == []


def leave(page: Any, way_out: str) -> None:
    if way_out == "Escape":
        page.keyboard.press("Escape")
    elif way_out == "beside":
        page.mouse.click(4, 4)
    else:
        page.get_by_role("dialog").get_by_role("link", name="Cancel").click()


def test_leaving_a_page_by_a_link_asks_when_something_was_typed_and_only_then(house: House, visit) -> None:
    page = begin(house, visit, "edit", WIDE)
    asked: list[str] = []
    answers = iter([False, True])
    page.on("dialog", lambda it: (asked.append(it.type), it.accept() if next(answers) else it.dismiss()))
    page.get_by_role("link", name="Cancel").click()
    expect(field(page, "edit")).to_have_value(TEXT)
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/leads/*/")
    page.get_by_role("link", name="Overview").first.click()
    page.wait_for_url(lambda address: address.endswith("/"))
    assert asked == ["confirm", "confirm"]


def test_closing_the_window_asks_when_something_was_typed(house: House, visit) -> None:
    page = begin(house, visit, "edit", WIDE)
    asked: list[str] = []
    page.on("dialog", lambda it: (asked.append(it.type), it.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_two_presses_of_the_button_make_one_note(house: House, visit) -> None:
    page = begin(house, visit, "note", WIDE)
    button = page.get_by_role("button", name="Save note")
    button.dblclick()
    expect(page.locator("#notes").get_by_text(TEXT).first).to_be_visible()
    assert Note.objects.count() == 1
