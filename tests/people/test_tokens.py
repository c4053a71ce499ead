"""Tokens for the API: they end, say what they were used for, may be allowed to read only, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from leadwright.foundation.clock import now
from leadwright.foundation.ids import digest_of
from leadwright.history.facts import SYSTEM
from leadwright.history.models import Entry
from leadwright.people.actions.tokens import create_token, revoke_token
from leadwright.people.actions.users import edit_user
from leadwright.people.models import ApiToken, SecurityEvent, User
from tests.makers import House, make_user, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    """Return a user without tokens."""
    return make_user("Ann")


def token(user: User, **more) -> str:
    """Return a new token of a user."""
    return create_token(user, by=user.party(), at=now(), **more)


def call(secret: str, path: str = "/api/v1/leads", method: str = "GET"):
    """Ask the API with a token."""
    return Client().generic(
        method, path, "{}", "application/json", headers={"Authorization": f"Bearer {secret}"}
    )


def test_a_token_ends_after_the_days_that_the_settings_say(ann, settings):
    settings.TOKEN_DAYS = 30
    token(ann)
    row = ApiToken.objects.get()
    assert row.expires_at - row.created_at == timedelta(days=30)


def test_a_token_that_has_ended_is_refused_with_its_reason(ann, time_machine):
    secret = token(ann, days=3)
    assert call(secret).status_code == 200
    time_machine.move_to(now() + timedelta(days=3, minutes=1))
    answer = call(secret)
    assert (answer.status_code, answer.json()["code"]) == (401, "TOKEN_EXPIRED")
    assert "make a new one" in answer.json()["detail"]


def test_the_day_on_which_it_ended_is_that_of_its_user(ann, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    User.objects.filter(pk=ann.pk).update(time_zone="Europe/Brussels", language="nl")
    secret = token(ann, days=3)
    time_machine.move_to(datetime(2026, 3, 9, tzinfo=UTC))
    assert "6 mrt 2026" in call(secret).json()["detail"]


def test_a_token_that_is_refused_says_in_the_security_log_whose_it_is(ann, time_machine):
    ended, reads = token(ann, days=3), token(ann, read_only=True)
    time_machine.move_to(now() + timedelta(days=4))
    call(ended)
    call(reads, "/api/v1/contacts", "POST")
    rows = list(SecurityEvent.objects.order_by("pk").values_list("code", "user"))
    assert rows == [("TOKEN_EXPIRED", ann.pk), ("TOKEN_READ_ONLY", ann.pk)]


def test_nobody_makes_a_token_for_longer_than_the_settings_allow(ann, settings):
    settings.TOKEN_DAYS = 30
    for days in (0, -1, 31):
        with refused("FIELD_INVALID", "days"):
            token(ann, days=days)


def test_a_token_that_may_only_read_changes_nothing_and_says_so(ann):
    secret = token(ann, name="Report", read_only=True)
    assert call(secret).status_code == 200
    answer = call(secret, "/api/v1/contacts", "POST")
    assert (answer.status_code, answer.json()["code"]) == (403, "TOKEN_READ_ONLY")
    assert "Report" in answer.json()["detail"]


def test_the_last_use_is_kept_to_the_hour_and_not_written_at_each_request(ann, count_writes):
    secret = token(ann)
    assert count_writes(lambda: call(secret)) == 1
    assert count_writes(lambda: call(secret)) == 0
    used = ApiToken.objects.get().last_used_at
    assert used is not None
    assert (used.minute, used.second) == (0, 0)


@pytest.fixture
def count_writes(django_capture_on_commit_callbacks, monkeypatch):
    """Return a way to count how often the table of tokens is written."""

    def counted(act) -> int:
        with connection.execute_wrapper(seen := Writes()):
            act()
        return seen.count

    return counted


class Writes:
    """Counts what is written to the table of tokens."""

    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += str(sql).startswith('UPDATE "people_apitoken"')
        return execute(sql, params, many, context)


@pytest.mark.asvs("6.3.4")
def test_tokens_are_not_guessed_and_a_good_one_goes_on_working(ann):
    answers = [call(f"lw_wrong-{number}") for number in range(51)]
    assert {answer.status_code for answer in answers[:50]} == {401}
    assert (answers[50].status_code, answers[50].json()["code"]) == (429, "TOO_MANY_TRIES")
    assert answers[50]["Retry-After"] == "900"
    assert call(token(ann)).status_code == 200


def test_a_token_is_known_only_by_its_digest(ann):
    secret = token(ann)
    assert ApiToken.objects.get().digest == digest_of(secret, purpose="api")
    assert secret not in str(list(ApiToken.objects.values())) + str(list(Entry.objects.values()))


def test_whoever_made_a_token_takes_it_back(ann):
    secret = token(ann)
    revoke_token(ApiToken.objects.get().pk, by=ann, at=now())
    assert call(secret).status_code == 401
    assert Entry.objects.filter(fact="token.revoked").count() == 1


def test_a_company_admin_takes_back_tokens_of_the_own_company_only():
    house = House()
    create_token(house.ann, by=SYSTEM, at=now())
    create_token(house.cas, by=SYSTEM, at=now())
    own, foreign = ApiToken.objects.order_by("pk")
    revoke_token(own.pk, by=house.adm, at=now())
    with refused("NOT_FOUND"):
        revoke_token(foreign.pk, by=house.adm, at=now())
    with refused("NOT_FOUND"):
        revoke_token(own.pk, by=house.bob, at=now())


@pytest.mark.asvs("7.4.2")
def test_who_is_switched_off_has_no_tokens_when_he_is_switched_on_again():
    house = House()
    secret = token(house.ann)
    for active in (False, True):
        edit_user(house.ann.pk, by=house.adm, at=now(), is_active=active)
    assert call(secret).status_code == 401


def test_revoking_twice_is_written_down_once(ann):
    token(ann)
    for _again in range(2):
        revoke_token(ApiToken.objects.get().pk, by=ann, at=now())
    assert Entry.objects.filter(fact="token.revoked").count() == 1


def test_a_name_that_is_no_line_is_refused(ann):
    for name in ("two\nlines", "x" * 101):
        with refused("FIELD_INVALID", "name"):
            token(ann, name=name)
