"""Request bodies: strict JSON, and the shapes that the document tells; the rules lie in the actions."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.params import functions
from ninja.parser import Parser
from pydantic import WithJsonSchema, create_model

from leadwright.api.problems import LARGEST_BODY
from leadwright.contacts.drafting import TEXTS as DRAFTED
from leadwright.foundation.refusals import (
    LONGEST_NAME,
    FieldError,
    Refused,
    field_error,
    refuse,
    refuse_fields,
)
from leadwright.foundation.text import fault_in_text

LARGEST = 1024 * 1024
JSON = ("", "application/json")
DEEPEST = 16
# A request without a body is one that gives nothing: whoever accepts a lead has nothing to say.
SENT: Any = functions.Body(None)


class StrictJson(Parser):
    """Reads UTF-8 JSON without NaN, lone surrogates, NUL or deep nesting."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Keep the parsed body, or the refusal of it, for `given`: the framework hides what is raised here."""
        try:
            request.given = _parsed(request)  # type: ignore[attr-defined]
        except Refused as no:
            request.given = no  # type: ignore[attr-defined]
        return {}


def _parsed(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > LARGEST:
        refuse("TOO_LARGE", limit=LARGEST_BODY)
    if request.body and not _says_json(request):
        refuse("NOT_JSON")
    try:
        body = orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError as fault:
        text = _("it is no JSON; look at line {line}, column {column}")
        refuse("MALFORMED", reason=text.format(line=fault.lineno, column=fault.colno))
    if not isinstance(body, dict):
        refuse("MALFORMED", reason=_("the body must be a JSON object"))
    _refuse_nul(body, path="", depth=0)
    _refuse_twice(request.body)
    return body


def _says_json(request: HttpRequest) -> bool:
    """Tell whether a body is called JSON, or nothing; what a browser's form sends by itself never is."""
    kind = request.content_type or ""
    return kind in JSON or (kind.startswith("application/") and kind.endswith("+json"))


def _refuse_twice(text: bytes) -> None:
    """Refuse a name that stands twice in one object: of two values neither is guessed to be meant."""
    if text:
        json.loads(text, object_pairs_hook=_unlike)


def _unlike(pairs: list[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for name, _value in pairs:
        if name in seen:
            reason = _("“{name}” stands twice in one object; send it once")
            refuse("MALFORMED", reason=reason.format(name=name[:LONGEST_NAME]))
        seen.add(name)


def given(request: HttpRequest) -> dict[str, Any]:
    """Return the body as it was sent: an absent field is not an empty one, an unknown one is not dropped."""
    body: dict[str, Any] | Refused = getattr(request, "given", {})
    if isinstance(body, Refused):
        raise body
    return body


def known(request: HttpRequest, body: "type[Body]") -> dict[str, Any]:
    """Return the body; a field that the document does not know is refused by its name."""
    sent = given(request)
    strange = sorted(sent.keys() - body.model_fields.keys())
    refuse_fields(field_error(name, "FIELD_UNKNOWN") for name in strange)
    return sent


def switch(name: str, sent: Mapping[str, Any], faults: list[FieldError]) -> bool:
    """Return whether something was said; nothing at all is no, and what is neither is noted."""
    answer = sent.get(name)
    if not isinstance(answer, bool | None):
        faults.append(field_error(name, "FIELD_INVALID", reason=_("write true or false")))
    return answer is True


def _refuse_nul(value: Any, *, path: str, depth: int) -> None:
    if depth > DEEPEST:
        refuse("MALFORMED", reason=_("the body is nested too deeply"))
    if isinstance(value, str):
        if "\x00" in value:
            refuse("FIELD_INVALID", field=path, reason=fault_in_text("\x00"))
    elif isinstance(value, dict):
        for key, inner in value.items():
            _refuse_nul(key, path=path or "body", depth=depth)
            _refuse_nul(inner, path=f"{path}.{key}" if path else key, depth=depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _refuse_nul(inner, path=f"{path}.{place}", depth=depth + 1)


def _channels(part: str) -> dict[str, Any]:
    row = {part: {"type": "string"}, "label": {"type": "string"}, "main": {"type": "boolean"}}
    return {"type": "array", "items": {"type": "object", "properties": row, "required": [part]}}


TEXT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string"})]
CODE: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "string", "description": "a code, such as partner-lead"})
]
ID: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 1})]
EMAIL: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "string", "format": "email", "description": "the e-mail address of a user"})
]
OWN_FIELDS: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "object", "description": "own fields by their keys; see GET /fields"})
]
MOMENT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "format": "date-time"})]
PERCENT: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100})]
PRIORITY: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 10})]
IMPORTANCE: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 8})]
ESTIMATE: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "description": "how long it takes from the start; expected_completion_at follows it",
            "properties": {
                "amount": {"type": "integer", "minimum": 1},
                "unit": {"type": "string", "enum": ["minutes", "hours", "days", "weeks", "months", "years"]},
            },
            "required": ["amount", "unit"],
        }
    ),
]
MONEY: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                "amount": {"type": "string", "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,4})?$"},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            },
            "required": ["amount"],
        }
    ),
]
KIND: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": ["person", "company"]})]
COUNTRY: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2}$"})]
OUTCOME: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "string", "enum": ["opportunity", "nurture", "invalid"]})
]
DAY: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "format": "date"})]
YES_NO: TypeAlias = Annotated[Any, WithJsonSchema({"type": "boolean"})]
VAT_RATE: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,2})?$", "description": "a percentage"}
    ),
]
TITLE: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {"type": "string", "maxLength": 60, "description": "`company`, or a code of `GET /contact-titles`"}
    ),
]
EMAILS: TypeAlias = Annotated[Any, WithJsonSchema(_channels("address"))]
PHONES: TypeAlias = Annotated[Any, WithJsonSchema(_channels("number"))]
CODES: TypeAlias = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]


