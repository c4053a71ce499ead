"""Browsers that come in as somebody, and what they must never report."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from leadwright.people.models import User
from tests.makers import House

PASSWORD = "correct-horse-battery"
WATCH = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


@pytest.fixture
def house(live) -> House:
    """Return a vendor with two partners, stored for real in the database that is served."""
    return House()


@pytest.fixture
def visit(browser, live) -> Iterator[Callable[..., Any]]:
    """Return a way to open a page, signed in as somebody or not; a fault on the page fails the test."""
    faults: list[str] = []
    browser.add_init_script(WATCH)

    def opened(address: str, *, by: User | None = None) -> Any:
        page = browser.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        if by is not None:
            enter(page, by)
        page.goto(address)
        return page

    yield opened
    for page in browser.pages:
        faults += page.evaluate("window.violations ?? []")
    assert faults == []


def enter(page: Any, user: User) -> None:
    """Let a browser be signed in already: quicker than with the form, which has tests of its own."""
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[-1])
    cookie = client.cookies[configured.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}]
    )


def sign_in(page: Any, user: User) -> None:
    """Sign in with the form."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").or_(page.get_by_label("Email")).fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)
