"""Adopt leads from elsewhere: a bulk verb that stores what was, with its dates, and names what is missing."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model, prefetch_related_objects
from django.utils.translation import gettext as _

from leadwright.clocks.actions import unswept
from leadwright.clocks.models import Clock
from leadwright.contacts.actions import hold
from leadwright.contacts.models import Contact
from leadwright.fields.computing import compute
from leadwright.foundation.asked import asked_once
from leadwright.foundation.copying import copy, reserve
from leadwright.foundation.new_rows import new_row
from leadwright.foundation.refusals import refuse
from leadwright.history.facts import Party
from leadwright.history.record import record_each
from leadwright.leads import references
from leadwright.leads.customers import accounts_of
from leadwright.leads.dates import settled
from leadwright.leads.due import LEAD
from leadwright.leads.facts import LeadAdopted
from leadwright.leads.gaps import Gap, closing_gaps, fillable_gaps
from leadwright.leads.lead_drafts import LeadDraft
from leadwright.leads.levels import usual_levels
from leadwright.leads.models import Comment, Lead, LeadType, ProductOfInterest, Status
from leadwright.leads.money import minimum_in
from leadwright.leads.named_lists import NamedLists
from leadwright.leads.owning import address_of
from leadwright.leads.parties import copy_lines
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules_lock import hold_rules
from leadwright.leads.searching import words_of
from leadwright.leads.states import COMPLETED, ClockKind, State
from leadwright.people.access import deny, require
from leadwright.people.actions.areas import areas_of
from leadwright.people.geography import best_area
from leadwright.people.models import Organisation, Unit, User, sort_name_of


def weigh(
    drafts: Iterable[LeadDraft],
    *,
    organisation: Organisation,
    home: Unit,
    by: User | Party,
    at: datetime,
    lead_type: str,
    is_trial: bool = False,
) -> list[Lead]:
    """Return the leads as they would be adopted, without numbers; the guards of the verb stand here.

    `home` is the unit of what nobody owns. A row without a start has begun now, with a gap that says so. A trial
    holds neither contacts nor rules.
    """
    if isinstance(by, User):
        require(by, "lead.import")
        if by.organisation_id != organisation.pk:
            deny("lead.import", because="OTHER_COMPANY")
    given = list(drafts)
    named = {contact for draft in given for contact in _contacts_of(draft)}
    _refuse_foreign(named, organisation)
    if not is_trial:
        _hold_contacts(named)
        hold_rules()
    prefetch_related_objects(list(named), "company")
    kind = references.lead_type(lead_type, unit=by.unit if isinstance(by, User) else home)
    rules = _Rules(kind, organisation, home, at)
    rules.refuse_unless_fitting(given)
    maker = by if isinstance(by, User) else None
    with asked_once():
        return [rules.lead(draft, maker) for draft in given]


@transaction.atomic
def adopt(leads: Sequence[Lead], *, by: User | Party, at: datetime) -> int:
    """Store weighed leads by COPY, each with one entry in history; nothing reacts, and nobody is told.

    An open lead shows when it is to be completed; its other clocks start with the first change by a person.
    """
    doer = by.party() if isinstance(by, User) else by
    customers = accounts_of(lead.contact_id for lead in leads)
    for number, lead in zip(reserve(Lead, len(leads)), leads, strict=True):
        lead.number, lead.account_id = number, customers.get(lead.contact_id)
        lead.search = words_of(lead, _everybody(lead))
        lead.contact_sort = lead.contact.sort_name if lead.contact else ""
        if lead.is_open:
            lead.next_due_at, lead.next_due_kind = lead.expected_completion_at, ClockKind.COMPLETE.value
    copy(Lead, leads)
    copy(Clock, (completion_clock(lead, at) for lead in leads if lead.is_open))
    copy_lines(leads)
    _copy_products(leads)
    _copy_competitors(leads)
    copy(Comment, _comments(leads))
    return record_each(LeadAdopted(lead=lead, by=doer, at=at) for lead in leads)


def completion_clock(lead: Lead, at: datetime) -> Clock:
    """Return the clock of an adopted open lead: it shows when it is to be completed, and no sweep looks at it."""
    return unswept(
        subject_kind=LEAD,
        subject_id=lead.pk,
        kind=ClockKind.COMPLETE,
        organisation_id=lead.organisation_id or lead.origin_id,
        at=at,
        due_at=lead.expected_completion_at,
    )


def _comments(leads: Iterable[Lead]) -> Iterable[Comment]:
    """Return what each lead came with, as the comment of the company that brought it in."""
    return (
        new_row(Comment, lead=lead, organisation_id=lead.origin_id, text=lead.first_comment)
        for lead in leads
        if lead.first_comment
    )


def _contacts_of(draft: LeadDraft) -> list[Contact]:
    named = (draft.contact, *(contact for line in draft.lines for contact in (line.company, line.person)))
    return [contact for contact in named if contact is not None]


def _everybody(lead: Lead) -> list[Contact]:
    """Return whom the lines of a new lead name, each once."""
    named = (contact for line in lead.brought.lines for contact in (line.company, line.person) if contact)
    return list({contact.pk: contact for contact in named}.values())


def _copy_products(leads: Iterable[Lead]) -> None:
    copy(
        ProductOfInterest,
        (ProductOfInterest(lead=lead, product_id=pk) for lead in leads for pk in lead.brought.products),
    )


def _copy_competitors(leads: Iterable[Lead]) -> None:
    rival = Lead.competitors.through
    copy(
        rival,
        (rival(lead_id=lead.pk, competitor_id=pk) for lead in leads for pk in lead.brought.competitors),
    )


def _refuse_foreign(contacts: Collection[Contact], organisation: Organisation) -> None:
    foreign = {str(contact.pk) for contact in contacts if contact.organisation_id != organisation.pk}
    _refuse_strange("contact", foreign)


def _hold_contacts(contacts: Collection[Contact]) -> None:
    """Refuse blocked contacts; all verbs hold contacts before the rules."""
    if blocked := hold(contact.pk for contact in contacts):
        refuse("CONTACT_BLOCKED", field="contact", contacts=sorted(blocked))


class _Rules:
    """What is the same for all leads that are adopted together; read once."""

    def __init__(self, kind: LeadType, organisation: Organisation, home: Unit, at: datetime) -> None:
        self.type, self.organisation, self.home, self.at = kind, organisation, home, at
        self.areas = areas_of(organisation)
        self.statuses: dict[str, Status] = {row.status.code: row.status for row in Rulebook(kind).rows}
        self.lists = NamedLists(organisation)
        self.minimums: dict[str, Decimal] = {}
        self.levels = usual_levels(kind)
        estimate = {"estimate_amount": kind.estimate_amount, "estimate_unit": kind.estimate_unit}
        dates = settled(estimate, start=at, time_zone=organisation.time_zone)
        self.expected: datetime = dates["expected_completion_at"]

    def refuse_unless_fitting(self, drafts: Sequence[LeadDraft]) -> None:
        """Refuse statuses that do not exist, foreign owners, and taken keys."""
        _refuse_strange("status", {draft.status for draft in drafts} - self.statuses.keys())
        owners = {draft.owner for draft in drafts if draft.owner}
        _refuse_strange(
            "owner", {owner.email for owner in owners if owner.organisation_id != self.organisation.pk}
        )
        keys = [draft.key for draft in drafts]
        if "" in keys or len(set(keys)) < len(keys):
            refuse("FIELD_INVALID", field="external_key", reason=_("each lead needs a key of its own"))

    def lead(self, draft: LeadDraft, maker: User | None) -> Lead:
        """Return one lead with its gaps."""
        status, unit = self.statuses[draft.status], draft.owner.unit if draft.owner else self.home
        meaning = self.lists.meaning_of(draft, status.state)
        lines = meaning.brought.lines
        contact = draft.contact or (lines[0].contact if lines else None)
        lead = new_row(
            Lead,
            type=self.type,
            status=status,
            state=status.state,
            qualification=draft.qualification,
            description=draft.description,
            contact=contact,
            organisation_id=self.organisation.pk,
            origin_id=self.organisation.pk,
            partner_sort=sort_name_of(self.organisation),
            **self._owned(contact, unit),
            unit_id=unit.pk,
            owner=draft.owner,
            created_by_id=_key(maker),
            success_rate=draft.success_rate,
            priority=draft.priority or self.levels["priority"],
            importance=draft.importance or self.levels["importance"],
            updated_at=self.at,
            external_key=draft.key,
            **self._dates(draft, status),
            **_amounts(draft),
            **meaning.columns,
            **draft.more,
        )
        compute(lead)
        lead.brought = meaning.brought
        lead.first_comment = "\n".join(filter(None, (draft.comment, *meaning.notes)))
        lead.unsaid = _unsaid(draft)
        lead.gaps = self._gaps(lead, draft)
        return lead

    def _owned(self, contact: Contact | None, unit: Unit) -> dict[str, Any]:
        """Return the owning group as `owned_at_first` does, with the areas read once for all leads."""
        area = best_area(self.areas, address_of(contact)) if self.areas and contact else None
        return {"group_id": area.group_id if area else unit.group_id, "group_is_chosen": area is not None}

    def _dates(self, draft: LeadDraft, status: Status) -> dict[str, datetime | None]:
        closed = draft.completed_at if status.state in COMPLETED else None
        cancelled = draft.completed_at if status.state == State.CANCELLED else None
        return {
            "started_at": draft.started_at or self.at,
            "completed_at": closed,
            "cancelled_at": cancelled,
            "expected_completion_at": draft.expected_completion_at or draft.completed_at or self.expected,
        }

    def _gaps(self, lead: Lead, draft: LeadDraft) -> list[str]:
        undated = [] if draft.started_at else [Gap.START_DATE.value]
        worth = draft.deal is not None and draft.deal.amount >= self._minimum(draft.deal.currency)
        unread = [Gap.OWN_VALUE.value] if draft.has_unread else []
        return fillable_gaps(lead, {}) + undated + closing_gaps(lead, has_value=worth) + unread

    def _minimum(self, currency: str) -> Decimal:
        if currency not in self.minimums:
            self.minimums[currency] = minimum_in(currency).amount
        return self.minimums[currency]


def _unsaid(draft: LeadDraft) -> frozenset[str]:
    """Return the columns of which a draft says nothing: what stands there is what is usual, or the moment."""
    said = {
        "started_at": draft.started_at,
        "expected_completion_at": draft.expected_completion_at or draft.completed_at,
        "priority": draft.priority,
        "importance": draft.importance,
        "owner_id": draft.owner,
        "unit_id": draft.owner,
        "group_id": draft.owner or draft.contact,
        "group_is_chosen": draft.owner or draft.contact,
    }
    return frozenset(name for name, value in said.items() if value is None)


def _key(row: Model | None) -> int | None:
    return None if row is None else row.pk


def _amounts(draft: LeadDraft) -> dict[str, Any]:
    target, deal = draft.target, draft.deal
    return {
        "target_amount": target and target.amount,
        "target_currency": target.currency if target else "",
        "deal_value": deal and deal.amount,
        "deal_currency": deal.currency if deal else "",
    }


def _refuse_strange(field: str, strange: set[str]) -> None:
    if strange:
        refuse(
            "FIELD_INVALID",
            field=field,
            reason=_("“{value}” cannot be used here").format(value=sorted(strange)[0]),
        )
