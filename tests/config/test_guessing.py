"""Guessing at the door: who guesses waits, the owner does not, and the security log keeps no secret."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from leadwright.messages.models import Message
from leadwright.people.models import SecurityEvent
from tests.config.test_sign_in import PASSWORD, asks_for_a_password, signs_in
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def guess(client, email: str, times: int = 10, **more) -> int:
    """Guess a password so many times; returns the status of the last answer."""
    for attempt in range(times):
        typed = {"login": email, "password": f"guess-{attempt}-horse"}
        answer = client.post(reverse("account_login"), typed, **more)
    return answer.status_code


def test_who_guesses_is_asked_to_wait_and_offered_a_new_password(client):
    ann = make_user("Ann")
    assert guess(client, ann.email) == 200
    answer = client.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert reverse("account_reset_password") in answer.text
    assert (
        list(SecurityEvent.objects.filter(user=ann).values_list("code", flat=True)[:10])
        == ["SIGN_IN_FAILED"] * 10
    )
    assert SecurityEvent.objects.filter(code="TOO_MANY_TRIES").count() == 1


def test_a_stranger_does_not_keep_out_the_browser_in_which_somebody_signed_in_before(client):
    ann = make_user("Ann")
    signs_in(client, ann.email)
    client.post(reverse("account_logout"))
    assert guess(Client(), ann.email, 11) == 429
    assert signs_in(client, ann.email)


@pytest.mark.parametrize("header", ["", "unknown", "1.2.3", "6.6.6.6, 198.51.100.1"])
def test_whatever_a_client_says_of_its_address_the_sign_in_answers(client, settings, header):
    settings.PROXIES = 1
    ann = make_user("Ann")
    typed = {"login": ann.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), typed, headers={"X-Forwarded-For": header})
    assert answer.status_code == 302
    wanted = "198.51.100.1" if "," in header else "127.0.0.1"
    assert SecurityEvent.objects.get(code="SIGNED_IN").address == wanted
    assert client.get(reverse("usersessions_list"), headers={"X-Forwarded-For": header}).status_code == 200


def test_behind_a_proxy_guesses_are_counted_by_who_sends_them(client, settings):
    settings.PROXIES = 1
    ann = make_user("Ann")
    assert guess(client, ann.email, 11, headers={"X-Forwarded-For": "198.51.100.1"}) == 429
    assert guess(client, ann.email, 1, headers={"X-Forwarded-For": "198.51.100.2"}) == 200


def test_a_mailbox_is_not_flooded_with_links(client):
    ann = make_user("Ann")
    answers = [asks_for_a_password(client, ann.email).status_code for _again in range(6)]
    assert answers == [302] * 5 + [429]
    assert Message.objects.count() == 5


def test_the_log_holds_neither_what_was_typed_nor_the_secret_of_a_link(client, caplog):
    ann = make_user("Ann")
    logging.getLogger("leadwright.security").addHandler(caplog.handler)
    guess(client, "my-secret-typed-in-the-wrong-field", 1)
    guess(client, ann.email, 1)
    client.get("/invitation/planted-secret/nothing-here/")
    kept = caplog.text + str(list(SecurityEvent.objects.values()))
    assert not re.search("my-secret|guess-0|planted", kept)
    assert f"SIGN_IN_FAILED user={ann.pk} from=127.0.0.1" in caplog.text
