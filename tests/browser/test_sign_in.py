"""Tokens, sessions and a second factor that is asked for, in a real browser, without script where it matters."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from playwright.sync_api import expect

from leadwright.people.actions.second_factor import require_second_factor
from leadwright.people.models import ApiToken, User
from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.test_accessibility import PHONE, RULES, barriers
from tests.makers import NOON, token_of


@pytest.fixture
def visit(visit):
    """Return a way to open a page by whoever signed in with the form: these tests are about that."""

    def opened(address: str, *, by: User | None = None) -> Any:
        page = visit("/accounts/login/")
        if by is not None:
            sign_in(page, by)
        page.goto(address)
        return page

    return opened


@pytest.fixture
def plain(chromium, live):
    """Return a page of a browser that runs no script, on a phone."""
    context = chromium.new_context(
        base_url=live.url, locale="en-GB", java_script_enabled=False, viewport=PHONE
    )
    yield context.new_page()
    context.close()


def test_a_token_is_made_and_revoked_without_script(house, plain):
    sign_in(plain, house.ann)
    plain.goto("/tokens/")
    plain.get_by_label("What it is for").fill("Nightly report")
    plain.get_by_label("Read and write").check()
    plain.get_by_role("button", name="Make the token").click()
    secret = plain.get_by_label("Token", exact=True).input_value()
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/leads", headers=headers).status_code == 200
    plain.goto("/tokens/")
    plain.get_by_role("button", name="Revoke").click()
    expect(plain.get_by_text("The token no longer works.")).to_be_visible()
    assert Client().get("/api/v1/leads", headers=headers).status_code == 401


def test_the_answer_that_shows_a_token_has_no_barrier(house, visit):
    page = visit("/tokens/", by=house.ann)
    page.set_viewport_size(PHONE)
    page.get_by_label("What it is for").fill("Nightly report")
    page.get_by_role("button", name="Make the token").press("Enter")
    expect(page.get_by_label("Token", exact=True)).to_be_visible()
    assert barriers(page, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_company_admin_revokes_the_token_of_a_user(house, visit):
    token_of(house.ann)
    page = visit(f"/company/users/{house.ann.pk}/", by=house.adm)
    assert barriers(page, RULES) == []
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The token no longer works.")).to_be_visible()
    assert ApiToken.objects.get().revoked_at is not None


def test_a_session_is_ended_without_script(house, plain, visit):
    page = visit("/leads/", by=house.ann)
    sign_in(plain, house.ann)
    plain.goto("/accounts/sessions/")
    plain.get_by_role("button", name="End this session").click()
    expect(plain.get_by_text("That session has ended.")).to_be_visible()
    page.goto("/leads/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.asvs("6.3.3")
def test_whoever_must_have_a_second_factor_sets_it_up_and_goes_on(house, visit):
    require_second_factor(everybody=True, profiles=(), by=house.adm, at=NOON)
    page = visit("/leads/", by=house.ann)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Your company asks you for a second factor.")).to_be_visible()
    assert barriers(page, RULES) == []
    secret = page.locator("code").inner_text()
    page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    )
    page.get_by_role("main").get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/leads/")
    expect(page.get_by_role("heading", name="Leads").first).to_be_visible()
