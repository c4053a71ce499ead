"""Lists of mails: those of a lead, those without one, those that were put aside."""

from leadwright.leads.models import Lead
from leadwright.mails.models import Mail, MailKind, MailQuerySet
from leadwright.people.access import require
from leadwright.people.models import User


def mails_of_lead(number: int, *, by: User) -> MailQuerySet:
    """Return the mails of a lead that its reader may know, the latest first; of one beyond reach there are none."""
    rows = Mail.objects.within_reach(by, "lead.view").filter(lead=number)
    return rows.with_surroundings().newest_first()


def mails_on_seen(lead: Lead, *, by: User) -> MailQuerySet:
    """Return the same of a lead that its reader was shown already, without what its page says itself.

    Nobody has put one of a lead aside.
    """
    rows = Mail.objects.filter(lead=lead.pk).open_to(by).with_surroundings()
    return rows.select_related(None).newest_first()


def without_lead(*, by: User, put_aside: bool = False) -> MailQuerySet:
    """Return the mails without a lead of the user's company that wait, or those that were put aside."""
    require(by, "mail.manage")
    rows = Mail.objects.within_reach(by, "mail.manage")
    rows = rows.exclude(put_aside_at=None) if put_aside else rows.waiting()
    return rows.with_surroundings().newest_first()


def of_company(*, by: User) -> MailQuerySet:
    """Return all mails of the user's company that he may read, the latest first."""
    rows = Mail.objects.filter(organisation=by.organisation_id)
    return rows.readable_by(by).with_surroundings().newest_first()


def of_kind(rows: MailQuerySet, kind: str) -> MailQuerySet:
    """Narrow a list to one kind; an empty one is any."""
    return rows.filter(kind=kind) if kind in MailKind.values else rows
