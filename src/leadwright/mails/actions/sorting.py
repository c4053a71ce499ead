"""Put a mail aside, share one with the other side, and let an arrival be read again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import field_error, refuse, refuse_fields
from leadwright.history.record import record
from leadwright.inbox.models import STUCK, RawArrival, Verdict
from leadwright.leads.cleaning import clean_text, tried
from leadwright.leads.locking import locked
from leadwright.leads.sides import other_side
from leadwright.mails.actions.locking import locked_mail, require_to_sort
from leadwright.mails.facts import ArrivalReadAgain, MailPutAside, MailShared
from leadwright.mails.lifecycle import Verb, check
from leadwright.mails.models import Mail
from leadwright.people.access import require
from leadwright.people.models import User

LONGEST_REASON = 500


@action
def put_aside(pk: int, data: Mapping[str, Any], *, by: User, at: datetime) -> Mail:
    """Say that a mail needs nothing more, and why; it is kept."""
    require_to_sort(pk, by=by)
    mail = locked_mail(pk)
    check(mail, Verb.PUT_ASIDE, by=by)
    faults = [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - {"reason"})]
    reason = tried(faults, lambda: clean_text("reason", data.get("reason"), longest=LONGEST_REASON))
    if reason == "":
        faults.append(field_error("reason", "FIELD_REQUIRED"))
    refuse_fields(faults)
    mail.put_aside_at, mail.put_aside_by, mail.put_aside_reason = at, by, reason or ""
    mail.save(update_fields=["put_aside_at", "put_aside_by", "put_aside_reason"])
    record(MailPutAside(mail=mail, by=by.party(), at=at))
    return mail


@action
def share(pk: int, *, by: User, at: datetime) -> Mail:
    """Let the other company that has to do with the lead read a mail of it."""
    seen = Mail.objects.fetch(pk, by=by)
    if seen.lead_id is not None:
        locked(seen.lead_id, by=by)
    mail = locked_mail(pk)
    check(mail, Verb.SHARE, by=by)
    if mail.lead is None:
        refuse("MAIL_WITHOUT_LEAD")
    mail.is_shared, mail.shared_with = True, other_side(mail.lead, mail.organisation_id)
    mail.save(update_fields=["is_shared", "shared_with"])
    record(MailShared(lead=mail.lead, mail=mail, by=by.party(), at=at))
    return mail


@action
def read_again(pk: int, *, by: User, at: datetime) -> RawArrival:
    """Let an arrival that could not be read wait for its turn once more."""
    require(by, "mail.manage")
    RawArrival.objects.within_reach(by, "mail.manage").defer("content").fetch(pk)
    arrival = RawArrival.objects.select_for_update().defer("content").get(pk=pk)
    if arrival.verdict not in STUCK:
        refuse("ALREADY_READ")
    if not arrival.is_complete:
        refuse("ONLY_THE_BEGINNING")
    wait_again(arrival)
    record(ArrivalReadAgain(arrival=arrival, by=by.party(), at=at))
    return arrival


def wait_again(arrival: RawArrival) -> None:
    """Put an arrival back among those that wait, as if it had come now."""
    arrival.verdict, arrival.attempts, arrival.leased_until = Verdict.NEW, 0, None
    arrival.save(update_fields=["verdict", "attempts", "leased_until"])
