"""What is sent of a new lead, read once: references looked up, values cleaned, all faults named together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.actions import enter, linkable_new
from leadwright.contacts.actions.entering import KNOWN
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import FieldError, Refused, field_error, refuse_fields
from leadwright.leads import fields, own, references
from leadwright.leads.actions.joining import MOST
from leadwright.leads.channels import clean_channels
from leadwright.leads.cleaning import tried
from leadwright.leads.dates import clean_estimate, settled
from leadwright.leads.models import LeadType, PartyRole
from leadwright.leads.money import currency_of_company
from leadwright.leads.parties import chosen_roles, key_in
from leadwright.leads.questions import needed_channels
from leadwright.people.access import may
from leadwright.people.models import Group, Unit, User

# Whoever enters a lead is its sender and, until it is offered, handles it too.
BOTH_SIDES = ("sender", "handler")


@dataclass(frozen=True, kw_only=True)
class NewLead:
    """A lead as it was sent, ready to be stored; `columns` are those that its fields clean to.

    `lines` are its further contacts, entered once the lead has a number.
    """

    type: LeadType
    contact: Contact
    is_known_contact: bool
    is_confirmed: bool
    columns: Mapping[str, Any]
    comment: str
    roles: Mapping[str, PartyRole | None]
    lines: tuple[Mapping[str, Any], ...]
    owner: User | None
    unit: Unit | None
    group: Group | None

    @property
    def home(self) -> Unit | None:
        """The unit that the lead is for: its owner's, else the one that was chosen."""
        return self.owner.unit if self.owner else self.unit


def draft_of(data: Mapping[str, Any], *, by: User, at: datetime) -> NewLead:
    """Read what was sent, and enter the contact if it is a new one; whoever calls holds contacts and rules."""
    country = by.organisation.country
    faults = fields.unwritable(data, fields.CREATE)
    kind = _type(data, faults, by)
    currency = currency_of_company(by.organisation)
    columns = fields.clean(data, faults, fields.Surroundings(currency=currency, type=kind))
    columns |= own.begun(data, BOTH_SIDES, faults, by=by, currency=currency)
    columns |= clean_channels(data, faults, country=country)
    columns |= _dates(data, columns, faults, kind, by=by, at=at)
    owner, unit = _assignment(data, by, faults)
    group = tried(faults, lambda: references.owning_group(data.get("group"), by=by))
    is_confirmed = _confirmed(data.get("confirm_new"), faults)
    roles = chosen_roles(data, faults)
    lines = _lines(data.get("parties"), faults)
    contact = _contact(data.get("contact"), by, at, faults)
    faults += _unreachable(kind, contact, columns, by=by, at=at)
    refuse_fields(faults)
    if kind is None or contact is None:
        raise Refused("FIELD_REQUIRED", field="contact" if kind else "type")
    return NewLead(
        type=kind,
        contact=contact,
        is_known_contact=_is_known(data["contact"]),
        is_confirmed=is_confirmed,
        comment=columns.pop("comment", ""),
        columns=columns,
        roles=roles,
        lines=tuple(lines),
        owner=owner,
        unit=unit,
        group=group,
    )


def named_contacts(data: Mapping[str, Any]) -> set[int]:
    """Return the contacts that a new lead names by their ids: they are held before the rules, as everywhere."""
    lines = data.get("parties")
    named = [line for line in lines if isinstance(line, Mapping)] if isinstance(lines, list) else []
    given = [
        data.get("contact"),
        *(line.get(side) for line in named for side in ("contact", "company", "person")),
    ]
    return {pk for pk in map(key_in, given) if pk is not None}


def _unreachable(
    kind: LeadType | None, contact: Contact | None, columns: Mapping[str, Any], *, by: User, at: datetime
) -> list[FieldError]:
    """Say which address or number is missing that leads of this type cannot be without."""
    if kind is None or contact is None:
        return []
    known = {"contact_email": contact.email, "contact_phone": contact.phone}
    needed = needed_channels(kind.code, by.organisation_id, at=at)
    lacking = [name for name in sorted(needed) if not (columns.get(name) or known[name])]
    return [field_error(name, "FIELD_REQUIRED") for name in lacking]


def _confirmed(given: Any, faults: list[FieldError]) -> bool:
    if not isinstance(given, bool | None):
        faults.append(field_error("confirm_new", "FIELD_INVALID", reason=_("it is true or false")))
    return given is True


def _lines(given: Any, faults: list[FieldError]) -> list[Mapping[str, Any]]:
    if given in (None, ""):
        return []
    if isinstance(given, list) and len(given) <= MOST and all(isinstance(row, Mapping) for row in given):
        return given
    faults.append(field_error("parties", "FIELD_INVALID", reason=_("it must be a list of objects")))
    return []


def _type(data: Mapping[str, Any], faults: list[FieldError], by: User) -> LeadType | None:
    if data.get("type") in (None, ""):
        faults.append(field_error("type", "FIELD_REQUIRED"))
        return None
    return tried(faults, lambda: references.lead_type(data["type"], unit=by.unit))


def _dates(
    data: Mapping[str, Any],
    columns: dict[str, Any],
    faults: list[FieldError],
    kind: LeadType | None,
    *,
    by: User,
    at: datetime,
) -> dict[str, Any]:
    """Return estimate and expected completion: as they are given, else as the type has them."""
    given = columns | (tried(faults, lambda: clean_estimate(data.get("estimate"))) or {})
    if kind is not None and not {"estimate_amount", "expected_completion_at"} & given.keys():
        given |= {"estimate_amount": kind.estimate_amount, "estimate_unit": kind.estimate_unit}
    zone = by.organisation.time_zone
    return tried(faults, lambda: settled(given, start=at, time_zone=zone)) or {}


def _contact(given: Any, by: User, at: datetime, faults: list[FieldError]) -> Contact | None:
    if given in (None, "", {}):
        faults.append(field_error("contact", "FIELD_REQUIRED"))
        return None
    if not isinstance(given, Mapping):
        return tried(faults, lambda: references.contact(given, by=by))
    if set(given) - {"id", *KNOWN}:
        faults.append(field_error("contact", "FIELD_INVALID", reason=_("it has fields that are not known")))
        return None
    if given.get("id") not in (None, ""):
        return tried(faults, lambda: references.contact(given["id"], by=by))
    return tried(faults, lambda: _entered(given, by=by, at=at))


def _is_known(given: Any) -> bool:
    """Tell whether a contact is named by its id; one that is entered with the lead has no leads yet."""
    return not isinstance(given, Mapping) or given.get("id") not in (None, "")


def _entered(given: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
    return linkable_new(enter(given, by=by, at=at, prefix="contact."), by=by)


def _assignment(
    data: Mapping[str, Any], by: User, faults: list[FieldError]
) -> tuple[User | None, Unit | None]:
    email, unit_id = data.get("owner"), data.get("unit")
    if not email and not unit_id:
        if not may(by, "lead.offer"):
            faults.extend(field_error(name, "FIELD_REQUIRED") for name in ("unit", "owner"))
        return None, None
    if may(by, "lead.offer"):
        user = tried(faults, lambda: references.target_user(email, by=by)) if email else None
        unit = tried(faults, lambda: references.target_unit(unit_id, by=by)) if unit_id else None
        return user, unit
    organisation = by.organisation_id
    user = tried(faults, lambda: references.owner(email, organisation_id=organisation)) if email else None
    unit = (
        tried(faults, lambda: references.own_unit(unit_id, organisation_id=organisation)) if unit_id else None
    )
    return user, unit
