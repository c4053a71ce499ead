"""Media and templates as plain data: what the configuration file says of them, in the form of the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leadwright.communication.models import Target

# What a part says that is not given; label, texts and medium have to be.
USUAL: Mapping[str, Mapping[str, Any]] = {
    "media": {
        "label": None,
        "target": Target.NONE.value,
        "limit": None,
        "consent_channel": "",
        "order": 0,
        "retired": False,
    },
    "templates": {
        "label": None,
        "texts": None,
        "medium": None,
        "units": [],
        "effective_from": None,
        "effective_until": None,
        "marketing": False,
        "sender": None,
        "purpose": None,
        "sent_for_types": [],
        "sent_for_products": [],
        "order": 0,
        "retired": False,
    },
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A medium or a template as it is to be; a part that is not given is as usual."""

    code: str
    parts: Mapping[str, Any] = field(default_factory=dict)

    def all_parts(self, kind: str) -> dict[str, Any]:
        """Return every part, the usual ones too."""
        return {**USUAL[kind], **self.parts}


@dataclass(frozen=True, kw_only=True)
class Plans:
    """What a file says of both; of what it does not speak all stays as it is."""

    media: tuple[Plan, ...] | None = None
    templates: tuple[Plan, ...] | None = None
