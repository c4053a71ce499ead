"""Who is told what about a lead; each notice is one message a recipient."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.clocks.facts import ClockDue
from leadwright.foundation import formats
from leadwright.foundation.batches import known
from leadwright.foundation.labels import Named, label_in, speaking_of
from leadwright.leads import facts
from leadwright.leads.answer_links import links_for, links_of_reminder
from leadwright.leads.brands import brand_on
from leadwright.leads.deals import was_sent
from leadwright.leads.models import Lead, Offer
from leadwright.leads.offers import last_offer, open_offer
from leadwright.leads.states import ClockKind
from leadwright.leads.telling import known_to
from leadwright.messages.actions import queue, thread_of
from leadwright.people.access import may
from leadwright.people.models import Unit, User
from leadwright.people.reach import Permission

# What a sender is told of, each of which a person can do without.
OUTCOMES: Mapping[str, Promise] = {
    "lead_accepted": _("a lead was accepted"),
    "lead_rejected": _("a lead was rejected"),
    "lead_nurtured": _("a lead is nurtured"),
    "lead_invalid": _("a lead is invalid"),
    "lead_won": _("a lead was won"),
    "lead_lost": _("a lead was lost"),
    "lead_cancelled": _("a lead was cancelled"),
}
REMINDERS = {ClockKind.QUALIFY: "lead_update", ClockKind.UPDATE: "opportunity_update"}


def new_lead(fact: facts.LeadOffered) -> None:
    """Send the new lead notification, with its direct link."""
    recipients = [fact.offer.user] if fact.offer.user else who_may_accept(fact.offer.unit)
    key = f"offer:{fact.offer.pk}"
    _tell(recipients, "new_lead", fact.lead, key=key, at=fact.at, offer=fact.offer)


def who_may_accept(unit: Unit) -> list[User]:
    """Return the members of a unit who may accept; if there is none, the company's admins."""
    members = known(("who may accept", unit.pk), lambda: list(_who_may("lead.accept").filter(unit=unit)))
    return members or admins_of(unit.group.organisation_id)


def admins_of(organisation_id: int | None) -> list[User]:
    """Return the active admins of an organisation."""
    return known(("admins", organisation_id), lambda: list(_admins(organisation_id)))


def _admins(organisation_id: int | None) -> QuerySet[User]:
    return _who_may("user.manage").filter(organisation_id=organisation_id or 0)


def _who_may(permission: Permission) -> QuerySet[User]:
    """Return who has a permission and may sign in, with the rights by which each notice is written."""
    return User.objects.who_sign_in().who_may(permission).with_profiles()


def accepted(fact: facts.LeadAccepted) -> None:
    """Tell the sender who accepted."""
    if fact.offer is not None:
        key = f"accepted:{fact.offer.pk}"
        _tell(_senders(fact.offer.offered_by), "lead_accepted", fact.lead, key=key, at=fact.at)


def rejected(fact: facts.LeadRejected) -> None:
    """Tell the sender who rejected, and why."""
    more: dict[str, Any] = {
        "by_name": fact.by.name,
        "organisation": fact.offer.organisation.name,
        "reason": fact.reason,
    }
    key = f"rejected:{fact.offer.pk}"
    _tell(_senders(fact.offer.offered_by), "lead_rejected", fact.lead, key=key, at=fact.at, **more)


def outcome(fact: facts.LeadFact, template: str) -> None:
    """Tell the sender what became of a lead, unless he did it himself."""
    lead = fact.lead
    offer = last_offer(lead) if lead.sender_id is not None else None
    recipients = [user for user in _senders(offer.offered_by) if user.pk != fact.by.id] if offer else []
    key = f"{template}:{lead.pk}:{lead.version}"
    _tell(recipients, template, lead, key=key, at=fact.at, by_name=fact.by.name)


def new_owner(fact: facts.LeadFact) -> None:
    """Tell a new owner, with a direct link."""
    owner = facts.new_owner_of(fact)
    if owner is not None:
        key = f"owner:{fact.lead.pk}:{fact.lead.version}"
        _tell([owner], "new_owner", fact.lead, key=key, at=fact.at, by_name=fact.by.name)


def extended(fact: facts.LeadExtended) -> None:
    """Tell the owner what the customer wants now."""
    owner = fact.lead.owner
    if owner is not None and owner.pk != fact.by.id and owner.is_active:
        key = f"extended:{fact.interest.pk}"
        more: dict[str, Any] = {"by_name": fact.by.name, "wish": fact.interest.description}
        _tell([owner], "lead_extended", fact.lead, key=key, at=fact.at, **more)


