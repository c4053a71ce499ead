"""Every address of the product with its methods, read from the URL resolver and the OpenAPI document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from leadwright.api.main import api

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
OBJECTS = {
    "api/v1/leads/": "lead",
    "api/v1/privacy/receipts/": "receipt",
    "api/v1/privacy/rules/": "secret",
    "company/privacy/receipts/": "receipt",
    "company/privacy/rules/": "secret",
    "leads/import/mappings/": "mapping",
    "leads/import/": "upload",
    "api/v1/imports/": "upload",
    "leads/": "lead",
    "api/v1/activities/": "activity",
    "activities/": "activity",
    "api/v1/tasks/": "task",
    "tasks/": "task",
    "api/v1/notifications/": "notification",
    "notifications/": "notification",
    "api/v1/accounts/": "account",
    "api/v1/fields/": "field",
    "api/v1/files/": "file",
    "api/v1/templates/": "template",
    "api/v1/diagrams/": "diagram",
    "api/v1/mappings/": "mapping",
    "api/v1/lead-types/": "lead_type",
    "customers/": "account",
    "api/v1/contacts/": "contact",
    "contacts/": "contact",
    "files/": "file",
    "company/users/": "user",
    "company/fields/": "field",
    "company/templates/": "template",
    "company/exports/": "export",
    "api/v1/exports/": "export",
    "company/media/": "medium",
    "company/units/areas/": "area",
    "company/profiles/": "profile",
    "company/settings/types/": "lead_type",
    "company/settings/definitions/": "definition",
    "company/settings/processes/": "diagram",
    "company/settings/": "status",
    "tokens/": "secret",
    "mailbox/": "letter",
    "api/v1/mails/": "mail",
    "api/v1/mail-arrivals/": "arrival",
    "mails/arrivals/": "arrival",
    "mails/": "mail",
    "invitation/": "secret",
    "consent/": "secret",
    "calendar/feed/": "secret",
    "accounts/": "secret",
    "answer/": "secret",
}
PUBLIC = {
    "api/v1/health",
    "health",
    "accounts/login/",
    "accounts/logout/",
    "accounts/signup/",
    "accounts/inactive/",
    "accounts/confirm-email/",
    "accounts/confirm-email/{key}/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    "accounts/password/reset/key/{uidb36}-{key}/",
    "accounts/2fa/authenticate/",
    "invitation/{token}/",
    "session/",
    "consent/confirm/{token}/",
    "consent/withdraw/{token}/",
    "calendar/feed/{secret}.ics",
    "answer/{token}/",
}


@dataclass(frozen=True)
class Route:
    """One address: its path with {places}, and the kind of object that the first place means."""

    path: str
    kind: str

    @property
    def is_api(self) -> bool:
        return self.path.startswith("api/")

    @property
    def is_public(self) -> bool:
        return self.path in PUBLIC

    def at(self, key: object) -> str:
        """Return the address of one object."""
        return "/" + re.sub(r"\{\w+\}", str(key), self.path)


def routes() -> list[Route]:
    """Return every address; one whose object is not known to this matrix fails here."""
    paths = sorted({_plain(raw) for raw in _walk(get_resolver())})
    return [Route(path, _kind(path)) for path in paths if path != "api/v1/"]


def _walk(resolver: Any, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, path)
        else:
            yield path


def _plain(raw: str) -> str:
    return PLACEHOLDER.sub(lambda m: "{" + (m[1] or m[2]) + "}", raw).replace("^", "").replace("$", "")


def _kind(path: str) -> str:
    if "{" not in path:
        return ""
    kinds = [kind for prefix, kind in OBJECTS.items() if path.startswith(prefix)]
    assert kinds, f"the access matrix does not know whose object {path} means: add its prefix"
    return kinds[0]


def operations() -> set[tuple[str, str]]:
    """Return path and method of each operation that the OpenAPI document tells."""
    document = api.get_openapi_schema()
    return {
        (path.lstrip("/"), method.upper())
        for path, methods in document["paths"].items()
        for method in methods
    }
