"""Answers in JSON, with their versions and pages."""

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse

LIMIT = 50
MOST = 200
COUNTED = 10_000


def json(data: Any, *, status: int = 200, version: int | None = None) -> HttpResponse:
    """Return JSON, with an ETag if the thing has a version."""
    response = HttpResponse(
        orjson.dumps(data, option=orjson.OPT_UTC_Z), status=status, content_type="application/json"
    )
    response["Cache-Control"] = "private, no-store"
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response


def version_of(request: HttpRequest) -> int | None:
    """Return the version named by If-Match; None when there is none, -1 when it fits nothing we gave out."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        return None
    plain = header.removeprefix("W/").strip('"')
    return int(plain) if plain.isdecimal() and len(plain) < 10 else -1


def limit_of(text: str | None) -> int:
    """Return the page size that was asked for."""
    if text in (None, ""):
        return LIMIT
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST:
        text = _("limit is a whole number from {least} to {most}")
        refuse("MALFORMED", reason=text.format(least=1, most=MOST))
    return int(text)


def cursor_to(order: str, place: Iterable[Any]) -> str:
    """Return an opaque marker of a place in an order."""
    plain = [order, *(_told(value) for value in place)]
    return base64.urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    return {"d": str(value)} if isinstance(value, Decimal) else value


def place_of(cursor: str, *, order: str, length: int) -> tuple[Any, ...]:
    """Return the place that a marker of the same order means, or refuse it."""
    try:
        plain = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if plain[0] != order or len(plain) != length + 1:
            refuse("CURSOR_INVALID", field="cursor")
        return tuple(_read(value) for value in plain[1:])
    except (ValueError, TypeError, KeyError, IndexError, binascii.Error, InvalidOperation):
        refuse("CURSOR_INVALID", field="cursor")


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["t"]) if "t" in value else _finite(value["d"])
    if isinstance(value, str) and "\x00" not in value:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62:
        return value
    raise ValueError(value)


def _finite(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number) > Decimal(10) ** 15:
        raise ValueError(text)
    return number
