"""A session lasts as long as it is used, ends at last, and can be ended from elsewhere."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from leadwright.foundation.browsers import browser_in_words
from tests.makers import NOON

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def signed_in(user, agent: str = FIREFOX) -> Client:
    """Return a browser in which somebody signed in."""
    client = Client(headers={"User-Agent": agent})
    client.post("/accounts/login/", {"login": user.email, "password": "correct-horse-battery"})
    assert client.get("/").status_code == 200
    return client


def is_in(client: Client) -> bool:
    return client.get("/preferences/").status_code == 200


@pytest.mark.asvs("7.3.1")
def test_whoever_works_on_stays_signed_in_and_who_pauses_too_long_does_not(house, time_machine):
    time_machine.move_to(NOON, tick=False)
    client = signed_in(house.ann)
    for hour in (11, 22, 33):
        time_machine.move_to(NOON + timedelta(hours=hour), tick=False)
        assert is_in(client)
    time_machine.move_to(NOON + timedelta(hours=33 + 12, minutes=1), tick=False)
    assert not is_in(client)


@pytest.mark.asvs("7.3.2")
def test_after_a_week_everybody_signs_in_again(house, time_machine):
    time_machine.move_to(NOON, tick=False)
    client = signed_in(house.ann)
    for hour in range(6, 7 * 24, 6):
        time_machine.move_to(NOON + timedelta(hours=hour), tick=False)
        assert is_in(client)
    time_machine.move_to(NOON + timedelta(days=7), tick=False)
    assert not is_in(client)


def test_the_limits_are_settings(house, time_machine, settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = 3600, 7200
    time_machine.move_to(NOON, tick=False)
    client = signed_in(house.ann)
    time_machine.move_to(NOON + timedelta(minutes=50), tick=False)
    assert is_in(client)
    time_machine.move_to(NOON + timedelta(minutes=100), tick=False)
    assert is_in(client)
    time_machine.move_to(NOON + timedelta(minutes=120), tick=False)
    assert not is_in(client)


def test_the_last_use_is_written_once_in_five_minutes(house, time_machine, count_queries):
    time_machine.move_to(NOON, tick=False)
    client = signed_in(house.ann)
    is_in(client)
    quiet = count_queries(lambda: is_in(client))
    time_machine.move_to(NOON + timedelta(minutes=6), tick=False)
    assert count_queries(lambda: is_in(client)) > quiet
    assert UserSession.objects.get().last_seen_at == NOON + timedelta(minutes=6)
    assert count_queries(lambda: is_in(client)) == quiet


def test_the_list_names_browsers_in_words_and_no_key(house):
    signed_in(house.ann, PHONE)
    page = signed_in(house.ann).get("/accounts/sessions/").text
    for words in ("Safari on iPhone", "Firefox on Linux", "This session", "127.0.0.1"):
        assert words in page
    assert not any(session.session_key in page for session in Session.objects.all())


@pytest.mark.asvs("7.5.2")
def test_one_session_is_ended_from_another(house):
    old, here = signed_in(house.ann, PHONE), signed_in(house.ann)
    row = UserSession.objects.get(user_agent=PHONE)
    assert here.post(f"/accounts/sessions/{row.pk}/end/")["Location"] == "/accounts/sessions/"
    assert not is_in(old)
    assert is_in(here)


@pytest.mark.asvs("7.4.3")
def test_all_others_are_ended_at_once(house):
    old, here = signed_in(house.ann, PHONE), signed_in(house.ann)
    here.post("/accounts/sessions/")
    assert (is_in(old), is_in(here)) == (False, True)


@pytest.mark.asvs("7.4.1")
def test_ending_the_session_that_one_is_in_signs_out(house):
    here = signed_in(house.ann)
    answer = here.post(f"/accounts/sessions/{UserSession.objects.get().pk}/end/")
    assert answer["Location"] == "/accounts/login/"
    assert not is_in(here)


@pytest.mark.asvs("7.5.2")
def test_nobody_ends_the_session_of_somebody_else(house):
    hers = signed_in(house.ann)
    answer = signed_in(house.bob).post(
        f"/accounts/sessions/{UserSession.objects.get(user=house.ann).pk}/end/"
    )
    assert answer.status_code == 404
    assert is_in(hers)


@pytest.mark.parametrize(
    ("agent", "words"),
    [(EDGE, "Edge on Windows"), ("curl/8.0", "Another browser"), ("", "Another browser")],
)
def test_a_browser_is_named_as_far_as_it_is_known(agent, words):
    assert browser_in_words(agent) == words
