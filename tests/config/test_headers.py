"""What each answer says beside its content, cookies among it."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from leadwright.foundation.refusals import LONGEST_NAME, MOST_ERRORS
from tests.api.conftest import Talk
from tests.config.test_settings import settings_with
from tests.makers import House

COOKIES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "THEME_COOKIE_NAME")


@pytest.mark.asvs("3.2.1", "3.4.4")
@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/leads", "/health", "/nothing/", "/leads/"])
def test_no_answer_lends_the_browser_what_no_page_needs(db, path):
    answer = Client().get(path)
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.asvs("3.3.3")
def test_behind_https_each_cookie_is_of_this_host_alone():
    names = settings_with(*COOKIES, LEADWRIGHT_BASE_URL="https://leads.example.com")
    assert all(str(name).startswith("__Host-") for name in names.values())
    names = settings_with(*COOKIES, LEADWRIGHT_BASE_URL="http://127.0.0.1:8000")
    assert not any(str(name).startswith("__Host-") for name in names.values())


@pytest.mark.asvs("3.4.1")
def test_subdomains_ask_for_https_only_when_told_to():
    name = "SECURE_HSTS_INCLUDE_SUBDOMAINS"
    assert settings_with(name) == {name: False}
    assert settings_with(name, LEADWRIGHT_HSTS_SUBDOMAINS="on") == {name: True}


def test_no_cookie_carries_what_a_page_says_about_people(db):
    house, client = House(), Client()
    client.force_login(house.adm, backend=settings.AUTHENTICATION_BACKENDS[-1])
    typed = {"theme": "dark", "language": "en", "time_zone": "Europe/Brussels"}
    answer = client.post("/preferences/", typed)
    assert answer.status_code == 303
    known = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.THEME_COOKIE_NAME}
    assert set(answer.cookies) <= known
    assert answer.cookies[settings.THEME_COOKIE_NAME].value == "dark"


@pytest.mark.asvs("13.4.5")
def test_the_document_of_the_api_is_for_readers(db):
    house, client = House(), Client()
    assert client.get("/api/v1/openapi.json").status_code == 401
    page = client.get("/api/v1/docs", headers={"Accept": "text/html"})
    assert page["Location"] == "/accounts/login/?next=/api/v1/docs"
    assert Talk(house.nina).get("/openapi.json").json()["openapi"]
    client.force_login(house.nina, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.get("/api/v1/docs").status_code == 200


def test_a_setting_shows_the_document_to_everybody(db, monkeypatch):
    monkeypatch.setattr(settings, "PUBLIC_API_DOCUMENT", True)
    assert Client().get("/api/v1/openapi.json").json()["openapi"]


def test_of_very_many_faults_twenty_are_named(db):
    body = {f"{'x' * 5_000}{number}": number for number in range(200)}
    answer = Talk(House().ann).post("/leads", body)
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == MOST_ERRORS
    assert answer.json()["errors_left_out"] >= 180
    assert len(answer.content) < MOST_ERRORS * LONGEST_NAME * 5


PASSWORD = "correct-horse-battery"


@pytest.mark.asvs("3.3.2", "3.3.4")
def test_cookies_stay_with_our_own_pages(db):
    answer = Client().post("/accounts/login/", {"login": House().ann.email, "password": PASSWORD})
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["httponly"]
    assert {cookie["samesite"] for cookie in answer.cookies.values()} == {"Lax"}


@pytest.mark.asvs("3.4.5", "3.4.6")
@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/leads", "/nothing/"])
def test_no_other_site_learns_an_address_or_shows_a_page(db, path):
    answer = Client().get(path)
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.asvs("4.1.1")
@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/leads", "/nothing/", "/health"])
def test_each_answer_names_its_type_and_its_signs(db, path):
    kind = Client().get(path)["Content-Type"]
    assert kind in {"text/html; charset=utf-8", "application/json", "application/problem+json"}


@pytest.mark.asvs("6.2.6", "6.2.7")
def test_passwords_are_hidden_and_known_to_password_managers(db):
    page = Client().get("/accounts/login/").text
    field = re.search(r'<input[^>]*name="password"[^>]*>', page)
    assert field
    assert 'type="password"' in field[0]
    assert 'autocomplete="current-password"' in field[0]


@pytest.mark.asvs("6.2.8", "6.2.9")
def test_a_long_password_counts_to_its_last_sign(db):
    user = House().ann
    secret = "Ünder the elms, a quiet clock ticks for whoever listens; nothing is lost, ever. " * 2
    user.set_password(secret)
    user.save()
    assert not Client().login(username=user.email, password=secret[:-1] + "x")
    typed = {"login": user.email, "password": secret}
    assert Client().post("/accounts/login/", typed).status_code == 302


@pytest.mark.asvs("7.2.4")
def test_signing_in_makes_a_new_session(db):
    user, client = House().ann, Client()
    client.get("/accounts/login/")
    session = client.session
    session["left"] = "by a stranger"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.asvs("13.4.4")
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/api/v1/leads"])
def test_trace_is_refused(db, path):
    answer = Client().trace(path)
    assert answer.status_code in (401, 303, 405)
    assert "TRACE" not in answer.text


def test_a_page_is_compressed_for_whoever_takes_it_so(db):
    page = _signed_in(House()).get("/leads/", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(page.content)
    assert "Accept-Encoding" in page["Vary"]


def test_who_is_signed_in_sees_how_long_an_answer_took_and_nobody_else_does(db):
    house = House()
    assert re.fullmatch(r"total;dur=\d+\.\d", _signed_in(house).get("/leads/")["Server-Timing"])
    assert "Server-Timing" in Talk(house.ann).get("/me").headers
    for path in ("/accounts/login/", "/api/v1/leads", "/leads/"):
        assert "Server-Timing" not in Client().get(path).headers


def _signed_in(house: House) -> Client:
    client = Client()
    client.force_login(house.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client
