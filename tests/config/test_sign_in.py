"""The door: who comes in, how, and which mails tell about it."""

import re
from functools import partial
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadwright.config import doorkeeper
from leadwright.config.resets import answer_requests
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.messages.models import Message
from leadwright.people.actions.users import invite
from leadwright.people.models import ApiToken, Invitation, PasswordRequest, SecurityEvent, User
from tests.makers import NOON, make_user, token_of

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery"
NEVER_SENT = {
    "account/email/account_already_exists": "nobody signs up",
    "account/email/email_confirmation_signup": "nobody signs up",
    "account/email/login_code": "no sign-in by code",
    "account/email/password_reset_code": "no reset by code",
    "account/email/password_reset_key": "a worker writes that mail",
    "account/email/unknown_account": "an unknown address gets no mail",
    "mfa/email/webauthn_added": "no passkeys",
    "mfa/email/webauthn_removed": "no passkeys",
}


def signs_in(client, email: str, password: str = PASSWORD) -> bool:
    """Try to sign in by the form."""
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_an_address_and_a_password_let_in_whatever_the_case(client):
    user = make_user("Ann")
    assert signs_in(client, user.email.upper())


def test_a_wrong_password_does_not(client):
    assert not signs_in(client, make_user("Ann").email, "wrong-horse-battery")


def test_who_was_deactivated_stays_out(client):
    user = make_user("Ann")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not signs_in(client, user.email)


def test_who_is_shut_out_between_password_and_code_stays_out(client):
    user = make_user("Ann")
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    User.objects.filter(pk=user.pk).update(is_active=False)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert client.get("/").status_code == 303


def link_of(client, user: User) -> str:
    client.post(reverse("account_reset_password"), {"email": user.email})
    answer_requests(now())
    text = Message.objects.get().text
    return re.search(r"http\S+(/accounts/password/reset/key/\S+/)", text)[1]


def test_the_link_for_a_new_password_ends_with_the_access(client):
    user = make_user("Ann")
    link = link_of(client, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(link, follow=True).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=True, shut_at=NOON)
    assert "password1" not in client.get(link, follow=True).text


def test_whose_access_is_off_gets_no_link(client):
    user = make_user("Seller", can_sign_in=False)
    client.post(reverse("account_reset_password"), {"email": user.email})
    answer_requests(now())
    assert not Message.objects.exists()


def test_a_user_who_only_stands_for_somebody_stays_out(client):
    assert not signs_in(client, make_user("Seller", can_sign_in=False).email)


def test_guessing_is_stopped_even_when_the_guess_is_right_at_last(client):
    user = make_user("Ann")
    for attempt in range(10):
        signs_in(client, user.email, f"guess-{attempt}-horse")
    assert not signs_in(client, user.email)


def test_nobody_signs_up_alone(client):
    answer = client.post("/accounts/signup/", {"email": "x@example.org", "password1": PASSWORD})
    assert answer.status_code == 200
    assert not User.objects.filter(email="x@example.org").exists()


def asks_for_a_password(client, email: str, **more):
    """Ask for a new password, and let a worker answer."""
    answer = client.post(reverse("account_reset_password"), {"email": email}, **more)
    answer_requests(now())
    return answer


def test_a_forgotten_password_is_mailed_through_the_outbox_and_can_be_replaced(client):
    user = make_user("Ann")
    asks_for_a_password(client, user.email)
    link = re.search(r"http\S+/accounts/password/reset/key/\S+/", Message.objects.get().text)[0]
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(
        page.request["PATH_INFO"], {"password1": "brand-new-horse-1", "password2": "brand-new-horse-1"}
    )
    assert signs_in(client, user.email, "brand-new-horse-1")


def test_the_link_in_a_mail_does_not_follow_a_forged_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asks_for_a_password(client, make_user("Ann").email, headers={"host": "evil.example"})
    assert "evil.example" not in Message.objects.get().text


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    known = asks_for_a_password(client, make_user("Ann").email)
    Message.objects.all().delete()
    unknown = asks_for_a_password(client, "nobody@example.org")
    assert (unknown.status_code, unknown.headers["Location"]) == (
        known.status_code,
        known.headers["Location"],
    )
    assert not Message.objects.exists()


