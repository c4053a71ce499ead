"""The pages of tokens: made and shown once, listed, taken back by their owner or the company admin."""

import re

import pytest
from django.test import Client

from leadwright.people.models import ApiToken, SecurityEvent
from tests.makers import make_user, token_of

NEW = {"name": "Nightly report", "scope": "read", "days": "30"}


def test_a_token_is_seen_once_and_works(house, enter):
    client = enter(house.ann)
    page = client.post("/tokens/", NEW).text
    secret = re.search(r'value="(lw_[\w-]+)"', page)[1]
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/leads", headers=headers).status_code == 200
    again = client.get("/tokens/").text
    assert "Nightly report" in again
    assert secret not in again


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"days": "0"}, "greater than or equal to 1"),
        ({"days": "999"}, "a token works for 1 to 180 days"),
        ({"name": ""}, "This field is required"),
        ({"scope": "all"}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_stays_typed(house, enter, fault, words):
    answer = enter(house.ann).post("/tokens/", NEW | fault)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Nightly report" in answer.text or "name" in fault
    assert not ApiToken.objects.exists()


@pytest.mark.asvs("16.3.1")
def test_making_and_revoking_stands_in_the_security_log(house, enter):
    client = enter(house.ann)
    client.post("/tokens/", NEW)
    client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/")
    rows = SecurityEvent.objects.filter(user=house.ann).order_by("pk")
    assert [(row.code, row.address) for row in rows] == [
        ("TOKEN_MADE", "127.0.0.1"),
        ("TOKEN_REVOKED", "127.0.0.1"),
    ]


def test_its_owner_takes_a_token_back(house, enter):
    token_of(house.ann)
    client = enter(house.ann)
    assert client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/")["Location"] == "/tokens/"
    assert "There are none." in client.get("/tokens/").text


def test_the_company_admin_sees_the_tokens_of_a_user_and_takes_them_back(house, enter):
    token_of(house.ann)
    client, home = enter(house.adm), f"/company/users/{house.ann.pk}/"
    assert "Read and write" in client.get(home).text
    assert client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/")["Location"] == home
    assert "Read and write" not in client.get(home).text


def test_a_foreign_token_is_none(house, enter):
    token_of(house.ann)
    boss = make_user("boss", unit=house.cas.unit, profile="company-admin")
    for stranger in (boss, house.bob):
        answer = enter(stranger).post(f"/tokens/{ApiToken.objects.get().pk}/revoke/")
        assert answer.status_code == 404
    assert ApiToken.objects.get().revoked_at is None
