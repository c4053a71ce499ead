"""A client that talks JSON as one user."""

from typing import Any

import pytest
from django.test import Client

from leadwright.people.models import User
from tests.api.documented import check
from tests.makers import House, token_of


class Talk:
    """Speaks to the API with the token of one user."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {token_of(user)}"} if user else {}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send one request; `headers` are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        address = f"/api/v1{path}"
        answer = self.client.generic(method, address, headers=self.headers | named, **_encoded(more))
        check(method, address, answer)
        return answer

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.ask("DELETE", path, **headers)


def _encoded(more: dict[str, Any]) -> dict[str, Any]:
    import json

    if "data" in more and not isinstance(more["data"], str | bytes):
        more["data"] = json.dumps(more["data"])
    return more


@pytest.fixture
def house(db) -> House:
    """Return a vendor with a distributor and two partners."""
    return House()


@pytest.fixture
def talk():
    """Return the way to get a client for a user."""
    return Talk