def statements(act) -> list[str]:
    """Return what an act asks of the database, without its values."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return [re.sub(r"'[^']*'|\b\d+\b", "?", str(query["sql"])) for query in asked.captured_queries]


def test_a_known_and_an_unknown_address_take_the_same_work(client):
    ann = make_user("Ann")
    gone = make_user("Gone", is_active=False)
    page = reverse("account_reset_password")
    client.post(page, {"email": "warm@example.org"})
    emails = (ann.email, gone.email, "nobody@example.org")
    asked = [statements(partial(client.post, page, {"email": email})) for email in emails]
    assert asked[0] == asked[1] == asked[2]
    assert not Message.objects.exists()


def test_each_request_is_answered_once(client):
    asks_for_a_password(client, make_user("Ann").email)
    answer_requests(now())
    assert Message.objects.count() == 1
    assert not PasswordRequest.objects.exists()


def test_who_has_not_joined_gets_the_invitation_again_instead_of_a_new_password(client):
    User.objects.filter(pk=make_user("Ann").pk).update(password="!")
    ann = User.objects.get(name="Ann")
    asks_for_a_password(client, ann.email)
    assert Message.objects.get().kind == "invitation"
    assert Invitation.objects.filter(user=ann, used_at=None).count() == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"can_sign_in": False}])
def test_who_may_not_sign_in_gets_neither(client, change):
    ann = make_user("Ann")
    User.objects.filter(pk=ann.pk).update(**change)
    asks_for_a_password(client, ann.email)
    assert not Message.objects.exists()


@pytest.mark.asvs("6.4.1")
def test_an_invitation_is_dead_once_the_account_has_a_password(client):
    ann = make_user("Ann")
    link = invite(ann, by=ann.party(), at=now())
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 410
    assert (
        client.post(
            link.removeprefix("http://127.0.0.1:8000"), {"password": "another-horse-battery"}
        ).status_code
        == 410
    )
    assert User.objects.get(pk=ann.pk).check_password(PASSWORD)


@pytest.mark.asvs("6.2.2", "6.2.3")
def test_a_new_password_takes_back_the_tokens_and_is_history(client):
    ann = make_user("Ann")
    token_of(ann)
    signs_in(client, ann.email)
    new = {"oldpassword": PASSWORD, "password1": "brand-new-horse-1", "password2": "brand-new-horse-1"}
    client.post(reverse("account_change_password"), new)
    assert not ApiToken.objects.filter(revoked_at=None).exists()
    assert Entry.objects.filter(fact="user.password_changed").count() == 1


def test_a_password_by_a_link_takes_them_back_too_and_history_tells_it_apart(client):
    ann = make_user("Ann")
    token_of(ann)
    asks_for_a_password(client, ann.email)
    link = re.search(r"http\S+/accounts/password/reset/key/\S+/", Message.objects.get().text)[0]
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    new = {"password1": "brand-new-horse-1", "password2": "brand-new-horse-1"}
    client.post(page.request["PATH_INFO"], new)
    assert not ApiToken.objects.filter(revoked_at=None).exists()
    assert Entry.objects.filter(fact="user.password_reset").count() == 1


def test_a_new_address_counts_once_it_is_confirmed(client):
    user = make_user("Ann")
    signs_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "new.ann@example.org"})
    assert User.objects.get(pk=user.pk).email == user.email
    letter = Message.objects.get(address="new.ann@example.org")
    path = re.search(r"/accounts/confirm-email/\S+/", letter.text)[0]
    client.post(path)
    assert User.objects.get(pk=user.pk).email == "new.ann@example.org"
    assert Entry.objects.filter(fact="user.email_changed").count() == 1
    assert SecurityEvent.objects.filter(user=user, code="EMAIL_CHANGED").count() == 1


def test_an_account_that_is_shut_meanwhile_keeps_its_address(monkeypatch, rf):
    ann = make_user("Ann")
    User.objects.filter(pk=ann.pk).update(is_active=False)
    monkeypatch.setattr(DefaultAccountAdapter, "confirm_email", lambda *_given: pytest.fail("it was stored"))
    address = EmailAddress(user=ann, email="new.ann@example.org")
    assert not doorkeeper.Doorkeeper().confirm_email(rf.post("/"), address)


def test_a_new_address_that_looks_like_another_is_refused(client):
    user = make_user("Ann")
    signs_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.post(reverse("account_email"), {"action_add": "", "email": "mıke@example.org"})
    assert "can be taken for another letter" in answer.text
    assert not Message.objects.exists()


def test_the_address_by_which_somebody_signs_in_cannot_be_removed(client):
    user = make_user("Ann")
    signs_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("account_email"))
    client.post(reverse("account_email"), {"action_remove": "", "email": user.email})
    assert User.objects.get(pk=user.pk).email == user.email


@pytest.mark.asvs("7.5.1")
def test_a_new_address_is_taken_only_from_somebody_who_knows_the_password(client):
    signs_in(client, make_user("Ann").email)
    answer = client.post(reverse("account_email"), {"action_add": "", "email": "new.ann@example.org"})
    assert "/accounts/reauthenticate/" in answer.headers["Location"]
    assert not Message.objects.exists()


def test_a_changed_password_is_told_in_the_users_language(client):
    user = make_user("Ann", language="nl")
    signs_in(client, user.email)
    changed = {"oldpassword": PASSWORD, "password1": "brand-new-horse-1", "password2": "brand-new-horse-1"}
    client.post(reverse("account_change_password"), changed)
    assert Message.objects.get().language == "nl"


def test_we_have_words_for_every_mail_that_allauth_can_send():
    templates = Path(allauth.__file__).parent / "templates"
    known = {
        str(path.relative_to(templates)).removesuffix("_subject.txt")
        for app in ("account", "mfa", "usersessions")
        for path in templates.glob(f"{app}/email/*_subject.txt")
    }
    assert known == set(doorkeeper.LETTERS) | set(doorkeeper.NOTICES) | set(NEVER_SENT)
