"""Answers in JSON, with their versions and pages."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.foundation.parameters import refuse_parameter

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
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= MOST:
        text = _("write a whole number from {least} to {most}")
        refuse_parameter("limit", text.format(least=1, most=MOST))
    return int(text)
