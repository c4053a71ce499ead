"""What leads do on facts: clocks start and stop, people are told, the next due moment is kept."""

from leadwright.accounts.facts import AccountOpened
from leadwright.clocks import actions as clocks
from leadwright.clocks.facts import ClockDue, ClockReplanned
from leadwright.clocks.models import Rule
from leadwright.contacts import actions as contacts
from leadwright.contacts.facts import ContactEdited, ContactMerged, ContactUnmerged
from leadwright.leads import facts, notices
from leadwright.leads.customers import keep_account, keep_accounts
from leadwright.leads.due import keep_next_due, keep_next_due_of
from leadwright.leads.due_leads import due_lead
from leadwright.leads.gaps import fill_channels
from leadwright.leads.models import Lead
from leadwright.leads.moving import move, move_back
from leadwright.leads.parties import everybody, lines_of
from leadwright.leads.searching import index_leads_of
from leadwright.leads.states import ClockKind, Qualification

LEAD = "lead"


def _runs(lead: Lead, kind: ClockKind) -> bool:
    return any(clock.kind == kind for clock in clocks.running_of(LEAD, lead.pk))


def _rests(lead: Lead, kind: ClockKind) -> bool:
    """Tell whether a clock runs at which nobody has looked yet, since the lead was brought in."""
    return any(clock.kind == kind and not clock.is_swept for clock in clocks.running_of(LEAD, lead.pk))


def _stop(fact: facts.LeadFact, kind: ClockKind | None, *, met: bool) -> None:
    clocks.stop(subject_kind=LEAD, subject_id=fact.lead.pk, kind=kind, at=fact.at, met=met)


def start_completion_clock(fact: facts.LeadFact) -> None:
    """An open lead has its expected completion date as last resort."""
    lead = fact.lead
    if not lead.is_open or lead.qualification == Qualification.NURTURE:
        return
    clocks.start(
        subject_kind=LEAD,
        subject_id=lead.pk,
        kind=ClockKind.COMPLETE,
        organisation_id=lead.organisation_id or lead.origin_id,
        at=fact.at,
        rule={"until": True},
        due_at=lead.expected_completion_at,
    )


def start_acceptance_clock(fact: facts.LeadOffered) -> None:
    """An offer is answered within so many working days of the organisation that got it."""
    clocks.start(
        subject_kind=LEAD,
        subject_id=fact.lead.pk,
        kind=ClockKind.ACCEPT,
        organisation_id=fact.offer.organisation_id,
        at=fact.at,
        rule={"working_days": fact.lead.type.acceptance_working_days},
    )


def stop_acceptance_clock(fact: facts.LeadFact) -> None:
    """An answered or withdrawn offer waits no longer."""
    met = isinstance(fact, facts.LeadAccepted | facts.LeadRejected)
    _stop(fact, ClockKind.ACCEPT, met=met)


def start_qualification_clock(fact: facts.LeadFact) -> None:
    """A lead that somebody owns is qualified within so many days; until then its owner is reminded."""
    lead = fact.lead
    waits = lead.owner_id and lead.is_open and lead.qualification == Qualification.NONE
    if not waits or not lead.type.is_qualified or _runs(lead, ClockKind.QUALIFY):
        return
    every = lead.type.qualification_reminder_days
    clocks.start(
        subject_kind=LEAD,
        subject_id=lead.pk,
        kind=ClockKind.QUALIFY,
        organisation_id=lead.organisation_id,
        at=fact.at,
        rule={"calendar_days": lead.type.qualification_days},
        reminders={"first_days": lead.type.qualification_days, "every_days": every},
    )


