"""Counts a request for who sends it: a token, a session, or a network that is not signed in."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.http import HttpRequest

from leadwright.foundation.attempts import client_address, network_of
from leadwright.foundation.refusals import refuse
from leadwright.people.actions.rates import Rate, counter

ATTRIBUTE = "rate"


def count_request(
    request: HttpRequest, sender: Literal["token", "session", "network"], key: object, *, at: datetime
) -> None:
    """Count a request once; refuses with RATE_LIMITED (429) beyond the limit of the settings. 0 is no limit."""
    if not settings.RATE_LIMIT or rate_of(request) is not None:
        return
    rate = counter.take(f"{sender}:{key}"[:64], limit=settings.RATE_LIMIT, at=at)
    setattr(request, ATTRIBUTE, rate)
    if rate.is_over:
        refuse("RATE_LIMITED", seconds=rate.seconds)


def count_stranger(request: HttpRequest, *, at: datetime) -> None:
    """Count a request of nobody that is known, for the network that it comes from."""
    count_request(request, "network", network_of(client_address(request)) or "-", at=at)


def rate_of(request: HttpRequest) -> Rate | None:
    """Return what is left of the limit, or None where nothing was counted."""
    rate: Rate | None = getattr(request, ATTRIBUTE, None)
    return rate
