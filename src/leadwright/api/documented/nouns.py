"""The shapes of leads, contacts and accounts: they follow from the rows and columns that the answers are read from."""

from typing import Any

from leadwright.accounts.data import FIELDS
from leadwright.accounts.models import Account as AccountRow
from leadwright.api.contact_shapes import CONTACT_LINES
from leadwright.api.documented.columns import Schema, column_schema, or_null, shape
from leadwright.api.documented.fields import VALUES
from leadwright.api.documented.parts import (
    BIRTH,
    AllowedAction,
    Clock,
    CompetitorOfLead,
    ContactOfRow,
    EmailOfContact,
    EqualsBlocked,
    Estimate,
    Interest,
    Member,
    Money,
    NextActivity,
    Party,
    PhoneOfContact,
    ProductLine,
    Reason,
    Warned,
)
from leadwright.api.list_shapes import ROW
from leadwright.contacts.models import Contact as ContactRow
from leadwright.contacts.telling import OWNERS_ALONE
from leadwright.leads.fields import ROWS
from leadwright.leads.fields.kinds import ReadCode, ReadColumn
from leadwright.leads.models import Lead as LeadRow
from leadwright.leads.telling import GUARDED, NAMES, RIGHTS

ACTIONS = list[AllowedAction]
STAMP: Schema = {"type": "string", "format": "date-time"}
TEXT: Schema = {"type": "string"}
HIDDEN = frozenset(name for name in NAMES if name in GUARDED or name in RIGHTS)


def _read_fields() -> dict[str, Any]:
    """Return the schemas of the fields of a lead that read themselves, from the columns that they read."""
    schemas: dict[str, Any] = {}
    for row in ROWS:
        if isinstance(row.read, ReadCode):
            schemas[row.name] = or_null(TEXT, null=LeadRow._meta.get_field(row.read.name).null)
        elif isinstance(row.read, ReadColumn):
            schemas[row.name] = column_schema(LeadRow, row.read.name)
    return schemas


def _row_fields() -> dict[str, Any]:
    """Return the schemas of a lead in a list, from the columns that the list asks for."""
    own = [name for name in ROW if "__" not in name and name not in BESIDE_THE_ROW]
    codes = [name for name in ROW if name.endswith("__code")]
    schemas: dict[str, Any] = {name.removesuffix("_id"): column_schema(LeadRow, name) for name in own}
    for name in codes:
        kind = name.removesuffix("__code")
        schemas[kind] = or_null(TEXT, null=LeadRow._meta.get_field(kind).null)
    return schemas | {
        "code": str,
        "owner": str | None,
        "owner_name": str | None,
        "contact": ContactOfRow | None,
        "target_amount": Money | None,
        "next_due_kind": str | None,
        "next_activity": NextActivity | None,
        "important": bool,
        "fields": VALUES,
    }


BESIDE_THE_ROW = (
    "contact_id",
    "target_amount",
    "target_currency",
    "origin_id",
    "next_due_kind",
    "next_activity",
    "next_activity_at",
    "own_fields",
)
LeadInList = shape("LeadInList", _row_fields(), optional=HIDDEN, words="One lead of a list.")
Contact = shape(
    "Contact",
    {
        "id": int,
        "kind": column_schema(ContactRow, "kind"),
        "title": str,
        **dict.fromkeys(CONTACT_LINES, str),
        "emails": list[EmailOfContact],
        "phones": list[PhoneOfContact],
        "vat_rate": str | None,
        "company": int | None,
        "birth_date": BIRTH,
        "age": int | None,
        "groups": list[str],
        "access_group": int | None,
        "blocked": bool,
        "fields": VALUES,
        "customer": bool,
        "account": int | None,
        "version": int,
    },
    optional=OWNERS_ALONE,
    words="A person or a company; what a lent contact's owner keeps to itself is absent.",
)
ACCOUNT: dict[str, Any] = {
    "number": int,
    "code": str,
    "contact": int,
    "organisation": int,
    "account_class": str | None,
    "credit_rating": str | None,
    **{name: column_schema(AccountRow, name) for name in FIELDS},
    "opened_at": STAMP,
    "opened_from": int | None,
    "updated_at": STAMP,
    "version": int,
}
OWN: dict[str, Any] = {"fields": VALUES}
Account = shape("Account", ACCOUNT | OWN, words="An account receivable.")
AccountWithActions = shape("AccountWithActions", ACCOUNT | OWN | {"allowed_actions": ACTIONS})
Lead = shape(
    "Lead",
    _read_fields()
    | {
        "code": str,
        "opportunity": bool,
        "comment": str,
        "fields": VALUES,
        "owner": str | None,
        "owner_name": str | None,
        "offered_to": str | None,
        "accepted_by": str | None,
        "sender_name": str | None,
        "organisation_name": str | None,
        "unit_name": str | None,
        "contact": Contact | None,
        "email": str,
        "phone": str,
        "account": Account | None,
        "parties": list[Party],
        "interests": list[Interest],
        "warnings": list[Warned],
        "products": list[ProductLine],
        "team": list[Member],
        "competitors": list[CompetitorOfLead],
        "target_amount": Money | None,
        "priority_label": str | None,
        "important": bool,
        "importance_label": str | None,
        "estimate": Estimate,
        "time_to_completion": str | None,
        "time_overdue": str | None,
        "deal_value": Money | None,
        "deal_types": list[str],
        "clocks": list[Clock],
        "next_due_at": or_null(STAMP),
        "next_due_kind": str | None,
        "next_activity": NextActivity | None,
        "allowed_actions": ACTIONS,
    },
    optional=HIDDEN,
    words="A lead with its clocks, its parties and what its reader may do with it; what one may not know is absent.",
)
ContactWithActions = shape(
    "ContactWithActions",
    dict(Contact.__annotations__) | {"equals_blocked": list[EqualsBlocked], "allowed_actions": ACTIONS},
    words="A contact, with the blocked ones that it equals and what may be done.",
)


Match = shape(
    "Match",
    {"contact": Contact, "probability": float, "reasons": list[Reason]},
    words="A contact that may be the same, how probable that is, and why.",
)
