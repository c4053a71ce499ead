"""Enter a lead: into the sender's queue, straight to somebody, or as one's own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from leadwright.clocks.actions import none_run_yet
from leadwright.consent.actions import enter as write_consent
from leadwright.contacts.actions import enter, hold, linkable_new
from leadwright.contacts.models import Contact
from leadwright.fields.computing import compute
from leadwright.foundation.batches import action
from leadwright.history.record import record
from leadwright.leads import own
from leadwright.leads.actions.drafting import NewLead, draft_of, named_contacts
from leadwright.leads.actions.joining import joined
from leadwright.leads.actions.offering import Target, place_offer
from leadwright.leads.customers import is_no_customer
from leadwright.leads.existing import refuse_unless_confirmed
from leadwright.leads.facts import LeadCreated
from leadwright.leads.levels import usual_levels
from leadwright.leads.models import Lead
from leadwright.leads.offers import no_offer_yet
from leadwright.leads.owning import owned_at_first
from leadwright.leads.parties import begin_main
from leadwright.leads.rulebook import Rulebook
from leadwright.leads.rules_lock import hold_rules
from leadwright.leads.searching import index
from leadwright.leads.states import Acceptance
from leadwright.leads.telling import require_to_know_all
from leadwright.people.access import may, require
from leadwright.people.models import User, sort_name_of

ATTACHMENTS = ("interests", "products", "competitors", "deal_types")


@action
def create(data: Mapping[str, Any], *, by: User, at: datetime) -> Lead:
    """Enter a lead; all faults are told at once. A distributor may leave it unassigned: that is the queue."""
    require(by, "lead.create")
    require_to_know_all(by, {name: value for name, value in data.items() if value not in (None, "")})
    hold(named_contacts(data))
    hold_rules()
    draft = draft_of(data, by=by, at=at)
    if draft.is_known_contact:
        refuse_unless_confirmed(draft.contact, draft.columns.get("source"), draft.is_confirmed, by=by)
    else:
        is_no_customer(draft.contact)
    lead = _stored(draft, by=by, at=at)
    lead.keep_comment(draft.comment, by.organisation_id)
    main = begin_main(lead, draft.contact, **draft.roles)
    for place, line in enumerate(draft.lines):
        joined(lead, line, by=by, at=at, prefix=f"parties.{place}.")
    index(lead, lines=None if draft.lines else [main], wishes=())
    record(LeadCreated(lead=lead, texts=own.texts_of(lead, {}, by=by), by=by.party(), at=at))
    return _handed_over(lead, draft, by=by, at=at)


@action
def contact_for(
    data: Mapping[str, Any], *, by: User, at: datetime, consents: Iterable[Mapping[str, Any]] = ()
) -> Contact:
    """Enter a contact for a lead that is being made, with what it agreed to or refused.

    One that is blocked at once is not entered for that.
    """
    require(by, "lead.create")
    contact = linkable_new(enter(data, by=by, at=at), by=by, field="blocked")
    for consent in consents:
        write_consent(contact.pk, consent, by=by, at=at)
    return contact


def _first_assignment(draft: NewLead, by: User) -> dict[str, Any]:
    """Return the places of the new row: the queue for a distributor, own hands for anyone else."""
    if may(by, "lead.offer"):
        return {"sender": by.organisation, "group": by.unit.group}
    waiting = Acceptance.NOT_NEEDED if draft.owner else Acceptance.AWAITING
    return {
        "organisation": by.organisation,
        "owner": draft.owner,
        "unit": draft.home,
        "group": draft.home and draft.home.group,
        "acceptance": waiting,
    }


def _handed_over(lead: Lead, draft: NewLead, *, by: User, at: datetime) -> Lead:
    if draft.home is None or not may(by, "lead.offer"):
        return lead
    return place_offer(lead, Target(draft.home, draft.owner), by=by, at=at)


def _stored(draft: NewLead, *, by: User, at: datetime) -> Lead:
    assigned = _first_assignment(draft, by)
    assigned |= owned_at_first(draft.contact, assigned["group"], by.organisation_id, draft.group)
    status = Rulebook(draft.type).initial()
    whose = {"origin": by.organisation, "created_by": by, "contact": draft.contact}
    lead = Lead(
        type=draft.type,
        status=status,
        state=status.state,
        started_at=at,
        updated_at=at,
        partner_sort=sort_name_of(assigned.get("organisation")),
        **{**whose, **assigned, **usual_levels(draft.type), **draft.columns},
    )
    compute(lead)
    lead.save(force_insert=True)
    lead.note_attachments(*ATTACHMENTS, exist=False)
    lead.fetched_comment, lead.fetched_comment_of = "", by.organisation_id
    none_run_yet("lead", lead.pk)
    no_offer_yet(lead)
    return lead
