"""Sessions that are over leave nothing behind."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from leadwright.config.sessions import forget_old_sessions
from leadwright.foundation.clock import now
from tests.makers import House


def test_a_session_that_has_ended_is_forgotten_with_its_line_in_the_list(db):
    house, client = House(), Client()
    client.post("/accounts/login/", {"login": house.ann.email, "password": "correct-horse-battery"})
    client.get("/leads/")
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
    forget_old_sessions(at=now())
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
    forget_old_sessions(at=now() + timedelta(days=8))
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)
