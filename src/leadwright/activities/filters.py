"""The filters and orders of a list of activities, a row each: page and API draw from here."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from leadwright.activities.models import (
    Activity,
    ActivityFacet,
    ActivityQuerySet,
    Participant,
    with_participants,
)
from leadwright.activities.states import OPEN, ActivityState, Direction
from leadwright.contacts.models import Contact
from leadwright.fields.filtering import Faceted, with_own
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Sees
from leadwright.leads.filter_values import LEAD, coded
from leadwright.leads.models import ActivityKind
from leadwright.leads.rules import rules_in_force
from leadwright.leads.work_fields import fields_of_activities
from leadwright.people.filter_kinds import ANYBODY, DAY, ME, TEXT, closed, colleague, row
from leadwright.people.filtering import Chosen, Filter, FilterTable, Order
from leadwright.people.models import User
from leadwright.people.narrowing import from_day, holding, of_colleague, up_to_day

Narrow = Callable[[ActivityQuerySet], ActivityQuerySet]
STATES = {"open": _("open"), "overdue": _("overdue"), **dict(ActivityState.choices)}
KINDS: dict[str, type] = {"starts_at": datetime, "id": int}


def _of_kinds(rows: ActivityQuerySet, codes: Collection[str], chosen: Chosen) -> ActivityQuerySet:
    keys = [kind.pk for kind in rules_in_force().listed(ActivityKind) if kind.code in codes]
    return rows.filter(kind__in=keys)


def _in_states(rows: ActivityQuerySet, values: Collection[str], chosen: Chosen) -> ActivityQuerySet:
    states = {*values, *(OPEN if "open" in values else ())} - {"open", "overdue"}
    some = Q(state__in=sorted(states))
    if "overdue" in values:
        at = chosen.reader.at
        late = Q(ends_at__lt=at) | Q(ends_at=None, starts_at__lt=at)
        some |= late & Q(state__in=OPEN)
    return rows.filter(some)


def _of_contact(rows: ActivityQuerySet, pk: int, chosen: Chosen) -> ActivityQuerySet:
    """Take those in which a contact takes part, or anybody of a company."""
    contacts = Contact.objects.filter(Q(pk=pk) | Q(company=pk)).values("pk")
    lines = Participant.objects.filter(activity=OuterRef("pk"), contact__in=contacts)
    return rows.filter(Exists(lines))


OWNER = colleague({ME: _("me"), ANYBODY: _("anybody")})
CONTACT = row(lambda pk, reader: _sees_contact(pk, reader.user))


def _sees_contact(pk: int, user: User) -> bool:
    rows: Any = Contact.objects.within_reach(user, "contact.view")
    return bool(rows.filter(pk=pk).exists())


FILTERS: tuple[Filter[ActivityQuerySet], ...] = (
    Filter(
        name="q",
        words=_("Text"),
        kind=TEXT,
        narrow=holding("subject", "details", "notes"),
        hint=_("words of subject, details or notes"),
    ),
    Filter(name="kind", words=_("Kind"), kind=coded(ActivityKind), many=True, narrow=_of_kinds),
    Filter(name="state", words=_("State"), kind=closed(STATES), many=True, narrow=_in_states),
    Filter(
        name="owner",
        words=_("Who does it"),
        kind=OWNER,
        narrow=of_colleague,
        hint=_("me, any, or an e-mail address"),
    ),
    Filter(
        name="direction",
        words=_("Direction"),
        kind=closed(dict(Direction.choices)),
        narrow=lambda rows, value, chosen: rows.filter(direction=value),
    ),
    Filter(
        name="lead",
        words=_("Lead"),
        kind=LEAD,
        narrow=lambda rows, value, chosen: rows.filter(lead=value),
        followed=True,
    ),
    Filter(name="contact", words=_("Contact"), kind=CONTACT, narrow=_of_contact, followed=True),
    Filter(
        name="from",
        words=_("From"),
        kind=DAY,
        narrow=from_day("starts_at"),
    ),
    Filter(
        name="to",
        words=_("Up to"),
        kind=DAY,
        narrow=up_to_day("starts_at"),
    ),
)
ORDERS = (
    Order(
        name="at",
        words=_("Latest first"),
        words_down=_("Earliest first"),
        columns=("starts_at", "id"),
        index="of_a_company",
        falls=True,
    ),
)
ACTIVITIES: FilterTable[ActivityQuerySet] = FilterTable(filters=FILTERS, orders=ORDERS, usual_order="at")


def activities_for(user: User) -> FilterTable[ActivityQuerySet]:
    """Return the filters of activities with those by the own fields that a user knows; the order is by time alone."""
    own = with_own(ACTIVITIES, fields_of_activities(user), FACETED, by=user)
    return replace(own, orders=ACTIVITIES.orders)


def _knowing(rows: ActivityQuerySet, field: OwnField, user: User) -> ActivityQuerySet:
    """Keep the activities of which a user knows a field: of shared ones those for all that both companies see."""
    is_common = field.sees == Sees.BOTH and field.organisation_id is None
    return rows if is_common else rows.filter(organisation=user.organisation_id)


FACETED = Faceted(facets=ActivityFacet, sided=_knowing)


def page(chosen: Chosen, *, size: int, after: tuple[Any, ...] | None = None) -> list[Activity]:
    """Return the next activities within reach that fit all that was chosen, in its order.

    Each side is asked for itself, so that the index of each says where to go on.
    """
    direction = next(row for row in ACTIVITIES.directions() if row.name == chosen.order)
    columns, falls = direction.columns, direction.falls
    user, rows = chosen.reader.user, Activity.objects.with_surroundings()
    table = activities_for(user)
    result: list[Activity] = []
    for side in (rows.of_own_side(user), rows.of_other_side(user)):
        narrowed = table.narrow(side, chosen)
        if after is not None:
            narrowed = narrowed.after_columns(columns, after, falls=falls)
        result += narrowed.order_by(*(f"-{name}" if falls else name for name in columns))[:size]
    result.sort(key=attrgetter(*columns), reverse=falls)
    prefetch_related_objects(result[:size], with_participants())
    return result[:size]
