"""Refusals as problem details (RFC 9457), each with a stable code."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from leadwright.api.documented.problems import PROBLEM
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.health import AFTER_SECONDS, AWAY
from leadwright.foundation.refusals import FieldError, Refused, field_error, sentence_of
from leadwright.foundation.tracing import request_id
from leadwright.people.actions.denials import note_denial

log = logging.getLogger("leadwright.api")
LARGEST_BODY = "1 MiB"
# The code of what the framework refuses before or beside our own rules.
CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", 413: "TOO_LARGE", 415: "NOT_JSON", 503: "UNAVAILABLE"}
FACTS_IN_ANSWERS = ("current", "current_version", "permission", "leads")


def problem(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    detail: str,
    errors: tuple[FieldError, ...] = (),
    **more: Any,
) -> HttpResponse:
    """Return a problem+json response."""
    body = _body(request.path, status=status, code=code, detail=detail, errors=errors, **more)
    response = HttpResponse(body, status=status, content_type=PROBLEM)
    response["Content-Length"] = str(len(response.content))
    response["Cache-Control"] = "private, no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if (seconds := AFTER_SECONDS.get(status)) is not None:
        response["Retry-After"] = seconds
    return response


def _body(
    path: str, *, status: int, code: str, detail: str, errors: tuple[FieldError, ...] = (), **more: Any
) -> bytes:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": path,
        "code": code,
        "errors": _errors(errors),
        "trace_id": request_id(),
        **more,
    }
    return orjson.dumps(body)


def busy(path: str) -> bytes:
    """Return the problem of a request that was not begun, because too many wait."""
    return _body(path, status=503, code="BUSY", detail=sentence_of("BUSY", {}))


def unread(request: HttpRequest, *, status: int) -> HttpResponse:
    """Return the problem of a request that no rule of ours refused: the address, the host, or a fault in the code."""
    code = CODES.get(status, "FAILED" if status >= 500 else "MALFORMED")
    reason = _("look at its address, its host and its headers")
    facts = {"reason": reason, "limit": LARGEST_BODY, "reference": request_id()}
    return problem(request, status=status, code=code, detail=sentence_of(code, facts))


def _errors(errors: tuple[FieldError, ...]) -> list[dict[str, str]]:
    return [
        {"pointer": _pointer(error.field), "detail": error.detail, "code": error.code} for error in errors
    ]


def problem_payload(no: Refused) -> dict[str, Any]:
    """Return a refusal as a part of an answer about several things."""
    return {"status": no.status, "code": no.code, "detail": no.sentence, "errors": _errors(no.errors)}


def _pointer(field: str) -> str:
    return "/" + field.replace("~", "~0").replace("/", "~1").replace(".", "/")


def refused(request: HttpRequest, no: Refused) -> HttpResponse:
    """Translate a refusal; one that denies access is written to the security log."""
    note_denied_call(request, no)
    more = {name: value for name, value in no.facts.items() if name in FACTS_IN_ANSWERS}
    more |= {"errors_left_out": no.left_out} if no.left_out else {}
    return problem(request, status=no.status, code=no.code, detail=no.sentence, errors=no.errors, **more)


def note_denied_call(request: HttpRequest, no: Refused) -> None:
    """Write a denied access into the security log."""
    attempt = attempt_of(request, face="api")
    note_denial(attempt, no, user=getattr(request, "user", None), at=now())


def _invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    errors = tuple(
        field_error(
            ".".join(str(part) for part in error["loc"][2:]) or str(error["loc"][-1]),
            "FIELD_INVALID",
            reason=_("the API document says what fits here"),
        )
        for error in fault.errors
    )
    return problem(request, status=422, code="FIELD_INVALID", detail=errors[0].detail, errors=errors)


def _http_error(request: HttpRequest, fault: HttpError) -> HttpResponse:
    log.info("a request could not be read: %s", fault)
    detail = sentence_of("MALFORMED", {"reason": _("the API document says what fits here")})
    return problem(request, status=fault.status_code, code="MALFORMED", detail=detail)


def _unavailable(request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("the database did not answer: %s", fault.__class__.__name__)
    return problem(request, status=503, code="UNAVAILABLE", detail=sentence_of("UNAVAILABLE", {}))


def install(api: NinjaAPI) -> None:
    """Let the API answer each refusal and each fault as a problem."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refused: refused,
        ValidationError: _invalid,
        HttpError: _http_error,
        RequestDataTooBig: lambda request, fault: refused(request, Refused("TOO_LARGE", limit=LARGEST_BODY)),
        Http404: lambda request, fault: refused(request, Refused("NOT_FOUND")),
        **dict.fromkeys(AWAY, _unavailable),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
