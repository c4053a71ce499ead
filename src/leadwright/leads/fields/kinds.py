"""The kinds of values that fields take, and how each is cleaned and read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.leads import references
from leadwright.leads.cleaning import clean_moment, clean_money, clean_number, clean_text
from leadwright.leads.configuration.levels import MOST
from leadwright.leads.estimate import UNITS
from leadwright.leads.fields.field import Clean, Kind, Read, Surroundings
from leadwright.leads.levels import refuse_unless_supported
from leadwright.leads.models import Lead
from leadwright.leads.states import Scale

TEXT = Kind(schema={"type": "string"}, conversion="text")
CODE = Kind(schema={"type": "string", "description": "a code, such as partner-lead"}, conversion="code")
ID = Kind(schema={"type": "integer", "minimum": 1})
EMAIL = Kind(schema={"type": "string", "format": "email", "description": "the e-mail address of a user"})
MOMENT = Kind(schema={"type": "string", "format": "date-time"}, conversion="date")
PERCENT = Kind(schema={"type": "integer", "minimum": 0, "maximum": 100}, conversion="percentage")
YES_NO = Kind(schema={"type": "boolean"})
CODES = Kind(schema={"type": "array", "items": {"type": "string"}})
MONEY = Kind(
    schema={
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,4})?$"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
        "required": ["amount"],
    },
    conversion="money",
)
ESTIMATE = Kind(
    schema={
        "type": "object",
        "description": "how long it takes from the start; expected_completion_at follows it",
        "properties": {
            "amount": {"type": "integer", "minimum": 1},
            "unit": {"type": "string", "enum": list(reversed(UNITS))},
        },
        "required": ["amount", "unit"],
    }
)
LINES = Kind(
    schema={
        "type": "array",
        "description": "further contacts, each as for POST /leads/{number}/parties",
        "items": {"type": "object"},
    }
)
OWN = Kind(schema={"type": "object", "description": "own fields by their keys; see GET /fields"})
CONTACT = Kind(
    schema={"type": "object", "description": "the id of a contact, or the data of a new one"},
)


def number_between(least: int, most: int) -> Kind:
    """Return the kind of a whole number within limits."""
    return Kind(
        schema={"type": "integer", "minimum": least, "maximum": most},
        conversion="number",
        limits=(least, most),
    )


def level(scale: Scale) -> Kind:
    """Return the kind of a level."""
    return number_between(1, MOST[scale])


def text(name: str, value: Any, _around: Surroundings) -> dict[str, Any]:
    """Clean free text."""
    return {name: clean_text(name, value)}


def number(least: int, most: int) -> Clean:
    """Return what cleans a whole number within limits; an empty one is none."""
    return lambda name, value, _around: {name: clean_number(name, value, least=least, most=most)}


def source(_name: str, value: Any, around: Surroundings) -> dict[str, Any]:
    """Clean the code of a source; the one that the lead has stays, offered or not."""
    return {"source": references.source(value, kept=around.lead.source if around.lead else None)}


def category(_name: str, value: Any, around: Surroundings) -> dict[str, Any]:
    """Clean the code of a category of the lead's type."""
    if around.type is None:
        return {}
    kept = around.lead.category if around.lead else None
    return {"category": references.category(value, kind=around.type, kept=kept)}


def opportunity_kind(_name: str, value: Any, around: Surroundings) -> dict[str, Any]:
    """Clean the code of a kind of opportunities; the one that the lead has stays, offered or not."""
    kept = around.lead.kind if around.lead else None
    return {"kind": references.opportunity_kind(value, kept=kept)}


def step(name: str, value: Any, around: Surroundings) -> dict[str, Any]:
    """Clean a level: one that the definition supports, or the one that the lead has."""
    scale, lead = Scale(name), around.lead
    level = clean_number(name, value, least=1, most=MOST[scale])
    if level is None:
        return {}
    if lead is None or level != getattr(lead, name):
        refuse_unless_supported(scale, level)
    return {name: level}


def target(_name: str, value: Any, around: Surroundings) -> dict[str, Any]:
    """Clean an amount that is aimed at; without currency the usual one is meant."""
    money = clean_money("target_amount", value, currency=around.currency)
    if money is not None and money.amount < 0:
        refuse("FIELD_INVALID", field="target_amount", reason=_("an amount is never negative"))
    if money is None:
        return {"target_amount": None, "target_currency": ""}
    return {"target_amount": money.amount, "target_currency": money.currency}


def moment(name: str, value: Any, _around: Surroundings) -> dict[str, datetime]:
    """Clean a moment; an empty one changes nothing."""
    at = clean_moment(name, value)
    return {} if at is None else {name: at}


@dataclass(frozen=True)
class ReadColumn:
    """Reads a column of a lead as it is."""

    name: str

    def __call__(self, lead: Lead) -> Any:
        """Return its value."""
        return getattr(lead, self.name)


@dataclass(frozen=True)
class ReadCode:
    """Reads the code of the row that a lead refers to."""

    name: str

    def __call__(self, lead: Lead) -> str | None:
        """Return the code, or None where the lead refers to no row."""
        row = getattr(lead, self.name)
        return None if row is None else str(row.code)


def column(name: str) -> Read:
    """Return what reads a column as it is."""
    return ReadColumn(name)


def code(name: str) -> Read:
    """Return what reads the code of the row that a lead refers to."""
    return ReadCode(name)
