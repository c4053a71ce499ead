"""What a user does with notifications: reads them, and chooses which there are."""

import re
from collections.abc import Callable, Mapping, Sequence
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

HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


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


def parts_of(choice: Choice) -> dict[str, Any]:
    """Return a choice in the form in which it is made: the kinds in the list, those mailed, and the quiet hours."""
    return {
        "listed": [kind for kind in Kind.values if kind not in choice.unlisted],
        "at_once": [kind for kind in kinds_with_mail() if kind in choice.at_once],
        "gathered": [kind for kind in kinds_with_mail() if kind in choice.gathered],
        "quiet_from": choice.quiet_from,
        "quiet_to": choice.quiet_to,
    }


@action
def change_choice(data: Mapping[str, Any], *, by: User, at: datetime) -> Choice:
    """Choose some of it anew; what is not given stays. Hours are written as 20:00, and null ends them."""
    held = Choice.objects.select_for_update().filter(user=by.pk).first() or Choice(user=by)
    before, faults = parts_of(held), list[FieldError]()
    given = {name: read(name, data[name], faults) for name, read in READERS.items() if name in data}
    faults += [field_error(name, "FIELD_UNKNOWN") for name in sorted(data.keys() - READERS.keys())]
    refuse_fields(faults)
    after = before | given
    return held if after == before else choose(after, by=by, at=at)


def _kinds(name: str, given: Any, faults: list[FieldError]) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(kind, str) for kind in given):
        faults.append(field_error(name, "FIELD_INVALID", reason=_("it is a list of kinds")))
        return []
    faults += _unknown(name, set(given) - set(Kind.values if name == "listed" else kinds_with_mail()))
    return [kind for kind in Kind.values if kind in given]


def _hour(name: str, given: Any, faults: list[FieldError]) -> time | None:
    if given is None:
        return None
    hour = HOUR.fullmatch(given) if isinstance(given, str) else None
    if hour is None:
        faults.append(field_error(name, "FIELD_INVALID", reason=_("write an hour such as 20:00")))
        return None
    return time(int(hour[1]), int(hour[2]))


READERS: Mapping[str, Callable[[str, Any, list[FieldError]], Any]] = {
    "listed": _kinds,
    "at_once": _kinds,
    "gathered": _kinds,
    "quiet_from": _hour,
    "quiet_to": _hour,
}


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
