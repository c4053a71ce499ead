"""Who asks while it is measured: users of each role with sessions, tokens, and what the bare side is told about them."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

import orjson
from django.conf import settings
from django.test import Client as Browser

from bench.serving import Ask
from leadwright.foundation.clock import now
from leadwright.people.actions.tokens import create_token
from leadwright.people.models import Partnership, Unit, User

ROLES = (
    "portal-writer",
    "portal-reader",
    "company-admin",
    "report-user",
    "lead-distributor",
    "configurator",
    "administrator",
)


@dataclass(kw_only=True)
class Person:
    """Somebody who is signed in and has a token."""

    user: User
    cookies: dict[str, str] = field(default_factory=dict)

    @cached_property
    def cookie(self) -> str:
        """The cookie of a session of this user."""
        browser = Browser(SERVER_NAME="127.0.0.1")
        browser.force_login(self.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"

    @cached_property
    def token(self) -> str:
        """A token of this user."""
        return create_token(self.user, by=self.user.party(), at=now())

    @cached_property
    def place(self) -> dict[str, object]:
        """What a statement by hand needs to know of this user: it stands for the session and the rights."""
        user = self.user
        return {
            "user": user.pk,
            "unit": user.unit_id,
            "organisation": user.organisation_id,
            "group": user.group_id,
            "groups": user.seen_group_ids,
            "units": list(Unit.objects.filter(group=user.group_id).values_list("pk", flat=True)),
            "lenders": list(
                Partnership.objects.filter(partner=user.organisation_id).values_list("vendor", flat=True)
            ),
        }

    def page(self, path: str) -> Ask:
        """Return the request for a page."""
        return Ask(path=path, headers={"Cookie": self.cookie})

    def call(self, path: str, *, method: str = "GET", data: object = None, version: int | None = None) -> Ask:
        """Return a call of the API."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {} if version is None else {"If-Match": f'"{version}"'}
        body = None if data is None else orjson.dumps(data)
        return Ask(path=f"/api/v1{path}", method=method, headers=headers, body=body)


def people(role: str, count: int) -> list[Person]:
    """Return so many users with one role and no other, first of one company, then of the next."""
    held = User.objects.active().filter(profiles__code=role).select_related("unit__group", "organisation")
    return [Person(user=user) for user in held.order_by("organisation", "pk")[:count]]


def spread(role: str, count: int) -> list[Person]:
    """Return somebody else of a role for each turn, from one company after the other."""
    everybody = people(role, 1000)
    homes: dict[int, list[Person]] = {}
    for person in everybody:
        homes.setdefault(person.user.organisation_id, []).append(person)
    turns = [person for some in zip_longest(*homes.values()) for person in some if person is not None]
    return [turns[turn % len(turns)] for turn in range(count)]
