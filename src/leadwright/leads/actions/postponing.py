"""Put the clock of a lead off: once, by its owner, with a reason, and as far as the type of the lead lets him."""

from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.clocks import actions as clocks
from leadwright.foundation import local
from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.history.record import record
from leadwright.leads.cleaning import clean_moment, clean_text, tried
from leadwright.leads.facts import LeadPostponed
from leadwright.leads.lifecycle import Verb, check
from leadwright.leads.locking import locked
from leadwright.leads.models import Lead
from leadwright.leads.postponable import latest_of, next_clock_of
from leadwright.people.models import User

LONGEST_REASON = 250


@action
def postpone(number: int, *, by: User, at: datetime, until: object = None, reason: object = None) -> Lead:
    """Put the clock that runs out next off `until` a later moment; nobody else is asked, and everybody can read why.

    A clock is put off once, at most by as many days as the type of the lead says, and never an offer's. The expected
    completion is no clock of that kind: it is changed by editing the lead.
    """
    lead = locked(number, by=by)
    check(lead, Verb.POSTPONE, by=by)
    clock = next_clock_of(lead)
    faults: list[FieldError] = []
    moment = tried(faults, lambda: clean_moment("until", until))
    text = tried(faults, lambda: clean_text("reason", reason, longest=LONGEST_REASON))
    if moment is None and not faults:
        faults.append(field_error("until", "FIELD_REQUIRED"))
    if text == "":
        faults.append(field_error("reason", "FIELD_REQUIRED"))
    latest = latest_of(lead, clock, at=at)
    if moment is not None and not max(at, clock.due_at) < moment <= latest:
        words = _("choose a later moment, at the latest {moment}").format(moment=local.moment(latest))
        faults.append(field_error("until", "FIELD_INVALID", reason=words))
    refuse_fields(faults)
    if moment is None or text is None:
        raise AssertionError("a fault is missing")
    before = clock.due_at
    clocks.postpone(clock, moment, at=at)
    record(LeadPostponed(lead=lead, clock=clock, before=before, reason=text, by=by.party(), at=at))
    return lead
