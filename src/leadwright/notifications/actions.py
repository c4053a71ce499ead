"""What a user does with notifications: reads them, and chooses which there are."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leadwright.foundation.batches import action
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.history.record import record
from leadwright.notifications.facts import NotificationsChosen
from leadwright.notifications.kinds import Kind, kinds_with_mail
from leadwright.notifications.models import Choice, Notification
from leadwright.people.models import User


@action
def read(pk: int, *, by: User, at: datetime) -> Notification:
    """Mark one as read; one that is read already stays as it is. It is a mark of its reader, not part of history."""
    row = Notification.objects.fetch(pk, by=by)
    _mark(Notification.objects.filter(pk=row.pk), at=at)
    row.refresh_from_db(fields=["read_at"])
    return row


@action
def read_all(*, by: User, at: datetime) -> int:
    """Mark all of a user's own as read, also those that the user may see no longer; returns how many."""
    return _mark(Notification.objects.filter(user=by.pk, in_app=True), at=at)


def _mark(rows: "QuerySet[Notification]", *, at: datetime) -> int:
    return rows.filter(read_at=None).update(read_at=at)


def choice_of(user: User) -> Choice:
    """Return what a user chose, or what holds for whoever chose nothing."""
    return Choice.objects.filter(user=user.pk).first() or Choice(user=user)


@action
def choose(data: Mapping[str, Any], *, by: User, at: datetime) -> Choice:
    """Choose of what to be notified, where and when: kinds in the list, those mailed, and the quiet hours."""
    known, with_mail = set(Kind.values), set(kinds_with_mail())
    listed, at_once, gathered = (set(data.get(name) or ()) for name in ("listed", "at_once", "gathered"))
    faults = _unknown("listed", listed - known) + _unknown("at_once", at_once - with_mail)
    faults += _unknown("gathered", gathered - with_mail)
    if at_once & gathered:
        reason = _("choose for each kind either at once or each morning")
        faults.append(field_error("gathered", "FIELD_INVALID", reason=reason))
    begin, end = data.get("quiet_from"), data.get("quiet_to")
    faults += _halves(begin, end)
    refuse_fields(faults)
    values = {
        "unlisted": sorted(known - listed),
        "at_once": sorted(at_once),
        "gathered": sorted(gathered),
        "quiet_from": begin,
        "quiet_to": end,
    }
    choice, _is_new = Choice.objects.update_or_create(user=by, defaults=values)
    record(NotificationsChosen(user=by, by=by.party(), at=at))
    return choice


def _unknown(field: str, names: set[str]) -> list[FieldError]:
    reason = _("choose one that exists and that you can see")
    return [field_error(field, "FIELD_INVALID", reason=reason)] if names else []


def _halves(begin: time | None, end: time | None) -> Sequence[FieldError]:
    """Refuse quiet hours of which only the beginning or the end is said."""
    if (begin is None) == (end is None):
        return []
    missing = "quiet_from" if begin is None else "quiet_to"
    return [field_error(missing, "FIELD_REQUIRED")]
