"""What somebody typed stays when terms, a second factor, an old token or too many requests come between."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from leadwright.foundation.refusals import Refused
from leadwright.leads.models import Note
from leadwright.people.actions.second_factor import require_second_factor
from leadwright.people.actions.sign_in import accept_terms, publish_terms
from leadwright.people.models import User
from leadwright.web.base.refusing import refusal_page
from tests.makers import NOON, House, make_lead
from tests.web.sheets import sheet_at
from tests.web.test_typed_text import NOTE, OVER, kept_in, strict

FACTOR = "JBSWY3DPEHPK3PXP"


def ask(house: House, kind: str) -> str:
    """Ask for something before all else; return the page on which it is done."""
    if kind == "terms":
        publish_terms({"en": "Be kind."}, at=NOON)
        cache.clear()
        return reverse("terms")
    require_second_factor(everybody=True, profiles=(), by=house.adm, at=NOON)
    return reverse("mfa_activate_totp")


def do(house: House, kind: str) -> None:
    """Do what is asked, as in another tab."""
    if kind == "terms":
        accept_terms(User.objects.get(pk=house.ann.pk), at=NOON)
    else:
        TOTP.activate(house.ann, FACTOR)


@pytest.mark.parametrize("kind", ["terms", "factor"])
def test_a_text_waits_while_something_else_has_to_be_done_first(house: House, enter, kind: str) -> None:
    lead, client = make_lead(house.ann), enter(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    first = ask(house, kind)
    page = client.post(note.action, note.sent(text=NOTE))
    assert (page.status_code, Note.objects.count()) == (403, 0)
    assert "called &lt;b&gt;twice" in page.text
    assert f'href="{first}' in page.text
    do(house, kind)
    form = client.post(note.action, kept_in(page.text).sent(resumed="1"))
    assert client.post(note.action, kept_in(form.text).sent()).status_code == 303
    assert Note.objects.get().text == NOTE


@pytest.mark.parametrize("kind", ["terms", "factor"])
def test_htmx_is_told_of_it_beside_the_form(house: House, enter, kind: str) -> None:
    lead, client = make_lead(house.ann), enter(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    first = ask(house, kind)
    sent = client.post(note.action, note.sent(text=NOTE), headers=OVER)
    looking = client.get("/contacts/companies/?company=a", headers={"HX-Request": "true"})
    for answer in (sent, looking):
        assert (answer.status_code, answer.headers.get("X-Refusal")) == (403, "notice")
        assert f'href="{first}' in answer.text


def test_a_page_of_signing_in_that_stood_open_too_long_says_so(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {"login": house.ann.email, "password": "correct-horse-battery"}
    page = client.post(reverse("account_login"), typed)
    assert page.status_code == 403
    assert "This page was open for too long" in page.text
    assert f'href="{reverse("account_login")}"' in page.text


def test_only_an_old_token_says_that_it_can_be_renewed(house: House) -> None:
    lead, client = make_lead(house.ann), strict(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    forged = client.post(note.action, note.sent(text=NOTE, csrfmiddlewaretoken="x" * 64), headers=OVER)
    other = client.post(note.action, note.sent(text=NOTE, form_key="made.up"), headers=OVER)
    assert (forged.status_code, forged.headers.get("X-Token")) == (403, "old")
    assert (other.status_code, other.headers.get("X-Token")) == (403, None)


def test_too_many_requests_name_the_same_page_and_no_password(house: House, rf) -> None:
    request = rf.get("/leads/?owner=any")
    request.user = house.ann
    page = refusal_page(request, Refused("RATE_LIMITED", seconds=9)).text
    assert "Ask for a new password" not in page
    assert "Too many requests" in page
    assert 'href="/leads/?owner=any">Try again' in page


def test_too_many_tries_at_a_password_lead_to_a_new_one(house: House, rf) -> None:
    request = rf.get("/leads/")
    request.user = house.ann
    page = refusal_page(request, Refused("TOO_MANY_TRIES")).text
    assert f'href="{reverse("account_reset_password")}">Ask for a new password' in page