def reminder(fact: ClockDue, lead: Lead) -> None:
    """Remind the owner, else the unit, else the admins; one message however many slots were missed."""
    template = REMINDERS.get(ClockKind(fact.clock.kind))
    if template is None:
        return
    people, key, kind = _responsible(lead), f"slot:{fact.slot.pk}", fact.clock.kind
    _tell(people, template, lead, key=key, at=fact.at, reminds=kind, coalesced=fact.coalesced)


def mailed_of(fact: ClockDue, lead: Lead) -> frozenset[int]:
    """Return the users who get a mail of their own because a clock came due."""
    kind = ClockKind(fact.clock.kind)
    if (fact.purpose == "reminder" and kind in REMINDERS) or kind == ClockKind.REVIEW:
        return frozenset(user.pk for user in _responsible(lead))
    return frozenset()


def _responsible(lead: Lead) -> list[User]:
    if lead.owner is not None and lead.owner.is_active:
        return [lead.owner]
    return who_may_accept(lead.unit) if lead.unit else admins_of(lead.organisation_id)


def acceptance_missed(fact: ClockDue, lead: Lead) -> None:
    """Tell the admins of the handling organisation and the distributor who sent the offer, once each."""
    offer = open_offer(lead)
    senders = _senders(offer.offered_by) if offer else []
    recipients = {user.pk: user for user in [*admins_of(lead.organisation_id), *senders]}
    _tell(recipients.values(), "acceptance_overdue", lead, key=f"slot:{fact.slot.pk}", at=fact.at)


def review_due(fact: ClockDue, lead: Lead) -> None:
    """Tell the owner, and the distributors of the company that sent the lead, to look at it again."""
    senders = distributors_of(lead.sender_id) if was_sent(lead) else []
    recipients = {user.pk: user for user in [*_responsible(lead), *senders]}
    _tell(recipients.values(), "review_due", lead, key=f"slot:{fact.slot.pk}", at=fact.at)


def distributors_of(organisation_id: int | None) -> list[User]:
    """Return who sends the leads of a company."""
    rows = _who_may("lead.offer").filter(organisation_id=organisation_id or 0)
    return known(("distributors", organisation_id), lambda: list(rows))


def _senders(sender: User) -> list[User]:
    if sender.is_active:
        return [sender]
    return distributors_of(sender.organisation_id)


def _tell(
    recipients: Iterable[User],
    template: str,
    lead: Lead,
    *,
    key: str,
    at: datetime,
    offer: Offer | None = None,
    reminds: str = "",
    **more: Any,
) -> None:
    for user in recipients:
        if not user.can_sign_in or template in user.unwanted_notices:
            continue
        queue(
            key=f"{key}:user:{user.pk}",
            kind=template,
            to=user,
            template=template,
            context=_context(known_to(user, lead), user)
            | {"accept_link": _accept_link(lead, user), "answers": _answers(lead, user, offer, reminds, at)}
            | more,
            at=at,
            subject_kind="lead",
            subject_id=lead.pk,
            headers=thread_of("lead", lead.pk),
        )


def _answers(lead: Lead, user: User, offer: Offer | None, reminds: str, at: datetime) -> Mapping[str, str]:
    return links_of_reminder(lead, user, at=at) if reminds == ClockKind.UPDATE else links_for(offer, user)


def _accept_link(lead: Lead, user: User) -> str:
    """Return where a reader answers an offer that waits for his company; it holds no secret, he signs in first."""
    waits_here = lead.is_waiting and lead.organisation_id == user.organisation_id
    return f"{settings.BASE_URL}/leads/{lead.pk}/accept/" if waits_here and may(user, "lead.accept") else ""


def _context(lead: Lead, reader: User) -> dict[str, Any]:
    return {
        "number": lead.pk,
        "link": f"{settings.BASE_URL}/leads/{lead.pk}/",
        "contact_name": lead.contact.name if lead.contact else "",
        "description": lead.description,
        "status": lead.status.labels,
        "organisation": lead.organisation.name if lead.organisation else "",
        "sender": lead.origin.name,
        "company": lead.origin.brand_name or lead.origin.name,
        "owner_name": lead.owner.name if lead.owner else "",
        "due_at": lead.next_due_at,
        "why": _label(lead.lost_reason, lead, reader),
        "own_words": lead.reason_text,
        "segment": _label(lead.deal_segment, lead, reader),
        "value": formats.money(lead.deal_value, lead.deal_currency, formats.locale_of(reader.language))
        if lead.deal_value is not None
        else "",
    }


def _label(row: Named | None, lead: Lead, reader: User) -> str:
    with speaking_of(partial(brand_on, lead)):
        return "" if row is None else label_in(row.labels, reader.language, row.code)
