"""Holds real answers against the document of the API: status, kind, headers and shape, with no field too many."""

import json
import re
from functools import cache
from typing import Any

import jsonschema_rs
from django.urls import Resolver404, resolve

from leadwright.api.main import api

HEADERS = ("ETag", "Location", "Retry-After", "WWW-Authenticate", "RateLimit-Limit", "Idempotent-Replayed")
Operation = dict[str, Any]


@cache
def document() -> dict[str, Any]:
    """Return the document, in which no object may hold what it does not name."""
    strict: dict[str, Any] = _closed(api.get_openapi_schema())
    return strict


def _closed(part: Any) -> Any:
    if isinstance(part, list | tuple):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part if isinstance(part, str | int | float | bool | None) else str(part)
    closed = {key: _closed(value) for key, value in part.items()}
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed


def operation_of(method: str, path: str) -> Operation | None:
    """Return what the document says of an operation, or None where there is none."""
    try:
        route = resolve(path.partition("?")[0]).route
    except Resolver404:
        return None
    known = document()["paths"].get("/" + route.replace("<", "{").replace(">", "}"), {})
    operation: Operation | None = known.get(method.lower())
    return operation


def _validator(operation: Operation, status: int) -> Any:
    (media,) = operation["responses"][status]["content"].values()
    return _validator_of(json.dumps(media["schema"], sort_keys=True))


@cache
def _validator_of(schema: str) -> Any:
    """Return what checks a shape; many answers have the same one, and each needs few parts of the document."""
    parts = document()["components"]["schemas"]
    needed, ahead = {}, _named_in(schema)
    while ahead:
        name = ahead.pop()
        if name not in needed:
            needed[name] = parts[name]
            ahead |= _named_in(json.dumps(parts[name]))
    return jsonschema_rs.Draft202012Validator(json.loads(schema) | {"components": {"schemas": needed}})


def _named_in(schema: str) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', schema))


def check(method: str, path: str, answer: Any) -> None:
    """Fail where an answer is not as the document says."""
    operation = operation_of(method, path)
    if operation is None:
        return
    said = "a stream" if answer.streaming else repr(answer.content[:300])
    where = f"{method} {path[:200]} {answer.status_code} {said}"
    assert answer.status_code in operation["responses"], f"a status that is not documented: {where}"
    told = operation["responses"][answer.status_code]
    headers = {name for name in HEADERS if name in answer.headers} - set(told["headers"])
    assert not headers, f"headers that are not documented, {headers}: {where}"
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if "content" not in told:
        assert not answer.content, where
        return
    assert kind in told["content"], f"another kind, {kind}: {where}"
    if answer.streaming or "json" not in kind:
        return
    for fault in _validator(operation, answer.status_code).iter_errors(answer.json()):
        raise AssertionError(f"{list(fault.instance_path)}: {fault.message}: {where}")
