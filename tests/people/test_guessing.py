"""Guessing is stopped, and nobody is kept out by a stranger who guesses."""

from datetime import timedelta

import pytest
from django.db import transaction

from leadwright.foundation.attempts import Attempt
from leadwright.foundation.clock import now
from leadwright.people.actions.guessing import (
    LIMITS,
    Source,
    begin_try,
    forget_old_tries,
    remember_place,
    take_back,
)
from leadwright.people.actions.security import forget_old_events, note_event
from leadwright.people.models import KnownPlace, SecurityEvent, Try, User
from tests.makers import NOON, make_user, refused

pytestmark = pytest.mark.django_db
HOME, AWAY = Source(network="192.0.2.1", device="d1"), Source(network="198.51.100.7")


@pytest.fixture
def ann() -> User:
    """Return a user who has signed in at home."""
    user = make_user("Ann")
    remember_place(user, HOME, at=NOON)
    return user


def guess(times: int, user: User, source: Source, *, kind="password", at=NOON) -> None:
    for _guess in range(times):
        begin_try(kind, account=user.email, source=source, at=at)


@pytest.mark.asvs("6.3.1")
def test_after_so_many_wrong_passwords_from_one_place_the_next_is_not_looked_at(ann):
    guess(LIMITS["password"].pair, ann, AWAY)
    with refused("TOO_MANY_TRIES"):
        guess(1, ann, AWAY)


def test_a_quarter_of_an_hour_later_it_is(ann):
    guess(LIMITS["password"].pair, ann, AWAY)
    guess(1, ann, AWAY, at=NOON + timedelta(minutes=15))


def test_a_try_that_was_right_does_not_count(ann):
    for _sign_in in range(30):
        take_back(begin_try("password", account=ann.email, source=AWAY, at=NOON))
    assert not Try.objects.exists()


def test_many_strangers_together_are_stopped_and_the_owner_is_not(ann):
    for number in range(LIMITS["password"].account):
        guess(1, ann, Source(network=f"203.0.113.{number}"))
    with refused("TOO_MANY_TRIES"):
        guess(1, ann, AWAY)
    guess(1, ann, HOME)


def test_a_stranger_beside_the_owner_does_not_keep_the_owners_device_out(ann):
    guess(LIMITS["password"].pair, ann, Source(network=HOME.network))
    with refused("TOO_MANY_TRIES"):
        guess(1, ann, Source(network=HOME.network))
    guess(1, ann, HOME)


def test_a_network_that_the_owner_came_from_is_free_of_what_strangers_elsewhere_do(ann):
    for number in range(LIMITS["code"].account):
        guess(1, ann, Source(network=f"203.0.113.{number}"), kind="code")
    guess(1, ann, Source(network=HOME.network, device="new"), kind="code")


def test_the_device_of_one_user_says_nothing_about_another(ann):
    bob = make_user("Bob")
    for number in range(LIMITS["password"].account):
        guess(1, bob, Source(network=f"203.0.113.{number}"))
    with refused("TOO_MANY_TRIES"):
        guess(1, bob, HOME)


def test_a_known_device_does_not_guess_for_ever(ann):
    guess(LIMITS["password"].pair, ann, HOME)
    with refused("TOO_MANY_TRIES"):
        guess(1, ann, HOME)


@pytest.mark.asvs("6.3.1")
def test_one_network_does_not_try_one_password_at_all_accounts(db):
    for number in range(LIMITS["password"].network):
        begin_try("password", account=f"user{number}@example.org", source=AWAY, at=NOON)
    with refused("TOO_MANY_TRIES"):
        begin_try("password", account="last@example.org", source=AWAY, at=NOON)


def test_what_was_refused_does_not_prolong_the_wait(ann):
    guess(LIMITS["password"].pair, ann, AWAY)
    for _again in range(3):
        with refused("TOO_MANY_TRIES"):
            guess(1, ann, AWAY, at=NOON + timedelta(minutes=14))
    guess(1, ann, AWAY, at=NOON + timedelta(minutes=16))


def test_what_counts_no_more_is_forgotten_and_so_is_an_old_line_of_the_security_log(ann):
    guess(1, ann, AWAY)
    attempt = Attempt(face="page", method="POST", path="/", address="192.0.2.1")
    note_event("SIGNED_IN", attempt=attempt, user=ann, at=now() - timedelta(days=366))
    forget_old_tries(at=NOON + timedelta(minutes=16))
    assert (Try.objects.count(), KnownPlace.objects.count()) == (0, 1)
    forget_old_events(at=now() - timedelta(days=2))
    assert SecurityEvent.objects.count() == 1
    forget_old_tries(at=NOON + timedelta(days=366))
    forget_old_events(at=now())
    assert (KnownPlace.objects.count(), SecurityEvent.objects.count()) == (0, 0)


def test_a_line_that_cannot_be_kept_spoils_nothing_of_what_is_stored_beside_it(ann):
    attempt = Attempt(face="page", method="far too long a method", path="/", address=None)
    with transaction.atomic():
        note_event("SIGNED_IN", attempt=attempt, user=ann, at=NOON)
        guess(1, ann, AWAY)
    assert (SecurityEvent.objects.count(), Try.objects.count()) == (0, 1)


def test_a_line_of_the_security_log_is_not_forgotten_before_its_year_whoever_asks(ann):
    attempt = Attempt(face="page", method="POST", path="/", address="192.0.2.1")
    note_event("SIGNED_IN", attempt=attempt, user=ann, at=now() - timedelta(days=364))
    forget_old_events(at=now() + timedelta(days=4000))
    assert SecurityEvent.objects.count() == 1
