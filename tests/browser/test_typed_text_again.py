"""What protects typed text stays on after a call, a mail or a download; a refused right is asked for once."""

from typing import Any

from playwright.sync_api import expect

from leadwright.people.models import SecurityEvent
from tests.browser.test_typed_text import TEXT, WIDE, begin, field, press
from tests.makers import House


def asked_of(page: Any) -> list[str]:
    """Return what the page asks from now on; each question is answered with yes."""
    asked: list[str] = []
    page.on("dialog", lambda it: (asked.append(it.type), it.accept()))
    return asked


def close_form(page: Any) -> None:
    """Close the form that opens beside a call or a mail."""
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_call_or_a_mail_asks_nothing_and_leaves_the_text_protected(house: House, visit) -> None:
    page = begin(house, visit, "note", WIDE)
    asked = asked_of(page)
    page.locator("a[href^='mailto:']:visible").first.click()
    close_form(page)
    assert asked == []
    expect(field(page, "note")).to_have_value(TEXT)
    page.get_by_role("link", name="Overview").first.click()
    page.wait_for_url(lambda address: address.endswith("/"))
    assert asked == ["confirm"]


def test_what_is_typed_after_a_call_or_a_mail_is_protected(house: House, visit) -> None:
    page = begin(house, visit, "note", WIDE)
    asked = asked_of(page)
    field(page, "note").fill("")
    page.locator("a[href^='mailto:']:visible").first.click()
    page.wait_for_timeout(1200)
    close_form(page)
    field(page, "note").fill(TEXT)
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_what_is_typed_after_a_form_that_only_downloads_is_protected_again(house: House, visit) -> None:
    page = begin(house, visit, "edit", WIDE)
    asked = asked_of(page)
    field(page, "edit").fill("wants twenty printers")
    file = {"Content-Disposition": "attachment; filename=x.txt"}
    page.route("**/edit/", lambda route: route.fulfill(status=200, headers=file, body="x"))
    with page.expect_download():
        press(page, "edit")
    field(page, "edit").fill(TEXT)
    page.get_by_role("link", name="Overview").first.click()
    page.wait_for_url(lambda address: address.endswith("/"))
    assert asked == ["confirm"]


def test_a_right_that_is_gone_is_asked_for_once(house: House, visit) -> None:
    page = begin(house, visit, "update", WIDE)
    sent: list[str] = []
    page.on("request", lambda it: sent.append(it.url) if it.method == "POST" else None)
    house.ann.profiles.set(house.nina.profiles.all())
    press(page, "update")
    expect(page.get_by_role("dialog").locator(".says [role=alert]")).to_be_visible()
    page.wait_for_timeout(500)
    assert len(sent) == 1
    assert SecurityEvent.objects.filter(code="PERMISSION_DENIED").count() == 1
