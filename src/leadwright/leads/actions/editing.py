"""Edit a lead within its state, and delete one that has not begun."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.contacts.actions import refuse_unless_current, refuse_without_version
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields
from leadwright.foundation.text import trimmed
from leadwright.history.facts import Json
from leadwright.history.record import record
from leadwright.leads import fields, own, references
from leadwright.leads.channels import clean_channels
from leadwright.leads.cleaning import tried
from leadwright.leads.dates import basis_of, clean_estimate, settled
from leadwright.leads.facts import LeadDeleted, LeadEdited
from leadwright.leads.gaps import filled
from leadwright.leads.lifecycle import MOVES, Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead, Status
from leadwright.leads.models.offers import Answer
from leadwright.leads.money import amount_in, currency_of
from leadwright.leads.offers import answer_offer
from leadwright.leads.owning import owned_after_move
from leadwright.leads.parties import keep_main, locked_with
from leadwright.leads.questions import is_kind_fixed
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.searching import index
from leadwright.leads.states import State
from leadwright.leads.telling import require_to_know_all
from leadwright.people.access import require
from leadwright.people.models import User

MANDATORY = ("description", "contact", "owner", "status", "estimate", "expected_completion_at")
# Texts lie apart in history, since they can be erased. A status is told by itself, and so is an estimate.
COLUMNS_OF_TEXT = tuple(fields.columns_of(fields.at(fields.Place.EDIT), personal=True, without=("fields",)))
TEXTS = (*COLUMNS_OF_TEXT, "comment")


@action
def edit(number: int, data: Mapping[str, Any], *, by: User, at: datetime, version: int | None) -> Lead:
    """Change a lead on the version that was seen; an absent field stays, an empty mandatory one is refused."""
    lead = locked_with(number, data.get("contact"), by=by)
    _check(lead, Verb.EDIT, version, by=by)
    refuse_unless_current(lead.version, version)
    before, status = _values(lead, by), lead.status.code
    columns = _columns(lead, data, by=by)
    own_before = dict(lead.own_fields)
    comment = columns.pop("comment", before["comment"])
    if comment == before["comment"] and all(getattr(lead, name) == new for name, new in columns.items()):
        return lead
    lead.keep_comment(comment, by.organisation_id)
    lead.store(**columns, at=at)
    keep_main(lead)
    index(lead)
    changes, texts = _differences(before, _values(lead, by))
    texts |= own.texts_of(lead, own_before, by=by)
    fact = LeadEdited(
        lead=lead,
        from_status=status,
        changes=changes,
        texts=texts,
        former_owner_id=before["owner_id"],
        by=by.party(),
        at=at,
    )
    record(fact)
    return lead


WATCHED = (
    *COLUMNS_OF_TEXT,
    *fields.columns_of(fields.at(fields.Place.EDIT), personal=False, without=("status", "estimate")),
    "estimate",
)


def _values(lead: Lead, by: User) -> dict[str, Any]:
    """Return what an edit can change, as it is now; the comment is that of the editor's own company."""
    values = {name: getattr(lead, name) for name in WATCHED}
    return values | {"comment": lead.comment_of(by.organisation_id)}


def _check(lead: Lead, verb: Verb, version: int | None, *, by: User) -> None:
    """Refuse who may not, then what names no version, then what the lead's state forbids."""
    require(by, MOVES[verb].permission, lead)
    refuse_without_version(version)
    check(lead, verb, by=by)


