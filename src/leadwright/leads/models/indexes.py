"""The indexes of leads, each with the questions that it answers: an index that answers none is only written.

A list is of what a company sent or of what it handles, so that these two places lead the way. A few leads that
are often asked for have small indexes of their own, which hold no others.
"""

from collections.abc import Iterator, Mapping

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from leadwright.leads.orders import CLOCK, ORDERS
from leadwright.leads.states import OPEN, Acceptance

PLACES = {"sent": "origin", "org": "organisation"}
PRESENT = Q(deleted_at=None)
ORDERED = {order.index: order.columns for order in ORDERS}
# The columns behind the place, and of which leads alone; all are in the usual order of the list.
NARROWED: Mapping[str, tuple[tuple[str, ...], Q]] = {
    "state": (("state", "status", *CLOCK), Q()),
    "source": (("source", *CLOCK), Q()),
    "level": (("importance", *CLOCK), Q()),
    "kind": (("qualification", *CLOCK), Q()),
    "start": (("started_at", "number"), Q()),
    "done": (("completed_at", "number"), Q(completed_at__isnull=False)),
    "category": (("category", *CLOCK), Q(category__isnull=False)),
    "accept": (("acceptance", *CLOCK), ~Q(acceptance=Acceptance.ACCEPTED)),
    "gap": (CLOCK, ~Q(gaps=[])),
    "next": (("next_activity_at", "number"), Q(next_activity_at__isnull=False)),
    "idle": (CLOCK, Q(next_activity_at=None, state__in=OPEN)),
    "step": (CLOCK, ~Q(steps=[])),
    "sale": (("kind", *CLOCK), Q(kind__isnull=False)),
    "drop": (("step_when_lost", "rank", "number"), ~Q(step_when_lost="")),
    "lost": (("lost_reason", "rank", "number"), Q(lost_reason__isnull=False)),
}
# What the sender does not know, so that no list of what was sent is narrowed by it.
OF_HANDLERS = ("next", "idle", "step", "sale")
# What filters of a list are answered by; an order names its own index.
FILTERS: Mapping[str, str] = {
    **dict.fromkeys(
        ("overdue", "due", "type", "sender", "opportunity", "sale", "product", "competitor"), "clock"
    ),
    "partner": "org_clock",
    "owner": "own_clock",
    "unit": "unit_clock",
    "group": "grp_clock",
    "priority": "prio",
    "importance": "level",
    "important": "level",
    "qualification": "kind",
    "acceptance": "accept",
    "state": "state",
    "status": "state",
    "category": "category",
    "source": "source",
    "gap": "gap",
    "next_activity": "next",
    "kind": "sale",
    "step": "step",
    "step_when_lost": "drop",
    "lost_reason": "lost",
    "closed": "done",
    "completed_from": "done",
    "completed_to": "done",
    "started_from": "start",
    "started_to": "start",
    "expected_from": "expect",
    "expected_to": "expect",
    "past_expected": "expect",
    "amount_from": "amount",
    "amount_to": "amount",
    "currency": "amount",
    "q": "by_word",
    "contact": "of_a_contact",
    "account": "of_an_account",
}
# What else is asked of leads, and the index that answers it.
OTHERS: Mapping[str, str] = {
    "queue": "the overview of who hands out leads",
    "by_team": "the leads of a team that somebody works in",
    "by_gap_named": "a gap that hardly a lead has",
    "org_idle": "the leads on which nothing is planned",
    "of_a_contact": "the page of a contact, mergers and erasures",
    "of_an_account": "the page of a customer",
    "by_own_address": "whose mail comes in",
    "by_key_elsewhere": "activities of a file, which name their lead by its key",
}


def columns_for(name: str) -> tuple[str, ...]:
    """Return the columns behind the place of the index that answers a filter; those of the clock, if it has none."""
    index = FILTERS.get(name, "clock")
    return ORDERED.get(index) or NARROWED.get(index, (CLOCK, Q()))[0]


def indexes() -> Iterator[models.Index]:
    """Return all indexes of leads but those of its constraints."""
    for short, place in PLACES.items():
        for name, columns in ORDERED.items():
            yield _index(short, name, (place, *columns))
        for name, (columns, some) in NARROWED.items():
            if short == "sent" and name in OF_HANDLERS:
                continue
            yield _index(short, name, (place, *columns), some)
    for short, place in {"own": "owner", "unit": "unit", "grp": "group"}.items():
        yield _index(short, "clock", (place, *CLOCK))
    queued = Q(organisation=None, state__in=OPEN)
    yield models.Index(fields=["origin", *CLOCK], condition=PRESENT & queued, name="leads_queue")
    yield models.Index(fields=["contact"], name="leads_of_a_contact")
    yield models.Index(fields=["account"], condition=Q(account__isnull=False), name="leads_of_an_account")
    given = ~Q(contact_email="")
    yield models.Index(Lower("contact_email"), condition=given, name="leads_by_own_address")
    keyed = ~Q(external_key="")
    yield models.Index(fields=["origin", "external_key"], condition=keyed, name="leads_by_key_elsewhere")
    yield GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="leads_by_word")
    yield GinIndex(fields=["team"], name="leads_by_team")
    yield GinIndex(fields=["gaps"], condition=PRESENT & ~Q(gaps=[]), name="leads_by_gap_named")


def _index(short: str, name: str, columns: tuple[str, ...], some: Q | None = None) -> models.Index:
    condition = PRESENT & some if some else PRESENT
    return models.Index(fields=list(columns), condition=condition, name=f"leads_{short}_{name}")
