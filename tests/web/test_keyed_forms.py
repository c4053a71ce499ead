"""A form with the key that its page gave it: where it counts once, and where it may come as often as it is sent."""

from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadwright.contacts.actions import set_number
from leadwright.people.models import ApiToken, Try
from leadwright.web.base.cautions import caution_about_numbers
from tests.makers import NOON, House, make_contact
from tests.web.sheets import Sheet, sheet_at

PASSWORD = "correct-horse-battery"
GUARDED = ("mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "account_email")


def proven(house: House) -> Client:
    """Return a browser in which Ann has just signed in with her password."""
    client = Client()
    client.post(reverse("account_login"), {"login": house.ann.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def asked_of_forms(client: Client, sheet: Sheet, **typed: str) -> list[str]:
    """Return what a form that is sent asks of the table of forms that were sent."""
    with CaptureQueriesContext(connection) as asked:
        client.post(sheet.action, sheet.sent(**typed))
    return [row["sql"] for row in asked if "people_sentform" in row["sql"]]


@pytest.mark.parametrize("name", GUARDED)
def test_a_form_that_comes_after_the_proof_ran_out_leads_to_the_password(
    house: House, settings, name
) -> None:
    client = proven(house)
    if name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        TOTP.activate(house.ann, "JBSWY3DPEHPK3PXP")
    sheet = sheet_at(client, reverse(name), "form_key")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    answer = client.post(reverse(name), sheet.sent(code="123456", action_add="", email="new@ann.example"))
    assert answer.status_code == 302
    assert "/reauthenticate/" in answer["Location"]


def test_a_form_of_the_account_that_was_drawn_for_somebody_else_still_counts_for_nobody(
    house: House, enter
) -> None:
    sheet = sheet_at(proven(house), reverse("account_email"), "form_key")
    answer = enter(house.bob).post(reverse("account_email"), sheet.sent(action_add="", email="b@bob.example"))
    assert answer.status_code == 403


def test_a_try_at_a_password_waits_for_no_form_so_that_it_counts_at_once(
    house: House, enter, settings
) -> None:
    settings.NATIONAL_NUMBERS = True
    eva = make_contact(house.adm, kind="person", name="Eva")
    set_number(eva.pk, number="85.07.30-033 28", country="BE", legal_basis="a", by=house.adm, at=NOON)
    for client, page in (
        (enter(house.adm), f"/contacts/{eva.pk}/national-number/reveal/"),
        (proven(house), reverse("account_reauthenticate")),
    ):
        sheet = sheet_at(client, page, "form_key")
        assert asked_of_forms(client, sheet, reason="the notary asks", password="wrong") == []
    assert Try.objects.count() == 2


def test_a_token_that_is_asked_for_twice_is_made_once(house: House, enter) -> None:
    client = enter(house.ann)
    sheet = sheet_at(client, "/tokens/", "form_key")
    typed = sheet.sent(name="Nightly", scope="read", days="30")
    made, again = (client.post("/tokens/", typed) for _time in range(2))
    assert (made.status_code, "lw_" in made.text) == (201, True)
    assert (again.status_code, again["Location"]) == (303, "/tokens/")
    assert ApiToken.objects.count() == 1
    other = client.post("/tokens/", typed | {"name": "Weekly"})
    assert (other.status_code, ApiToken.objects.count()) == (409, 1)


@pytest.mark.parametrize("field", ["form_key", "base", "next"])
def test_what_a_form_carries_unseen_is_no_text_that_holds_a_national_number(house: House, rf, field) -> None:
    request = rf.post("/leads/1/notes/add/", {field: "85.07.30-033 28", "text": "called"})
    request.user, said = house.ann, []
    request._messages = SimpleNamespace(add=lambda *words: said.append(words))
    caution_about_numbers(request, HttpResponse(status=303))
    assert said == []