def _columns(lead: Lead, data: Mapping[str, Any], *, by: User) -> dict[str, Any]:
    require_to_know_all(by, data)
    faults = fields.unwritable(data, fields.EDIT)
    for name in MANDATORY:
        if name in data and _is_empty(data[name]):
            faults.append(field_error(name, "FIELD_REQUIRED"))
    around = fields.Surroundings(currency=currency_of(lead), type=lead.type, lead=lead)
    columns = fields.clean(data, faults, around)
    if "kind" in columns and columns["kind"] != lead.kind and is_kind_fixed(lead):
        refuse("KIND_FIXED", field="kind")
    columns |= own.changed(lead, data, faults, by=by, currency=currency_of(lead))
    columns |= _dates(lead, data, columns, faults)
    country = (lead.contact.country if lead.contact else "") or lead.origin.country
    columns |= clean_channels(data, faults, country=country)
    columns |= _owner(lead, data.get("owner"), faults) | _contact(lead, data.get("contact"), by, faults)
    refuse_fields(faults)
    return columns | _status(lead, data.get("status"), columns, by) | filled(lead, columns)


def _is_empty(value: Any) -> bool:
    return value in (None, "", {}) or (isinstance(value, str) and not trimmed(value))


def _dates(
    lead: Lead, data: Mapping[str, Any], columns: dict[str, Any], faults: list[FieldError]
) -> dict[str, Any]:
    """Let the estimate and the expected completion follow each other; what is said again changes nothing."""
    given = tried(faults, lambda: clean_estimate(data.get("estimate"))) or {}
    if given and f"{given['estimate_amount']} {given['estimate_unit']}" == lead.estimate:
        given = {}
    if columns.get("expected_completion_at") == lead.expected_completion_at:
        columns.pop("expected_completion_at")
    return tried(faults, lambda: settled(columns | given, **basis_of(lead))) or {}


def _owner(lead: Lead, email: Any, faults: list[FieldError]) -> dict[str, Any]:
    if email in (None, ""):
        return {}
    if lead.owner is not None and str(email).lower() == lead.owner.email:
        return {}
    if lead.is_waiting or lead.organisation_id is None:
        faults.append(field_error("owner", "FIELD_READ_ONLY"))
        return {}
    chosen = tried(faults, lambda: references.owner(email, organisation_id=lead.organisation_id))
    if chosen is None:
        return {}
    return {"owner": chosen, "unit": chosen.unit, **owned_after_move(lead, chosen.unit)}


def _contact(lead: Lead, given: Any, by: User, faults: list[FieldError]) -> dict[str, Any]:
    if given in (None, "", {}):
        return {}
    pk = given.get("id") if isinstance(given, Mapping) else given
    chosen = tried(faults, lambda: references.contact(pk, by=by, lead=lead))
    return {} if chosen is None else {"contact": chosen}


def _status(lead: Lead, code: Any, columns: dict[str, Any], by: User) -> dict[str, Status]:
    if code in (None, "", lead.status.code):
        return {}
    if not isinstance(code, str):
        refuse("FIELD_INVALID", field="status", reason=_("it must be a code"))
    if lead.is_waiting:
        refuse("ACCEPTANCE_PENDING")
    return {"status": Rulebook(lead.type, by).chosen(lead, code, State(lead.state), columns=columns)}


def _differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Json], dict[str, str]]:
    changes: dict[str, Json] = {}
    texts: dict[str, str] = {}
    for name, old in before.items():
        new = after[name]
        if old == new:
            continue
        if name in TEXTS:
            texts |= {f"{name}_from": old, f"{name}_to": new}
        else:
            changes[name.removesuffix("_id")] = [_plain(old), _plain(new)]
    changes |= {name: [_plain(before[name]), _plain(after[name])] for name in amount_in(changes)}
    return changes, {name: text for name, text in texts.items() if text}


def _plain(value: Any) -> Json:
    return value if value is None or isinstance(value, int) else str(value)


@action
def delete(number: int, *, by: User, at: datetime, version: int | None) -> None:
    """Take a pending lead out of all lists; its history stays and its number is not used again."""
    lead = locked(number, by=by)
    _check(lead, Verb.DELETE, version, by=by)
    refuse_unless_current(lead.version, version)
    answer_offer(lead, Answer.WITHDRAWN, by=by, at=at)
    lead.store(deleted_at=at, at=at)
    record(LeadDeleted(lead=lead, by=by.party(), at=at))
