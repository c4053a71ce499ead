"""What leads answer to rooms below."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leadwright.fields.models import OwnField
from leadwright.files.shelves import Shelf
from leadwright.foundation.labels import Named, labels_of
from leadwright.foundation.questions import Words
from leadwright.history.questions import Labels, NameRows
from leadwright.leads.actions.filing import SHELF
from leadwright.leads.due_leads import know_due_leads
from leadwright.leads.erasing import places as places_of_person
from leadwright.leads.fields import WORDS
from leadwright.leads.levels import levels_in_words
from leadwright.leads.models import (
    ActivityKind,
    Category,
    Competitor,
    DealSegment,
    DealType,
    Lead,
    LeadDefinition,
    LeadType,
    OpportunityKind,
    OutcomeReason,
    PartyRole,
    Product,
    Source,
    Status,
)
from leadwright.leads.moving import ties_of_contacts
from leadwright.leads.notices import OUTCOMES
from leadwright.leads.occasions import has_passed
from leadwright.leads.rules import rules_in_force
from leadwright.leads.rules_lock import hold_rules
from leadwright.leads.searching import index_numbers
from leadwright.leads.states import CLOCK_NAMES, Scale
from leadwright.leads.telling import own_fields_of
from leadwright.people.models import User

__all__ = [
    "has_passed",
    "hold_subjects",
    "holders_of_files",
    "index_anew",
    "kinds_of_activities",
    "kinds_of_notices",
    "labels_at_hand",
    "names_of_profile",
    "places_of_person",
    "places_of_subject",
    "rows_read_by",
    "rows_with_names",
    "tables_with_fields",
    "ties_of_contacts",
    "words_of_fields",
]

LISTS: Mapping[str, type[Named]] = {
    "status": Status,
    "activity_kind": ActivityKind,
    "lost_reason": OutcomeReason,
    "party_role": PartyRole,
    "product": Product,
    "competitor": Competitor,
}
BY_ID_TOO: Mapping[str, type[Named]] = {
    "source": Source,
    "category": Category,
    "opportunity_kind": OpportunityKind,
}


ROWS: Mapping[str, type[Named]] = {
    "lead_type": LeadType,
    "deal_segment": DealSegment,
    "deal_type": DealType,
    "lead_definition": LeadDefinition,
}


def rows_with_names() -> dict[str, NameRows]:
    """Return what history refers to by code here, beside what the rules in force hold."""
    return {kind: NameRows(model=model, key="code", name="labels") for kind, model in ROWS.items()}


def labels_at_hand() -> dict[str, Labels]:
    """Return what history refers to here and the rules in force hold."""
    return {
        **{kind: partial(_listed, model) for kind, model in LISTS.items()},
        **{kind: partial(_listed_by_both, model) for kind, model in BY_ID_TOO.items()},
        **{scale.value: partial(levels_in_words, scale) for scale in Scale},
        "clock": lambda: {kind: str(name) for kind, name in CLOCK_NAMES.items()},
    }


def _listed(model: type[Named]) -> dict[str, str]:
    return labels_of(rules_in_force().listed(model))


def _listed_by_both(model: type[Named]) -> dict[Any, str]:
    """Return the labels by codes and by ids: what was changed is kept by its id."""
    rows, labels = rules_in_force().listed(model), _listed(model)
    return {**labels, **{row.pk: labels[row.code] for row in rows}}


def places_of_subject(subject: str) -> Iterable[str]:
    """Return the statuses and transitions from which on an own field of leads can be required."""
    if subject != "lead":
        return
    rules = rules_in_force()
    codes = {row.pk: row.code for row in rules.listed(Status)}
    yield from codes.values()
    for rows in rules.transitions.values():
        yield from (f"{codes[row.from_status_id]}>{codes[row.to_status_id]}" for row in rows)


def kinds_of_activities() -> Iterable[str]:
    """Return the codes of the kinds of activities, retired ones too."""
    return (row.code for row in rules_in_force().listed(ActivityKind))


def tables_with_fields() -> dict[str, type[Lead]]:
    """Return the model of this room whose rows have own fields."""
    return {Lead.SUBJECT: Lead}


def index_anew(subject: str, keys: Collection[int]) -> None:
    """Index leads anew after other own fields are searched; the caller holds them."""
    if subject == Lead.SUBJECT:
        index_numbers(keys)


def words_of_fields() -> Words:
    """Return what the fields of a lead are called in a sentence."""
    return WORDS


def kinds_of_notices() -> Mapping[str, str | Promise]:
    """Return of what senders are told; each person can do without some of it."""
    return OUTCOMES


def names_of_profile(profile_id: int) -> list[str]:
    """Name the lead types that open a transition to a profile; nobody else is given it meanwhile."""
    hold_rules()
    kinds = LeadType.objects.filter(transitions__profiles__contains=[profile_id]).distinct()
    return [_("the lead type “%(name)s”") % {"name": kind.label} for kind in kinds]


def hold_subjects(kind: str, ids: Collection[int], *, wait: bool) -> set[int]:
    """Lock leads before their clocks are locked, in the order that their own actions lock in.

    Returns the numbers that are held: not those that are gone, nor without `wait` those that are busy.
    """
    if kind != "lead":
        return set(ids)
    rows = Lead.objects.select_for_update(skip_locked=not wait).filter(pk__in=ids).order_by("pk")
    held = set(rows.values_list("pk", flat=True))
    if not wait:
        know_due_leads(held)
    return held


def rows_read_by(field: OwnField, keys: Collection[int], user: User) -> Iterable[int]:
    """Return those among some leads of which a user may read an own field."""
    if field.subject != Lead.SUBJECT:
        return ()
    rows = Lead.objects.within_reach(user, "lead.view").filter(pk__in=keys)
    return [row.pk for row in rows if field.pk in {known.pk for known in own_fields_of(user, row)}]


def holders_of_files() -> Iterable[Shelf[Lead]]:
    """Return that files hang on leads."""
    return (SHELF,)
