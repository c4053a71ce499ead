"""The shapes of request bodies about leads, as the document tells them."""

from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema, create_model

from leadwright.api.bodies import (
    CODE,
    CODES,
    CONTACT,
    CONTACT_ID,
    COUNTRY,
    EMAIL,
    ID,
    MOMENT,
    MONEY,
    OUTCOME,
    OWN_FIELDS,
    TEXT,
    YES_NO,
    Body,
)
from leadwright.leads.fields import Field, Place, at

ACCOUNT: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "description": "what an account needs; a field that is left out is taken from the contact",
            "properties": {
                "name": {"type": "string"},
                "email": {"type": "string", "format": "email", "description": "where invoices go"},
                "street": {"type": "string"},
                "postcode": {"type": "string"},
                "city": {"type": "string"},
                "country": {"type": "string", "pattern": "^[A-Za-z]{2}$"},
                "vat_number": {"type": "string"},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "payment_days": {"type": "integer", "minimum": 0, "maximum": 365, "default": 30},
            },
        }
    ),
]


MOVES: TypeAlias = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "status": {"type": "string"},
                    "opportunity": {"type": "boolean"},
                    "to": {"type": "string"},
                },
                "required": ["status", "to"],
                "additionalProperties": False,
            },
        }
    ),
]
REVIEW_DAYS: TypeAlias = Annotated[
    Any,
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 3650, "description": "with nurture only"}),
]
DAYS: TypeAlias = Annotated[Any, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 365})]


def _body(place: Place, **instead: Any) -> type[Body]:
    """Return the shape of a body with the fields of a lead that may be set somewhere; `instead` says some otherwise."""
    kinds = {field.name: _annotated(field) for field in at(place)} | instead
    definitions: Any = {name: (kind, None) for name, kind in kinds.items()}
    return create_model("_Fields", __base__=Body, **definitions)


def _annotated(field: Field) -> Any:
    return Annotated[Any, WithJsonSchema(dict(field.kind.schema) if field.kind else {})]


class LeadBody(_body(Place.CREATE, contact=CONTACT)):  # type: ignore[misc]
    """A new lead; for a contact that has leads already, `confirm_new` says that another one is wanted."""


class LeadChange(_body(Place.EDIT, contact=CONTACT_ID)):  # type: ignore[misc]
    """What is to change of a lead; an absent field stays."""


class ExtendBody(Body):
    """What the customer wants now, and where that came from."""

    description: TEXT = None
    source: CODE = None
    target_amount: MONEY = None


class PartyBody(Body):
    """Another contact on a lead: one contact, or a company and a person, with their roles."""

    contact: CONTACT = None
    company: CONTACT = None
    person: CONTACT = None
    role: CODE = None
    person_role: CODE = None


class PartyChange(Body):
    """Other roles, or `main`: from then on this is the contact of the lead."""

    role: CODE = None
    person_role: CODE = None
    main: YES_NO = None


class ProductBody(Body):
    """A product of interest, with questions and extra wishes."""

    product: CODE = None
    notes: TEXT = None


class ProductChange(Body):
    """Other notes on a product of interest."""

    notes: TEXT = None


class MemberBody(Body):
    """Who works on the lead too."""

    user: EMAIL = None


class CompetitorBody(Body):
    """Who else is after the lead."""

    competitor: CODE = None


class NoteBody(Body):
    """A note; the other side, sender or handling company, reads it only if it is `shared`."""

    text: TEXT = None
    shared: YES_NO = None


class NoBody(Body):
    """Nothing is needed."""


class OfferBody(Body):
    """Exactly one of organisation, unit and user."""

    organisation: ID = None
    unit: ID = None
    user: EMAIL = None


class PostponeBody(Body):
    """Until when the clock that runs out next is put off, and why."""

    until: MOMENT = None
    reason: TEXT = None


class RejectBody(Body):
    """Why the lead is turned down; may be left out."""

    reason: TEXT = None


class AssignBody(Body):
    """The new owner, or the unit to move the lead to; and the group of the company that is to own it."""

    owner: EMAIL = None
    unit: ID = None
    group: ID = None


class StatusBody(Body):
    """The status to go to; without it the type's default."""

    status: CODE = None


class QualifyBody(Body):
    """What was found out; description, contact and owner are mandatory each time.

    `review_days` says when a lead that is nurtured is looked at again, if not after those of its type.
    """

    outcome: OUTCOME = None
    reason: CODE = None
    reason_text: TEXT = None
    review_days: REVIEW_DAYS = None
    description: TEXT = None
    contact: CONTACT_ID = None
    owner: EMAIL = None


class ClosingBody(Body):
    """How a lead ended; an opportunity needs deal segment and deal value."""

    status: CODE = None
    deal_segment: CODE = None
    deal_value: MONEY = None
    deal_types: CODES = None
    description: TEXT = None


class WinBody(ClosingBody):
    """How the lead was won; with conversion, the account of a contact that is no customer yet."""

    account: ACCOUNT = None


class ConvertBody(Body):
    """The account of the contact, unless it is a customer already."""

    account: ACCOUNT = None


class LoseBody(ClosingBody):
    """How and why the lead was lost."""

    reason: CODE = None
    reason_text: TEXT = None


class AccountChange(Body):
    """What is to change of an account; an absent field stays."""

    name: TEXT = None
    email: TEXT = None
    street: TEXT = None
    postcode: TEXT = None
    city: TEXT = None
    country: COUNTRY = None
    vat_number: TEXT = None
    currency: TEXT = None
    payment_days: DAYS = None
    account_class: CODE = None
    credit_rating: CODE = None
    fields: OWN_FIELDS = None


class HandOverBody(Body):
    """To which lead type open leads go, and which status those get whose own is not allowed there.

    Without `opportunity` a move is meant for opportunities and for others; a dry run only tells.
    """

    type: CODE = None
    moves: MOVES = None
    dry_run: YES_NO = None
