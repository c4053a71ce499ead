"""Who works on a lead beside its owner, and who competes for it."""

from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import NotFound, refuse
from leadwright.history.record import record
from leadwright.leads import references
from leadwright.leads.facts import CompetitorAdded, CompetitorRemoved, MemberAdded, MemberRemoved
from leadwright.leads.features import refuse_if_off
from leadwright.leads.guards import in_somebodys_hands, not_awaiting
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.states import Feature
from leadwright.people.models import User

MOST = 50


@action
def add_member(number: int, email: object, *, by: User, at: datetime) -> User:
    """Put a user of the handling organisation on the team; it sees the lead from then on."""
    lead = _locked_team(number, by=by)
    if email in (None, ""):
        refuse("FIELD_REQUIRED", field="user")
    member = references.member(email, organisation_id=lead.organisation_id)
    if member.pk in lead.team:
        refuse("FIELD_INVALID", field="user", reason=_("he or she is on the team already"))
    if len(lead.team) >= MOST:
        refuse("FIELD_INVALID", field="user", reason=_("at most {number}").format(number=MOST))
    lead.store(team=[*lead.team, member.pk], at=at)
    record(MemberAdded(lead=lead, member_id=member.pk, by=by.party(), at=at))
    return member


@action
def remove_member(number: int, member_id: int, *, by: User, at: datetime) -> Lead:
    """Take a user off the team."""
    lead = _locked_team(number, by=by)
    if member_id not in lead.team:
        raise NotFound
    lead.store(team=[pk for pk in lead.team if pk != member_id], at=at)
    record(MemberRemoved(lead=lead, member_id=member_id, by=by.party(), at=at))
    return lead


def _locked_team(number: int, *, by: User) -> Lead:
    """Lock a lead whose team can change: one that an organisation handles, and that waits for nobody."""
    lead = locked(number, by=by)
    check(lead, Verb.EDIT, by=by)
    refuse_if_off(Feature.TEAM)
    in_somebodys_hands(lead, by)
    not_awaiting(lead, by)
    return lead


@action
def add_competitor(number: int, code: object, *, by: User, at: datetime) -> Lead:
    """Note that a competitor of the active definition is after the same lead."""
    lead = _locked_for_competitors(number, by=by)
    if code in (None, ""):
        refuse("FIELD_REQUIRED", field="competitor")
    competitor = references.competitor(code)
    if lead.competitors.filter(pk=competitor.pk).exists():
        refuse("FIELD_INVALID", field="competitor", reason=_("it is on this lead already"))
    lead.competitors.add(competitor)
    lead.note_attachments("competitors")
    lead.store(at=at)
    record(CompetitorAdded(lead=lead, competitor=competitor, by=by.party(), at=at))
    return lead


@action
def remove_competitor(number: int, code: str, *, by: User, at: datetime) -> Lead:
    """Take a competitor off a lead, one that is no longer offered too."""
    lead = _locked_for_competitors(number, by=by)
    competitor = lead.competitors.filter(code=code).first()
    if competitor is None:
        raise NotFound
    lead.competitors.remove(competitor)
    lead.store(at=at)
    record(CompetitorRemoved(lead=lead, competitor=competitor, by=by.party(), at=at))
    return lead


def _locked_for_competitors(number: int, *, by: User) -> Lead:
    """Lock a lead whose competitors can change."""
    lead = locked(number, by=by)
    check(lead, Verb.EDIT, by=by)
    refuse_if_off(Feature.COMPETITORS)
    return lead
