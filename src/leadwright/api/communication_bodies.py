"""The bodies that the API takes for communications and templates."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema

from leadwright.api.bodies import CODE, CODES, ID, TEXT, YES_NO, Body
from leadwright.api.documented.communication import DIRECTION, TEXTS
from leadwright.api.field_shapes import LABEL, ORDER
from leadwright.communication.enclosing import MOST_FILES
from leadwright.communication.recipients import MOST_RECIPIENTS

DAY: TypeAlias = Annotated[
    Any, WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
]
UNITS: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "array", "items": {"type": "integer", "minimum": 1}})
]
FILES: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 1},
            "maxItems": MOST_FILES,
            "description": "files of the lead, by their ids, that a mail carries",
        }
    ),
]
LANGUAGE: TypeAlias = Annotated[
    Any, WithJsonSchema({"type": "string", "description": "a language of the product, such as nl"})
]


RECIPIENT: dict[str, Any] = {
    "oneOf": [
        {"type": "string", "format": "email"},
        {
            "type": "object",
            "properties": {"contact": {"type": "integer", "minimum": 1}},
            "required": ["contact"],
        },
        {"type": "object", "properties": {"address": {"type": "string"}}, "required": ["address"]},
    ]
}


def _recipients(words: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "array", "items": RECIPIENT, "maxItems": MOST_RECIPIENTS, "description": words}
    )


TO: TypeAlias = Annotated[
    Any,
    _recipients(
        "whom a mail goes to: contacts of the lead by their ids, and addresses; left out, the contact of the lead"
    ),
]
CC: TypeAlias = Annotated[Any, _recipients("who else gets it, named in the line Cc")]


class CommunicateBody(Body):
    """What is said, with tags; what is left out is taken from the `template`."""

    medium: CODE = None
    direction: DIRECTION = None
    subject: TEXT = None
    body: TEXT = None
    template: ID = None
    language: LANGUAGE = None
    marketing: YES_NO = None
    sender: CODE = None
    purpose: CODE = None
    shared: YES_NO = None
    files: FILES = None
    to: TO = None
    cc: CC = None


class TemplateChange(Body):
    """What is to change of a template; an absent part stays."""

    label: LABEL = None
    texts: TEXTS | None = None
    medium: CODE = None
    units: UNITS = None
    effective_from: DAY = None
    effective_until: DAY = None
    marketing: YES_NO = None
    sender: CODE = None
    purpose: CODE = None
    sent_for_types: CODES = None
    sent_for_products: CODES = None
    order: ORDER = None


class TemplateBody(TemplateChange):
    """A new template: for all companies, or with `own` for one's own alone."""

    code: TEXT = None
    own: YES_NO = None
