"""The document of the API: beside the answers that succeed, each problem that an operation can answer with."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from leadwright.api.cautions import HEADER, may_caution
from leadwright.api.documented.problems import PROBLEM, problem_schema, refusal_codes
from leadwright.foundation import workbooks

Json = dict[str, Any]
TEXT = {"type": "string"}
BINARY = {"type": "string", "format": "binary"}
COUNT = {"type": "integer", "minimum": 0}
RATE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
WITH_ETAG = (
    "Demand",
    "Lead",
    "LeftReach",
    "ContactWithActions",
    "AccountWithActions",
    "PartyList",
    "Field",
    "Template",
    "Activity",
    "Task",
    "Diagram",
    "Mapping",
)
WITH_LOCATION = (
    *("create_lead", "create_contact", "make_field", "make_template", "make_lead_of_mail", "make_diagram"),
    *("enter_activity", "schedule_activity", "follow_up_activity", "make_lead_of_activity"),
    *("make_task", "import_file", "save_mapping", "ask_for_export"),
    *("add_file_to_lead", "add_file_to_contact", "add_file_to_activity", "add_file_to_task"),
)
ON_A_VERSION = (
    "change_lead",
    "delete_lead",
    "change_contact",
    "change_account",
    "change_activity",
    "change_task",
)
ON_A_VERSION_IF_NAMED = (
    "change_field",
    "change_template",
    "change_diagram",
    "publish_diagram",
    "change_mapping",
)
# What is answered otherwise than as JSON: by how the address ends, else by what it is.
FILES = {
    ".csv": ("text/csv", TEXT),
    ".vcf": ("text/vcard", TEXT),
    ".xlsx": (workbooks.MEDIA_TYPE, BINARY),
    ".bpmn": ("application/xml", TEXT),
    ".toml": ("application/toml", TEXT),
}
MADE_LATER = ("get_file_of_export",)
AS_A_MAIL = ("get_original_mail",)
AS_BYTES = {
    "get_file_content": ("application/octet-stream", BINARY),
    "get_file_of_export": ("application/zip", BINARY),
    **dict.fromkeys(AS_A_MAIL, ("message/rfc822", BINARY)),
}
# Answers that are neither the thing itself nor a problem.
ELSEWHERE = {
    "get_lead": {304: "the lead is as it was: If-None-Match names its version"},
    "get_contact": {302: "this contact was merged; Location names the one that it is part of now"},
}
ERASED = {
    "title": "Erased",
    "type": "object",
    "description": "in place of an answer that was given before, about a person who was erased since",
    "properties": {"erased": {"type": "boolean", "enum": [True]}},
    "required": ["erased"],
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": TEXT,
    "description": "the ETag of the version that is changed; without it 428",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "maxLength": 255},
    "description": "a key of your own for this request; sent again, it gets the first answer again",
}


class Document(OpenAPISchema):
    """What the framework tells of the API, and the problems, headers and statuses that hold everywhere."""

    def operation_details(self, operation: Operation) -> Json:
        """Tell of one operation."""
        details: Json = super().operation_details(operation)
        details["parameters"] = [*details["parameters"], *_headers_sent(operation)]
        answers = details["responses"]
        if media := _media(operation):
            answers[200]["content"] = media
        for status, answer in answers.items():
            answer["headers"] = _headers(operation, status, answer)
        for status, words in ELSEWHERE.get(operation.operation_id or "", {}).items():
            answers[status] = {"description": words, "headers": _headers(operation, status, {})}
        if is_repeatable(operation):
            _may_be_erased(answers)
        for status in _problems(operation, answers):
            answers.setdefault(status, self._problem(operation, status))
        details["responses"] = dict(sorted(answers.items()))
        return details

    def _problem(self, operation: Operation, status: int) -> Json:
        name = f"Problem{status}"
        self.schemas[name] = problem_schema(status)
        return {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM: {"schema": {"$ref": f"#/components/schemas/{name}"}}},
            "headers": _headers(operation, status, {}),
        }


class DocumentedApi(NinjaAPI):
    """The API with that document."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._documents: dict[tuple[str, str], Document] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Json | None = None
    ) -> OpenAPISchema:
        """Return the document: the same for every caller, made once a process for each place and language."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        key = (prefix, get_language() or "")
        if key not in self._documents:
            self._documents[key] = Document(self, prefix)
        return self._documents[key]


def _media(operation: Operation) -> Json:
    """Return what a file is answered as; empty for an answer in JSON."""
    ending, name = PurePosixPath(operation.path).suffix, operation.operation_id or ""
    form, schema = FILES.get(ending) or AS_BYTES.get(name) or ("", {})
    return {form: {"schema": schema}} if form else {}


def is_repeatable(operation: Operation) -> bool:
    """Tell whether an operation takes an Idempotency-Key."""
    return bool(getattr(operation.view_func, "is_repeatable", False))


def _may_be_erased(answers: Json) -> None:
    """Say that an answer that is given again is emptied where its person was erased meanwhile."""
    for answer in answers.values():
        for media in answer["content"].values():
            media["schema"] = {"anyOf": [media["schema"], ERASED]}


def _is_open(operation: Operation) -> bool:
    return not operation.auth_callbacks


def _headers_sent(operation: Operation) -> Iterator[Json]:
    if operation.operation_id in ON_A_VERSION:
        yield IF_MATCH
    if operation.operation_id in ON_A_VERSION_IF_NAMED:
        yield IF_MATCH | {"description": "the ETag of the version that is changed, if only that is to be"}
    if is_repeatable(operation):
        yield KEY


def _problems(operation: Operation, answers: Iterable[int]) -> set[int]:
    """Return the statuses of the problems that can come of an operation."""
    statuses = {400, 500, 503}
    if not _is_open(operation):
        statuses |= {401, 403, 429}
    may_be_gone = is_repeatable(operation) or hasattr(operation.view_func, "feature")
    if "{" in operation.path or may_be_gone:
        statuses.add(404)
    if _takes_a_body(operation):
        statuses |= {413, 415, 422}
    if "GET" not in operation.methods:
        statuses |= {409, 422}
    if operation.operation_id in MADE_LATER:
        statuses.add(409)
    if operation.operation_id in ON_A_VERSION:
        statuses.add(428)
    if operation.operation_id in AS_A_MAIL:
        statuses.add(410)
    return {status for status in statuses if refusal_codes(status)} - set(answers)


def _takes_a_body(operation: Operation) -> bool:
    extra: Json = operation.openapi_extra or {}
    return "requestBody" in extra or any(model.__ninja_param_source__ == "body" for model in operation.models)


def _headers(operation: Operation, status: int, answer: Json) -> Json:
    known: Json = {"X-Request-ID": TEXT}
    if not _is_open(operation):
        known |= dict.fromkeys(RATE, COUNT)
    if status in (429, 503):
        known["Retry-After"] = COUNT
    if status == HTTPStatus.UNAUTHORIZED:
        known["WWW-Authenticate"] = TEXT
    if status == HTTPStatus.FOUND:
        known["Location"] = TEXT
    if status < 300:
        known |= _of_success(operation, status, str(answer.get("content", "")))
    return {name: {"schema": schema} for name, schema in known.items()}


def _of_success(operation: Operation, status: int, content: str) -> Json:
    known: Json = {}
    if any(f"/schemas/{name}'" in content for name in WITH_ETAG):
        known["ETag"] = TEXT
    if status == HTTPStatus.CREATED and operation.operation_id in WITH_LOCATION:
        known["Location"] = TEXT
    if _takes_a_body(operation) and may_caution(operation.view_func):
        known[HEADER] = TEXT
    if is_repeatable(operation):
        known["Idempotent-Replayed"] = {"type": "string", "enum": ["true"]}
    return known
