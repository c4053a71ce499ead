"""What every verb of an activity does at its end: store it, and let its lead know what comes next."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from leadwright.activities.cleaning import People
from leadwright.activities.models import Activity, Participant
from leadwright.fields.computing import compute
from leadwright.leads.actions.working import NextActivity, keep_next_activity, take_in
from leadwright.leads.models import Lead
from leadwright.leads.money import amount_in
from leadwright.people.models import User

SAID = {
    "notes": "latest_notes",
    "target_amount": "target_amount",
    "target_currency": "target_currency",
    "success_rate": "success_rate",
}


def store(activity: Activity, *, at: datetime, **values: Any) -> None:
    """Write changes of a locked activity, and what is computed from them; its version rises by one."""
    for name, value in values.items():
        setattr(activity, name, value)
    if compute(activity):
        values["own_fields"] = activity.own_fields
    activity.version, activity.updated_at = activity.version + 1, at
    activity.save(update_fields=[*values, "version", "updated_at"])


def keep_next(lead: Lead | None) -> None:
    """Keep on a locked lead which of its open activities comes first."""
    if lead is None:
        return
    rows = list(Activity.objects.of_lead(lead.pk).open().select_related("kind").order_by("starts_at", "pk"))
    first = NextActivity(id=rows[0].pk, at=rows[0].starts_at, kind=rows[0].kind) if rows else None
    keep_next_activity(lead, first, number=len(rows))


def tell_lead(activity: Activity, said: Collection[str], *, by: User, at: datetime, is_contact: bool) -> None:
    """Let the lead know what was said just now in notes, amount and rate; what was left empty changes nothing."""
    if activity.lead is None:
        return
    names = {*said, *amount_in(said)}
    columns = {of_lead: getattr(activity, name) for name, of_lead in SAID.items() if name in names}
    take_in(activity.lead, columns, by=by, at=at, is_contact=is_contact)


def put_people(activity: Activity, people: People) -> None:
    """Store who takes part; whoever stays keeps what he or she replied."""
    kept = {(line.contact_id, line.user_id): line for line in activity.participants.all()}
    lines = people.lines(activity)
    wanted = {(line.contact_id, line.user_id) for line in lines}
    gone = [line.pk for place, line in kept.items() if place not in wanted]
    Participant.objects.filter(pk__in=gone).delete()
    Participant.objects.bulk_create(line for line in lines if (line.contact_id, line.user_id) not in kept)


def team_of(owner: User, people: People) -> list[int]:
    """Return the users who have to do with an activity: who does it and who takes part."""
    return sorted({owner.pk, *(user.pk for user in people.users)})


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], texts: Iterable[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what changed: codes and numbers with old and new, and texts apart, since they can be erased."""
    personal = set(texts)
    moved = {name for name, old in before.items() if old != after[name]}
    moved |= set(amount_in(moved))
    changes = {name: [_plain(before[name]), _plain(after[name])] for name in sorted(moved - personal)}
    said: dict[str, str] = {}
    for name in sorted(moved & personal):
        said |= {f"{name}_from": str(before[name] or ""), f"{name}_to": str(after[name] or "")}
    return changes, {name: text for name, text in said.items() if text}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | list) else str(value)