def follow_qualification(fact: facts.LeadQualified) -> None:
    """An opportunity is kept up to date on reminders, what is nurtured looked at again, what is invalid closed."""
    lead = fact.lead
    for kind in (ClockKind.QUALIFY, ClockKind.REVIEW):
        _stop(fact, kind, met=True)
    if lead.qualification == Qualification.NURTURE:
        _stop(fact, None, met=False)
        _start_review(fact, fact.review_days)
    elif lead.is_opportunity:
        _start_rhythm(fact)
        start_completion_clock(fact)
    else:
        _stop(fact, None, met=False)


def _start_review(fact: facts.LeadFact, days: int | None = None) -> None:
    """What is nurtured waits for the day on which it is looked at again; its expected completion rests meanwhile."""
    lead = fact.lead
    _stop(fact, ClockKind.COMPLETE, met=False)
    clocks.start(
        subject_kind=LEAD,
        subject_id=lead.pk,
        kind=ClockKind.REVIEW,
        organisation_id=lead.organisation_id or lead.origin_id,
        at=fact.at,
        rule={"calendar_days": days or lead.type.review_days},
    )


def _start_rhythm(fact: facts.LeadFact) -> None:
    lead = fact.lead
    grid: Rule = {"first_days": lead.type.update_first_days, "every_days": lead.type.update_every_days}
    clocks.start(
        subject_kind=LEAD,
        subject_id=lead.pk,
        kind=ClockKind.UPDATE,
        organisation_id=lead.organisation_id,
        at=fact.at,
        rule=grid,
        reminders=grid,
    )


def note_update(fact: facts.LeadFact) -> None:
    """A change by the handling side is an update: what was due is done, the rhythm stays."""
    if fact.by.organisation_id == fact.lead.organisation_id:
        clocks.push(subject_kind=LEAD, subject_id=fact.lead.pk, kind=ClockKind.UPDATE, at=fact.at)


def move_completion(fact: facts.LeadEdited) -> None:
    """A new expected completion date, or the first change of an adopted lead, sets the clock."""
    unset = not _runs(fact.lead, ClockKind.COMPLETE)
    if "expected_completion_at" in fact.changes or unset:
        start_completion_clock(fact)


def wake_adopted(fact: facts.LeadFact) -> None:
    """A lead that was brought in gets its clocks with the first change by a person; from then on they are told of."""
    lead = fact.lead
    if not lead.is_open or not (lead.external_key or _rests(lead, ClockKind.COMPLETE)):
        return
    if lead.qualification == Qualification.NURTURE and not _runs(lead, ClockKind.REVIEW):
        _start_review(fact)
    if _rests(lead, ClockKind.COMPLETE) or not _runs(lead, ClockKind.COMPLETE):
        start_completion_clock(fact)
    if lead.is_opportunity and not _runs(lead, ClockKind.UPDATE):
        _start_rhythm(fact)
    start_qualification_clock(fact)


def follow_type(fact: facts.LeadRetyped) -> None:
    """A lead of another type is qualified or not, as that one says; its other clocks go on."""
    if fact.lead.type.is_qualified:
        start_qualification_clock(fact)
    else:
        _stop(fact, ClockKind.QUALIFY, met=False)


def stop_clocks(fact: facts.LeadFact) -> None:
    """A closed lead has no clock."""
    _stop(fact, None, met=True)


def keep_due(fact: facts.LeadFact) -> None:
    """Keep the lead's next due moment, after all its clocks have been set."""
    keep_next_due(fact.lead)


def lend_contact(fact: facts.LeadOffered) -> None:
    """The organisation that is offered a lead sees its contacts, and no other sees them any more."""
    _lend_everybody(fact.lead, fact.offer.organisation_id)


def _lend_everybody(lead: Lead, organisation_id: int) -> None:
    """Lend what came with the lead; what a former handler added is not the sender's to hand on."""
    named = [contact for contact in everybody(lines_of(lead)) if contact.organisation_id == lead.origin_id]
    contacts.lend_only(named, organisation_id=organisation_id, lead=lead.pk)


def end_loans(fact: facts.LeadFact) -> None:
    """A lead that went back takes its contact along."""
    contacts.end_loans(lead=fact.lead.pk)


