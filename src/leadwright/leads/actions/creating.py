"""Enter a lead: into the sender's queue, straight to somebody, or as one's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.contacts.actions import enter, hold, linkable_new
from leadwright.contacts.actions.entering import KNOWN
from leadwright.contacts.models import Contact
from leadwright.foundation.money import currency_of_country
from leadwright.foundation.refusals import FieldError, Refused, field_error, refuse_fields
from leadwright.history.record import record
from leadwright.leads import fields, references
from leadwright.leads.actions.joining import MOST, joined
from leadwright.leads.actions.offering import Target, place_offer
from leadwright.leads.channels import clean_channels
from leadwright.leads.cleaning import tried
from leadwright.leads.dates import clean_estimate, settled
from leadwright.leads.existing import refuse_unless_confirmed
from leadwright.leads.facts import LeadCreated
from leadwright.leads.levels import usual_levels
from leadwright.leads.models import Lead, LeadType
from leadwright.leads.owning import owned_at_first
from leadwright.leads.parties import begin_main, chosen_roles, key_in
from leadwright.leads.rulebook import Rulebook, active_definition
from leadwright.leads.rules_lock import hold_rules
from leadwright.leads.searching import index
from leadwright.leads.states import Acceptance
from leadwright.leads.telling import require_to_know_all
from leadwright.people.access import may, require
from leadwright.people.models import Unit, User


def _known_contacts(data: Mapping[str, Any]) -> set[int]:
    """Return the contacts that a new lead names by their ids: they are held before the rules, as everywhere."""
    lines = data.get("parties")
    named = [line for line in lines if isinstance(line, Mapping)] if isinstance(lines, list) else []
    given = [
        data.get("contact"),
        *(line.get(side) for line in named for side in ("contact", "company", "person")),
    ]
    return {pk for pk in map(key_in, given) if pk is not None}


@transaction.atomic
def create(data: Mapping[str, Any], *, by: User, at: datetime) -> Lead:
    """Enter a lead; all faults are told at once. A distributor may leave it unassigned: that is the queue."""
    require(by, "lead.create")
    require_to_know_all(by, {name: value for name, value in data.items() if value not in (None, "")})
    hold(_known_contacts(data))
    hold_rules()
    definition = active_definition()
    faults = fields.unwritable(data, fields.CREATE)
    kind = _type(data, faults, by)
    currency = currency_of_country(by.organisation.country, otherwise=definition.default_currency)
    columns = fields.clean(data, faults, fields.Surroundings(currency=currency, type=kind))
    columns |= clean_channels(data, faults, country=by.organisation.country)
    columns |= _dates(data, columns, faults, kind, by=by, at=at)
    owner, unit = _assignment(data, by, faults)
    group = tried(faults, lambda: references.owning_group(data.get("group"), by=by))
    confirmed = _confirmed(data.get("confirm_new"), faults)
    roles = chosen_roles(data, faults)
    lines = _lines(data.get("parties"), faults)
    contact = _contact(data.get("contact"), by, at, faults)
    refuse_fields(faults)
    if kind is None or contact is None:
        raise Refused("FIELD_REQUIRED", field="contact" if kind else "type")
    if _is_known(data["contact"]):
        refuse_unless_confirmed(contact, columns.get("source"), confirmed, by=by)
    assigned = _first_assignment(owner, unit, by)
    assigned |= owned_at_first(contact, assigned["group"], by.organisation_id, group)
    comment = columns.pop("comment", "")
    lead = _stored(kind, contact, columns, by=by, at=at, assigned=assigned)
    lead.keep_comment(comment, by.organisation_id)
    main = begin_main(lead, contact, **roles)
    for place, line in enumerate(lines):
        joined(lead, line, by=by, at=at, prefix=f"parties.{place}.")
    index(lead, lines=None if lines else [main], wishes=())
    record(LeadCreated(lead=lead, by=by.party(), at=at))
    return _handed_over(lead, owner, unit, by=by, at=at)


@transaction.atomic
def contact_for(data: Mapping[str, Any], *, by: User, at: datetime) -> Contact:
    """Enter a contact for a lead that is being made; one that is blocked at once is not entered for that."""
    require(by, "lead.create")
    return linkable_new(enter(data, by=by, at=at), by=by, field="blocked")


def _confirmed(given: Any, faults: list[FieldError]) -> bool:
    if not isinstance(given, bool | None):
        faults.append(field_error("confirm_new", "FIELD_INVALID", reason=_("it is true or false")))
    return given is True


def _lines(given: Any, faults: list[FieldError]) -> list[Mapping[str, Any]]:
    if given in (None, ""):
        return []
    if isinstance(given, list) and len(given) <= MOST and all(isinstance(one, Mapping) for one in given):
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


def _first_assignment(owner: User | None, unit: Unit | None, by: User) -> dict[str, Any]:
    """Return the places of the new row: the queue for a distributor, own hands for anyone else."""
    if may(by, "lead.offer"):
        return {"sender": by.organisation, "group": by.unit.group}
    places: dict[str, Any] = {"organisation": by.organisation, "owner": owner}
    home = owner.unit if owner else unit
    waiting = Acceptance.NOT_NEEDED if owner else Acceptance.AWAITING
    return places | {"unit": home, "group": home and home.group, "acceptance": waiting}


def _handed_over(lead: Lead, owner: User | None, unit: Unit | None, *, by: User, at: datetime) -> Lead:
    home = owner.unit if owner else unit
    if home is None or not may(by, "lead.offer"):
        return lead
    return place_offer(lead, Target(home, owner), by=by, at=at)


def _stored(
    kind: LeadType,
    contact: Contact,
    columns: dict[str, Any],
    *,
    by: User,
    at: datetime,
    assigned: dict[str, Any],
) -> Lead:
    status = Rulebook(kind).initial()
    values = usual_levels(kind)
    places = {"origin": by.organisation, "created_by": by, "contact": contact}
    lead = Lead(
        type=kind,
        status=status,
        state=status.state,
        started_at=at,
        updated_at=at,
        **(places | assigned | values | columns),
    )
    lead.save(force_insert=True)
    return lead