class Body(Schema):
    """What the document tells of a body; what was sent is read by `given`."""


class ContactBody(Body):
    """A person or a company, with at least one e-mail address or phone number."""

    kind: KIND = None
    title: TITLE = None
    name: TEXT = None
    given_name: TEXT = None
    family_name: TEXT = None
    email: TEXT = None
    phone: TEXT = None
    emails: EMAILS = None
    phones: PHONES = None
    street: TEXT = None
    street_extra: TEXT = None
    postcode: TEXT = None
    city: TEXT = None
    region: TEXT = None
    country: COUNTRY = None
    vat_number: TEXT = None
    vat_rate: VAT_RATE = None
    register_number: TEXT = None
    company: ID = None
    job_title: TEXT = None
    birth_date: DAY = None
    groups: CODES = None
    segment: TEXT = None
    fleet_code: TEXT = None
    remarks: TEXT = None
    language: TEXT = None
    access_group: ID = None
    blocked: YES_NO = None
    fields: OWN_FIELDS = None
    confirm_hidden: YES_NO = None


UNFINISHED: TypeAlias = Annotated[Any, WithJsonSchema({"description": "as it is typed so far"})]
UNFINISHED_TEXT: TypeAlias = Annotated[Any, WithJsonSchema({"type": ["string", "null"]})]
_TYPED = {
    name: (UNFINISHED_TEXT if name in DRAFTED else UNFINISHED, None) for name in ContactBody.model_fields
}


class DraftBody(create_model("_Draft", __base__=Body, **_TYPED)):  # type: ignore[misc]
    """A contact as far as it is typed: anything may be missing or unfinished."""


CONTACT: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "description": 'either {"id": …} or a new contact',
            "properties": {
                "id": {"type": "integer"},
                "kind": {"type": "string", "enum": ["person", "company"]},
                "name": {"type": "string"},
                "email": {"type": "string"},
                "phone": {"type": "string"},
                "country": {"type": "string"},
            },
        }
    ),
]
CONTACT_ID: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "integer", "description": "the id of a contact"})
]


class MergeBody(Body):
    """Which contact becomes part of this one, and the fields whose values come from it."""

    other: ID = None
    take: CODES = None


class DistinctionBody(Body):
    """The blocked contact that this one is not the same as."""

    other: ID = None


class UnmergeBody(Body):
    """Which merger to undo; without it, the latest."""

    other: ID = None
