"""What each answer says beside its content, cookies among it."""

import pytest
from django.conf import settings
from django.test import Client

from leadwright.foundation.refusals import LONGEST_NAME, MOST_ERRORS
from tests.api.conftest import Talk
from tests.config.test_settings import settings_with
from tests.makers import House

COOKIES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "THEME_COOKIE_NAME")


@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/leads", "/health", "/nothing/", "/leads/"])
def test_no_answer_lends_the_browser_what_no_page_needs(db, path):
    answer = Client().get(path)
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_behind_https_each_cookie_is_of_this_host_alone():
    names = settings_with(*COOKIES, LEADWRIGHT_BASE_URL="https://leads.example.com")
    assert all(str(name).startswith("__Host-") for name in names.values())
    names = settings_with(*COOKIES, LEADWRIGHT_BASE_URL="http://127.0.0.1:8000")
    assert not any(str(name).startswith("__Host-") for name in names.values())


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
