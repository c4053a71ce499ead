"""The shapes of communications, templates, media and tags."""

from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from leadwright.api.documented.fields import LABELS
from leadwright.communication.models import Direction, Role, Target
from leadwright.messages.models import MessageState

TEXTS: TypeAlias = Annotated[
    dict[str, dict[str, str]],
    WithJsonSchema(
        {
            "type": "object",
            "description": "by language, a subject and a body with tags",
            "additionalProperties": {
                "type": "object",
                "properties": {"subject": {"type": "string"}, "body": {"type": "string"}},
            },
        }
    ),
]
DIRECTION: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Direction.values)})]
ROLE: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Role.values)})]
TARGET: TypeAlias = Annotated[Any, WithJsonSchema({"type": "string", "enum": list(Target.values)})]
STATE: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "description": "where the mail is; null of what the product does not send",
            "anyOf": [{"type": "string", "enum": list(MessageState.values)}, {"type": "null"}],
        }
    ),
]


class Enclosure(TypedDict):
    """A file that a mail carries; its `id` is null once it was deleted, and for whoever may not read it."""

    id: int | None
    name: str
    size: int


class Recipient(TypedDict):
    """Somebody a mail went to: in which line of its head, at which address, and where that mail is."""

    role: ROLE
    address: str
    delivery: STATE


class Communication(TypedDict):
    """What was said to the contact of a lead, or by it."""

    id: int
    at: datetime
    by: str
    by_name: str
    organisation: int
    medium: str
    direction: DIRECTION
    address: str
    subject: str
    text: str
    template: int | None
    marketing: bool
    sender: str | None
    purpose: str | None
    automatic: bool
    shared: bool
    files: list[Enclosure]
    recipients: list[Recipient]
    delivery: STATE


class Template(TypedDict):
    """A text with tags: for all companies, or one's own."""

    id: int
    code: str
    organisation: int | None
    label: LABELS
    texts: TEXTS
    medium: str
    units: list[int]
    effective_from: date | None
    effective_until: date | None
    marketing: bool
    sender: str | None
    purpose: str | None
    sent_for_types: list[str]
    sent_for_products: list[str]
    order: int
    retired: bool
    version: int


class Medium(TypedDict):
    """By what people communicate, and how many characters it carries."""

    code: str
    label: str
    target: TARGET
    limit: int | None
    consent_channel: str
    retired: bool


class Tag(TypedDict):
    """What can stand in a text, written with a # in front."""

    name: str
    label: str
