"""The first day of a new user in a real browser: the mail, the first password, the terms; and a lost password."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from leadwright.config.resets import answer_requests
from leadwright.foundation.clock import now
from leadwright.messages.models import Message
from leadwright.people.actions.users import NewUser, add_user
from leadwright.people.models import Profile
from tests.makers import House

CHOSEN = "a-long-secret-of-mine"


@pytest.fixture(autouse=True)
def here(settings, live) -> None:
    """Let the links in mails begin where the product is served."""
    settings.BASE_URL = live.url


def link_in(message: Message) -> str:
    return re.search(r"https?://\S+", message.text)[0]


def choose_password(page: Any, button: str) -> None:
    for field in page.locator("input[type=password]").all():
        field.fill(CHOSEN)
    page.get_by_role("main").get_by_role("button", name=button).click()


def test_an_invited_user_chooses_a_password_agrees_and_sees_the_overview(house: House, visit) -> None:
    profile = Profile.objects.get(code="portal-writer")
    new = NewUser(email="eva@example.org", name="Eva", unit=house.u1, profiles=[profile])
    add_user(new, by=house.adm, at=now())
    link = link_in(Message.objects.get(kind="invitation"))
    page = visit(link)
    choose_password(page, "password")
    expect(page).to_have_url(re.compile("/terms/"))
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.goto(link)
    expect(page.get_by_text("has been used or has expired")).to_be_visible()


def test_a_forgotten_password_is_replaced_by_the_link_in_a_mail(house: House, visit) -> None:
    page = visit("/accounts/password/reset/")
    page.locator("input[type=email]").fill(house.ann.email)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/done/")
    answer_requests(now())
    page.goto(link_in(Message.objects.get(address=house.ann.email)))
    choose_password(page, "password")
    page.wait_for_url("**/key/done/")
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").or_(page.get_by_label("Email")).fill(house.ann.email)
    page.get_by_label("Password").fill(CHOSEN)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
