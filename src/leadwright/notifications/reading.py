"""What notifications say, in the words of whoever reads them now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leadwright.activities.models import Activity
from leadwright.activities.states import Reply
from leadwright.foundation import local
from leadwright.foundation.compiled import Compiled
from leadwright.leads.models import Lead
from leadwright.leads.states import CLOCK_NAMES
from leadwright.leads.telling import known_to
from leadwright.notifications.kinds import Kind
from leadwright.notifications.models import Notification
from leadwright.people.models import User

MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One notification as it is read: what happened, on what, and where to look."""

    id: int
    kind: str
    at: datetime
    text: str
    subject: str
    address: str
    lead: int | None
    activity: int | None
    read_at: datetime | None


def _not_read(user: int) -> "QuerySet[Notification]":
    return Notification.objects.filter(user=user, in_app=True).unread().order_by("-pk").only("pk")[:1]


_NOT_READ = Compiled(_not_read, user=int)


def number_unread(user: User) -> int:
    """Return how many a user has not read; it counts no further than a hundred.

    Every page asks, and most readers have read all: whether there is any costs a tenth of what reach does.
    """
    if _NOT_READ.first(user=user.pk) is None:
        return 0
    return Notification.objects.in_list(user).unread()[:MOST_COUNTED].count()


def lines_of(rows: Sequence[Notification], *, reader: User) -> list[Line]:
    """Return what some notifications of a reader say; leads, activities and people are asked for at once."""
    leads = {
        lead.pk: known_to(reader, lead)
        for lead in Lead.objects.with_rules().filter(pk__in={row.lead_id for row in rows if row.lead_id})
    }
    numbers = {row.activity_id for row in rows if row.activity_id}
    activities = {row.pk: row for row in Activity.objects.select_related("kind").filter(pk__in=numbers)}
    names = dict(
        User.objects.get_queryset()
        .filter(pk__in={row.by_id for row in rows if row.by_id})
        .values_list("pk", "name")
    )
    return [
        _line(row, leads.get(row.lead_id or 0), activities.get(row.activity_id or 0), names) for row in rows
    ]


def _line(row: Notification, lead: Lead | None, activity: Activity | None, names: Mapping[int, str]) -> Line:
    return Line(
        id=row.pk,
        kind=row.kind,
        at=row.at,
        text=_text(row, names.get(row.by_id or 0, ""), activity),
        subject=_subject(lead, activity),
        address=_address(row),
        lead=row.lead_id,
        activity=row.activity_id,
        read_at=row.read_at,
    )


def _subject(lead: Lead | None, activity: Activity | None) -> str:
    if lead is None:
        return activity.title if activity is not None else ""
    return f"L-{lead.pk} · {lead.contact.name}" if lead.contact else f"L-{lead.pk}"


def _address(row: Notification) -> str:
    if row.activity_id is not None:
        return f"/activities/{row.activity_id}/"
    if mail := row.details.get("mail"):
        return f"/mails/{mail}/"
    return f"/leads/{row.lead_id}/"


def _text(row: Notification, who: str, activity: Activity | None) -> str:
    title = activity.title if activity is not None else ""
    match row.kind:
        case Kind.OFFERED:
            return _("A lead is offered to you")
        case Kind.ASSIGNED:
            return _("%(who)s assigned a lead to you") % {"who": who or _("Somebody")}
        case Kind.REASSIGNED:
            return _("%(who)s handed a lead on to you") % {"who": who or _("Somebody")}
        case Kind.DUE:
            return _due(row)
        case Kind.MENTIONED if activity is None:
            return _("%(who)s mentioned you in a note") % {"who": who or _("Somebody")}
        case Kind.MENTIONED:
            return _("%(who)s mentioned you in “%(title)s”") % {"who": who or _("Somebody"), "title": title}
        case Kind.MAIL:
            return _("Mail arrived on your lead")
        case Kind.PLANNED:
            return _("%(who)s planned “%(title)s” for you") % {"who": who or _("Somebody"), "title": title}
        case Kind.REPLIED:
            return _("The invitation to “%(title)s” was answered: %(reply)s") % {
                "title": title,
                "reply": Reply(row.details.get("reply", Reply.WAITING)).label,
            }
    return _("A mail to the contact came back")


def _due(row: Notification) -> str:
    kind = str(row.details.get("clock", ""))
    return f"{CLOCK_NAMES.get(kind, kind)}: {local.moment(row.details.get('due_at'))}"
