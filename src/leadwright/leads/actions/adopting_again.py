"""Leads that were brought in and come again with other values: what nobody changed here since follows the file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from leadwright.clocks.models import Clock, ClockState
from leadwright.foundation.copying import copy, update_each
from leadwright.history.facts import Json, Party
from leadwright.history.record import record_each
from leadwright.leads.actions.adopting import completion_clock
from leadwright.leads.customers import accounts_of
from leadwright.leads.due import LEAD
from leadwright.leads.facts import LeadAdoptedAgain
from leadwright.leads.gaps import gaps_after
from leadwright.leads.models import Comment, Lead
from leadwright.leads.models.storing import store_comments, store_leads
from leadwright.leads.parties import drop_main, keep_main
from leadwright.leads.searching import index_numbers
from leadwright.leads.states import ClockKind

COMMENT = "comment"
# What says where a lead stands: it follows a file only as a whole, and only while nobody has touched the lead.
STATE = frozenset(
    (
        "status_id",
        "state",
        "qualification",
        "completed_at",
        "cancelled_at",
        "deal_value",
        "deal_currency",
        "deal_segment_id",
        "lost_reason_id",
        "reason_text",
    )
)
# What the clock of a lead hangs on.
TIMED = frozenset(("expected_completion_at", "status_id", "state"))
OWN = "own_fields"
COLUMNS = (
    *sorted(STATE),
    "source_id",
    "category_id",
    "description",
    "contact_id",
    "group_id",
    "group_is_chosen",
    "unit_id",
    "owner_id",
    "target_amount",
    "target_currency",
    "success_rate",
    "priority",
    "importance",
    "started_at",
    "expected_completion_at",
    OWN,
)
TEXTS = ("description", "reason_text")


@dataclass(frozen=True, kw_only=True)
class Again:
    """A lead as it is, the lead as a file has it now, and the names of the columns that are to follow the file.

    An own field is named by `own_fields.` and its id.
    """

    lead: Lead
    fresh: Lead
    names: frozenset[str]
    is_untouched: bool

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the lead itself that follow."""
        return frozenset(name.partition(".")[0] for name in self.names) - {COMMENT}


def values_of(lead: Lead, comment: str) -> dict[str, Any]:
    """Return what a file can say of a lead, by column; what it did not say is left out."""
    values = {name: getattr(lead, name) for name in COLUMNS if name not in lead.unsaid}
    return values | {COMMENT: comment}


def comments_of(leads: Collection[int], organisation_id: int) -> dict[int, str]:
    """Return what a company says for itself of leads, by their numbers."""
    rows = Comment.objects.filter(lead__in=leads, organisation=organisation_id)
    return dict(rows.values_list("lead", "text"))


def held(numbers: Collection[int], *, is_trial: bool) -> dict[int, Lead]:
    """Return leads by their numbers, locked until the transaction ends unless it is a trial."""
    rows = Lead.objects.filter(pk__in=numbers, deleted_at=None).select_related("status", "contact__company")
    if not is_trial:
        list(
            Lead.objects.filter(pk__in=numbers)
            .order_by("pk")
            .select_for_update(no_key=True)
            .values_list("pk")
        )
    return {lead.pk: lead for lead in rows}


@transaction.atomic
def adopt_again(rows: Sequence[Again], *, by: Party, at: datetime) -> None:
    """Let held leads follow a file in some of their columns, each with one entry in history; nobody is told."""
    if not rows:
        return
    comments = comments_of([row.lead.pk for row in rows], rows[0].lead.origin_id)
    before = {row.lead.pk: values_of(row.lead, comments.get(row.lead.pk, "")) for row in rows}
    former = {row.lead.pk: row.lead.status.code for row in rows}
    accounts = accounts_of(row.fresh.contact_id for row in rows)
    for row in rows:
        _follow(row, accounts, at)
    store_leads([(row.lead, _stored(row.columns)) for row in rows])
    _store_comments([row for row in rows if COMMENT in row.names])
    for row in rows:
        if "contact_id" in row.names:
            if row.lead.contact is None:
                drop_main(row.lead)
            keep_main(row.lead)
    index_numbers([row.lead.pk for row in rows])
    _keep_clocks(rows, at)
    record_each(_fact(row, before[row.lead.pk], former[row.lead.pk], by=by, at=at) for row in rows)