def follow_contact(fact: facts.LeadFact) -> None:
    """Other contacts on a lead that was handed over are lent in place of the former ones."""
    if fact.lead.organisation_id:
        _lend_everybody(fact.lead, fact.lead.organisation_id)


def fill_channel_gaps(fact: ContactEdited) -> None:
    """A contact that can be reached at last leaves no gap on the leads that were brought in with it."""
    if fact.contact.has_channel:
        fill_channels(fact.contact)


def put_account(fact: facts.LeadFact) -> None:
    """A lead of a contact that is a customer has its account, from the first save and with each other contact."""
    keep_account(fact.lead)


def put_account_on_leads(fact: AccountOpened) -> None:
    """A contact became a customer: its other open leads have the account too."""
    keep_accounts([fact.account.contact_id])


def put_accounts_anew(fact: ContactMerged) -> None:
    """After a merger, or when one was undone, the open leads have the account of whom they are about now."""
    keep_accounts([fact.contact.pk, fact.merged.pk])


def index_contact(fact: ContactEdited) -> None:
    """Leads are found by the new name of their contact."""
    index_leads_of(fact.contact)


def move_leads(fact: ContactMerged) -> None:
    """The leads of a contact that became part of another are leads of that other."""
    move(fact.merged, fact.contact)


def return_leads(fact: ContactUnmerged) -> None:
    """A merger was undone: its leads go back, and whoever handles them is lent what they name now."""
    numbers = move_back(fact.merged, fact.contact, fact.ties)
    for lead in Lead.objects.filter(pk__in=numbers).exclude(organisation=None):
        _lend_everybody(lead, lead.organisation_id or 0)


def notify_offer(fact: facts.LeadOffered) -> None:
    """Tell those who may accept."""
    notices.new_lead(fact)


def tell_sender_accepted(fact: facts.LeadAccepted) -> None:
    """Tell the distributor who took the lead on."""
    notices.accepted(fact)


def tell_sender_rejected(fact: facts.LeadRejected) -> None:
    """Tell the distributor that the lead is back."""
    notices.rejected(fact)


def tell_sender_qualified(fact: facts.LeadQualified) -> None:
    """Tell the distributor what was found out; of an opportunity the sender hears when it ends."""
    templates = {Qualification.NURTURE: "lead_nurtured", Qualification.INVALID: "lead_invalid"}
    if template := templates.get(Qualification(fact.lead.qualification)):
        notices.outcome(fact, template)


def tell_sender_closed(fact: facts.LeadClosed) -> None:
    """Tell the distributor how the lead ended, in the words of its end."""
    notices.outcome(fact, fact.name.replace(".", "_"))


def tell_new_owner(fact: facts.LeadFact) -> None:
    """Tell the new owner, unless he took the lead himself."""
    notices.new_owner(fact)


def tell_owner_extended(fact: facts.LeadExtended) -> None:
    """Tell the owner that the customer showed interest again, unless he noted it himself."""
    notices.extended(fact)


def remind_or_flag(fact: ClockDue) -> None:
    """A clock of a lead came due: remind whoever owns it, or tell of the missed acceptance or the review."""
    if fact.clock.subject_kind != LEAD:
        return
    lead = due_lead(fact.clock.subject_id)
    if lead is None or not lead.is_open:
        return
    if fact.purpose == "reminder":
        notices.reminder(fact, lead)
    elif fact.clock.kind == ClockKind.ACCEPT:
        notices.acceptance_missed(fact, lead)
    elif fact.clock.kind == ClockKind.REVIEW:
        notices.review_due(fact, lead)


def keep_due_of_replanned(fact: ClockReplanned) -> None:
    """A calendar was changed: keep the next due moment of the lead whose clock moved."""
    if fact.clock.subject_kind == LEAD:
        keep_next_due_of(fact.clock.subject_id)
