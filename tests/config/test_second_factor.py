"""The second factor: once it is on, no door opens without it."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from leadwright.config.resets import answer_requests
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.messages.models import Message
from leadwright.people.actions.users import invite
from leadwright.people.models import SecurityEvent
from tests.makers import NOON, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def ann():
    """Return a user with the second factor on, and recovery codes for a lost phone."""
    user = make_user("Ann")
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code() -> str:
    """Return the code that an authenticator shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def is_in(client) -> bool:
    """Tell whether the session of a client belongs to somebody, and pages open."""
    return "_auth_user_id" in client.session and client.get("/").status_code == 200


def give_password(client, user, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_a_password_alone_does_not_open_the_door(client, ann):
    answer = give_password(client, ann)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get("/leads/").status_code == 303


@pytest.mark.asvs("6.5.5")
def test_the_right_code_opens_it_and_a_wrong_one_does_not(client, ann):
    give_password(client, ann)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert is_in(client)


@pytest.mark.asvs("6.6.3")
def test_codes_cannot_be_guessed(client, ann):
    give_password(client, ann)
    for wrong in range(5):
        assert client.post(reverse("mfa_authenticate"), {"code": f"00000{wrong}"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 429
    assert SecurityEvent.objects.filter(user=ann, code="SECOND_FACTOR_FAILED").count() == 5


def test_who_knows_the_password_and_guesses_codes_does_not_keep_the_owner_out(client, ann):
    give_password(client, ann)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    client.post(reverse("account_logout"))
    stranger = Client()
    give_password(stranger, ann)
    for wrong in range(6):
        stranger.post(reverse("mfa_authenticate"), {"code": f"00000{wrong}"})
    Authenticator.objects.filter(user=ann).update(last_used_at=None)
    cache.clear()
    give_password(client, ann)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert is_in(client)


@pytest.mark.asvs("6.5.1")
def test_a_recovery_code_opens_it_once(client, ann):
    stored = Authenticator.objects.get(user=ann, type=Authenticator.Type.RECOVERY_CODES)
    spare = stored.wrap().get_unused_codes()[0]
    give_password(client, ann)
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert is_in(client)
    client.post(reverse("account_logout"))
    give_password(client, ann)
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert not is_in(client)


def test_the_password_is_not_kept_between_the_two_steps(client, ann):
    give_password(client, ann)
    assert PASSWORD not in str(dict(client.session))


@pytest.mark.asvs("6.4.3")
def test_a_replaced_password_does_not_go_round_it(client, ann):
    client.post(reverse("account_reset_password"), {"email": ann.email})
    answer_requests(now())
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", Message.objects.latest("pk").text)
    page = client.get(link[1], follow=True)
    new = "another-horse-battery"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert not is_in(client)
    give_password(client, ann, new)
    assert not is_in(client)


def test_an_invitation_does_not_go_round_it(client, ann):
    token = invite(ann, by=ann.party(), at=NOON).rstrip("/").rsplit("/", 1)[1]
    client.post(f"/invitation/{token}/", {"password": PASSWORD})
    assert not is_in(client)
    assert client.get("/leads/")["Location"].startswith(reverse("account_login"))


@pytest.mark.asvs("16.3.1")
def test_switching_it_on_and_off_is_history_and_in_the_security_log(
    client, django_capture_on_commit_callbacks
):
    user = make_user("Bea")
    give_password(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = re.search(r"<code>(\w+)</code>", client.get(reverse("mfa_activate_totp")).text)[1]
    shown = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": shown})
    client.post(reverse("mfa_deactivate_totp"))
    facts = Entry.objects.filter(fact__startswith="user.second_factor").order_by("pk")
    assert [entry.fact for entry in facts] == ["user.second_factor_added", "user.second_factor_removed"]
    codes = SecurityEvent.objects.filter(code__startswith="SECOND").order_by("pk")
    assert [event.code for event in codes] == ["SECOND_FACTOR_ON", "SECOND_FACTOR_OFF"]


def test_the_secret_is_kept_encrypted(ann):
    stored = Authenticator.objects.get(user=ann, type=Authenticator.Type.TOTP)
    assert SECRET not in str(stored.data)
    assert get_adapter().decrypt(stored.data["secret"]) == SECRET