def _follow(row: Again, accounts: Mapping[int | None, int], at: datetime) -> None:
    lead, fresh = row.lead, row.fresh
    for name in row.columns - {OWN}:
        setattr(lead, name, getattr(fresh, name))
    own = {name.partition(".")[2] for name in row.names if name.startswith(f"{OWN}.")}
    lead.own_fields = {**lead.own_fields, **{key: fresh.own_fields.get(key) for key in own}}
    if "contact_id" in row.names:
        lead.contact = fresh.contact
        lead.account_id = accounts.get(fresh.contact_id)
        lead.contact_sort = fresh.contact.sort_name if fresh.contact else ""
    if "status_id" in row.names:
        lead.status = fresh.status
    if row.is_untouched:
        lead.gaps = fresh.gaps
    else:
        lead.gaps = gaps_after(lead, {name: getattr(lead, name) for name in row.columns})
    if row.columns & TIMED:
        _show_due(lead)
    lead.version, lead.updated_at = lead.version + 1, at


def _stored(names: frozenset[str]) -> list[str]:
    """Return the fields that are written: those that follow, and those that are worked out from them."""
    fields = {name.removesuffix("_id") for name in names}
    more = {"account", "contact_sort"} if "contact_id" in names else set()
    due = {"next_due_at", "next_due_kind", "next_due_postponed"} if names & TIMED else set()
    return sorted(fields | more | due | {"gaps", "version", "updated_at"})


def _store_comments(rows: Sequence[Again]) -> None:
    """Store what the file says; of what it says nothing any more, no comment is left."""
    texts = {row.lead.pk: row.fresh.first_comment for row in rows}
    new = [
        Comment(lead=row.lead, organisation_id=row.lead.origin_id, text=texts[row.lead.pk])
        for row in rows
        if texts[row.lead.pk]
    ]
    if new:
        store_comments(new)
    if empty := [row.lead for row in rows if not texts[row.lead.pk]]:
        Comment.objects.filter(lead__in=empty, organisation=empty[0].origin_id).delete()


def _keep_clocks(rows: Sequence[Again], at: datetime) -> None:
    """Let the clock of the expected completion follow; a lead that is closed by its file has none."""
    moved = {row.lead.pk: row.lead for row in rows if row.columns & TIMED}
    running = list(Clock.objects.running().about(LEAD, list(moved)).filter(kind=ClockKind.COMPLETE.value))
    for clock in running:
        lead = moved[clock.subject_id]
        if lead.is_open:
            clock.due_at = lead.expected_completion_at
        else:
            clock.state, clock.ended_at, clock.next_slot_at = ClockState.MET, at, None
    if running:
        update_each(running, ("due_at", "state", "ended_at", "next_slot_at"))
    timed = {clock.subject_id for clock in running}
    copy(
        Clock, [completion_clock(lead, at) for pk, lead in moved.items() if lead.is_open and pk not in timed]
    )


def _show_due(lead: Lead) -> None:
    """Show on a lead the clock that runs out first."""
    if not lead.is_open:
        lead.next_due_at, lead.next_due_kind, lead.next_due_postponed = None, "", False
    elif lead.next_due_kind in ("", ClockKind.COMPLETE.value) or (
        lead.next_due_at is None or lead.expected_completion_at < lead.next_due_at
    ):
        lead.next_due_at, lead.next_due_kind = lead.expected_completion_at, ClockKind.COMPLETE.value


def _fact(row: Again, before: Mapping[str, Any], status: str, *, by: Party, at: datetime) -> LeadAdoptedAgain:
    after = values_of(row.lead, row.fresh.first_comment if COMMENT in row.names else before[COMMENT])
    named = row.columns | (row.names & {COMMENT})
    changed = [name for name in sorted(named) if before.get(name) != after.get(name)]
    texts = {
        f"{name}_{side}": str(values[name])
        for name in changed
        if name in (*TEXTS, COMMENT)
        for side, values in (("from", before), ("to", after))
        if values.get(name)
    }
    changes: dict[str, Json] = {
        name.removesuffix("_id"): [_plain(before.get(name)), _plain(after.get(name))]
        for name in changed
        if name in BOTH_KEPT
    }
    if {"deal_value", "deal_currency"} & set(changed):
        changes["deal_value"] = [_deal(before), _deal(after)]
    return LeadAdoptedAgain(lead=row.lead, from_status=status, changes=changes, texts=texts, by=by, at=at)


# Of these the entry keeps both values; an own field may be personal, and is told by its name alone elsewhere.
BOTH_KEPT = (
    "owner_id",
    "unit_id",
    "target_amount",
    "target_currency",
    "success_rate",
    "priority",
    "importance",
    "started_at",
    "completed_at",
    "expected_completion_at",
    "qualification",
)


def _deal(values: Mapping[str, Any]) -> Json:
    amount = values.get("deal_value")
    return None if amount is None else {"amount": str(amount), "currency": values.get("deal_currency", "")}


def _plain(value: Any) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
