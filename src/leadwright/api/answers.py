"""Answers in JSON, with their versions and pages."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.foundation.numbers import integer_in
from leadwright.foundation.parameters import refuse_parameter

LIMIT = 50
MOST = 200
LATEST = 999_999_999  # the latest version that a row can have
COUNTED = 10_000


def json(data: Any, *, status: int = 200, version: int | str | None = None) -> HttpResponse:
    """Return JSON, with an ETag if the thing has a version."""
    response = HttpResponse(
        orjson.dumps(data, option=orjson.OPT_UTC_Z), status=status, content_type="application/json"
    )
    response["Cache-Control"] = "private, no-store"
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response


def is_known(request: HttpRequest, version: int | str) -> bool:
    """Tell whether If-None-Match names a version; what was compressed on the way came with a weak mark."""
    marks = request.headers.get("If-None-Match", "").split(",")
    return any(mark.strip().removeprefix("W/") in (f'"{version}"', "*") for mark in marks)


def version_of(request: HttpRequest) -> int | None:
    """Return the version named by If-Match; None when there is none, -1 when it fits nothing we gave out."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        return None
    plain = header.removeprefix("W/").strip('"')
    # Behind a point stands what changes without making a new version.
    version = integer_in(plain.partition(".")[0], most=LATEST)
    return -1 if version is None else version


def limit_of(text: str | None) -> int:
    """Return the page size that was asked for."""
    if not text:
        return LIMIT
    limit = integer_in(text, least=1, most=MOST)
    if limit is None:
        reason = _("write a whole number from {least} to {most}")
        refuse_parameter("limit", reason.format(least=1, most=MOST))
    return limit
