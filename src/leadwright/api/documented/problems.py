"""How the document tells of problems: one shape, and for each status the codes of the refusals that have it."""

from typing import Any

from leadwright.foundation.sentences import REFUSALS

PROBLEM = "application/problem+json"
# A wrong parameter of an address is 400 whatever its code.
IN_ADDRESSES = ("FIELD_INVALID",)
ERROR: dict[str, Any] = {
    "type": "object",
    "properties": {
        "pointer": {"type": "string", "description": "the field, as a JSON Pointer (RFC 6901)"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
    "required": ["pointer", "detail", "code"],
}


def refusal_codes(status: int) -> list[str]:
    """Return the codes that a status can have."""
    own = {code for code, refusal in REFUSALS.items() if refusal.status == status}
    return sorted(own | set(IN_ADDRESSES if status == 400 else ()))


def problem_schema(status: int) -> dict[str, Any]:
    """Return the shape of a problem with this status; a stale version comes with what is stored now."""
    properties: dict[str, Any] = {
        "type": {"type": "string", "enum": ["about:blank"]},
        "title": {"type": "string"},
        "status": {"type": "integer", "enum": [status]},
        "detail": {"type": "string", "description": "what is wrong and what to do, in the reader's language"},
        "instance": {"type": "string"},
        "code": {"type": "string", "enum": refusal_codes(status)},
        "errors": {"type": "array", "items": ERROR},
        "trace_id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    }
    required = list(properties)
    properties["errors_left_out"] = {"type": "integer", "minimum": 1}
    properties |= _beside(status)
    return {"title": f"Problem {status}", "type": "object", "properties": properties, "required": required}


def _beside(status: int) -> dict[str, Any]:
    if status == 403:
        return {"permission": {"type": "string"}}
    if status == 409:
        current: dict[str, Any] = {"type": "object", "description": "what is stored now"}
        return {
            "current": current,
            "current_version": {"type": "integer"},
            "leads": {"type": "array", "items": {"type": "object"}},
        }
    return {}
