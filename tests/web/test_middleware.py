"""Nobody comes further than they may: sign-in, terms, the reader's language, and the log of denials."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from leadwright.foundation.refusals import Refused
from leadwright.people.actions.sign_in import publish_terms
from leadwright.people.models import SecurityEvent, User
from leadwright.web.base.page_rules import BEFORE_THE_TERMS, OPEN_IN_THE_DEMO, OPEN_TO_ALL
from leadwright.web.base.refusing import refusal_page
from tests.makers import NOON, make_user

NUMBERS = {"number": 1, "pk": 1, "token": "x", "uidb36": "1", "key": "x-1"}


def pages() -> list[tuple[str, str]]:
    """Return each named page of ours with an address, from the resolver."""
    matches = []
    for name, (entries, _pattern, _defaults, _converters) in sorted(
        (name, item) for name, item in get_resolver().reverse_dict.items() if isinstance(name, str)
    ):
        address, parameters = entries[0]
        matches.append((name, "/" + address % {key: NUMBERS.get(key, 1) for key in parameters}))
    return matches


@pytest.mark.parametrize(("name", "address"), pages())
def test_a_page_that_is_not_named_as_open_asks_to_sign_in(db, name, address):
    if name in OPEN_TO_ALL | OPEN_IN_THE_DEMO or address.startswith("/api/"):
        return
    answer = Client().get(address)
    assert answer.status_code in (303, 405)
    assert answer.status_code == 405 or answer["Location"].startswith("/accounts/login/")


def test_a_direct_link_leads_through_sign_in_to_the_lead_itself(db, house):
    lead = house.accepted()
    client = Client()
    answer = client.get(f"/leads/{lead.pk}/")
    assert answer["Location"] == f"/accounts/login/?next=%2Fleads%2F{lead.pk}%2F"
    typed = {"login": house.ann.email, "password": "correct-horse-battery"}
    answer = client.post(answer["Location"], typed)
    assert answer["Location"] == f"/leads/{lead.pk}/"


def test_new_terms_are_asked_before_anything_else(house, enter):
    publish_terms({"en": "Be kind."}, at=NOON)
    client = enter(house.ann)
    assert client.get("/leads/?owner=any")["Location"] == "/terms/?next=%2Fleads%2F%3Fowner%3Dany"
    page = client.get("/terms/?next=/leads/")
    assert "Be kind." in page.text
    answer = client.post("/terms/", {"answer": "agree", "version": "2", "next": "/leads/"})
    assert answer["Location"] == "/leads/"
    assert client.get("/leads/").status_code == 200
    assert User.objects.get(pk=house.ann.pk).terms_version == 2


def test_who_refuses_the_terms_is_signed_out(house, enter):
    publish_terms({"en": "Be kind."}, at=NOON)
    client = enter(house.ann)
    assert client.post("/terms/", {"answer": "refuse"})["Location"] == "/accounts/login/"
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_terms_that_were_replaced_meanwhile_are_shown_again(house, enter):
    publish_terms({"en": "Be kind."}, at=NOON)
    answer = enter(house.ann).post("/terms/", {"answer": "agree", "version": "1"})
    assert answer.status_code == 200
    assert User.objects.get(pk=house.ann.pk).terms_version == 1


FOREIGN = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "\x01//evil",
    "http://testserver:8443/leads/",
    "http://testserver.evil.example/",
    "http://testserver@evil.example/",
    "https://testserver/leads/",
    "javascript:alert(1)",
]


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize("wanted", FOREIGN)
@pytest.mark.parametrize("door", ["/accounts/login/", "/accounts/logout/"])
def test_signing_in_or_out_leads_to_no_foreign_place(house, enter, wanted, door):
    client = Client() if "login" in door else enter(house.ann)
    typed = {"login": house.ann.email, "password": "correct-horse-battery", "next": wanted}
    answer = client.post(door, typed)
    assert answer.status_code == 302
    assert answer["Location"] in ("/", "/accounts/login/")


def test_who_came_by_https_is_not_led_on_by_http(house, settings):
    settings.HTTPS, settings.CSRF_TRUSTED_ORIGINS = True, []
    typed = {"login": house.ann.email, "password": "correct-horse-battery"}
    for wanted, after in (
        ("http://testserver/leads/", "/"),
        ("https://testserver/leads/", "https://testserver/leads/"),
    ):
        answer = Client().post("/accounts/login/", typed | {"next": wanted}, secure=True)
        assert answer["Location"] == after


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize("wanted", FOREIGN)
def test_nobody_is_led_to_a_foreign_place(house, enter, wanted):
    publish_terms({"en": "Be kind."}, at=NOON)
    answer = enter(house.ann).post("/terms/", {"answer": "agree", "version": "2", "next": wanted})
    assert answer["Location"] == "/"


def test_a_page_of_a_session_is_never_kept_in_a_cache(house, enter):
    answer = enter(house.ann).get("/")
    assert answer["Cache-Control"] == "no-store"
    assert "Cookie" in answer["Vary"]


def test_a_reader_is_spoken_to_in_his_own_language(house, enter):
    nele = make_user("nele", unit=house.u1, language="nl")
    answer = enter(nele).get("/")
    assert '<html lang="nl"' in answer.text
    assert answer["Content-Language"] == "nl"


def drawn(answer) -> str:
    """Return a page without the marks of its forms, which are others each time."""
    return re.sub(r'<input type="hidden"[^>]*>', "", answer.text)


def test_a_foreign_lead_and_none_at_all_look_the_same(house, enter):
    lead = house.accepted()
    client = enter(house.cas)
    foreign, absent = client.get(f"/leads/{lead.pk}/"), client.get("/leads/999999/")
    assert drawn(foreign) == drawn(absent)
    assert foreign.status_code == absent.status_code == 404


@pytest.mark.asvs("16.3.2")
def test_a_denied_access_is_written_down(house, enter):
    enter(house.nina).get("/company/users/")
    event = SecurityEvent.objects.get()
    assert (event.user, event.code, event.path) == (house.nina, "PERMISSION_DENIED", "/company/users/")


@pytest.mark.asvs("6.3.4")
def test_only_known_pages_are_open():
    names = {name for name, _address in pages()}
    assert names >= OPEN_TO_ALL | BEFORE_THE_TERMS


def test_a_refusal_for_a_moment_says_when_to_come_again(house, rf):
    request = rf.get("/leads/")
    request.user = house.ann
    answer = refusal_page(request, Refused("UNAVAILABLE"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "One moment, please" in answer.text
