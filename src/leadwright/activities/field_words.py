"""How the fields of an activity are called and how their values are said, for history, refusals and pages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.activities.states import Direction, Reply, Weight
from leadwright.fields.tracing import is_own, said
from leadwright.foundation import local
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.field_words import amount_changed
from leadwright.leads.money import AMOUNT

# What a field is called in a sentence.
WORDS: Mapping[str, str | Promise] = {
    "kind": _("the kind of activity"),
    "subject": _("the subject"),
    "details": _("the details"),
    "at": _("the time"),
    "end": _("the end"),
    "place": _("the place"),
    "direction": _("the direction"),
    "next_step": _("the next step"),
    "notes": _("the notes"),
    "participants": _("who takes part"),
    "based_on": _("what the activity is based on"),
    "next": _("the next activity"),
    "next.kind": _("the kind of the next activity"),
    "next.at": _("the time of the next activity"),
    "remind": _("when to be reminded"),
    "lead": _("the lead"),
}
LABELS: Mapping[str, str | Promise] = {
    "kind": _("Kind"),
    "subject": _("Subject"),
    "details": _("Details"),
    "starts_at": _("When"),
    "ends_at": _("Until"),
    "place": _("Where"),
    "direction": _("Direction"),
    "importance": _("Importance"),
    "next_step": _("Next step"),
    "notes": _("Notes"),
    "owner": _("Who does it"),
    "participants": _("Who takes part"),
    "remind_minutes": _("Reminder"),
    "success_rate": _("Success rate"),
    "shared": _("Shared"),
    "reply": _("Answer"),
    "because": _("Why"),
    "invited": _("Invited"),
}
BECAUSE: Mapping[str, str | Promise] = {
    "lead_deleted": _("the lead was deleted"),
    "lead_offered": _("the lead was offered to another company"),
    "lead_withdrawn": _("the lead was taken back"),
}


def minutes_in_words(value: int) -> str:
    """Say how long before an activity begins one is reminded of it."""
    from_now = _("%(number)s minutes before")
    return str(from_now) % {"number": value}


def _because(code: str) -> str:
    return str(BECAUSE.get(code, code))


VALUES: Mapping[str, Callable[[Any], str]] = {
    "starts_at": local.moment,
    "ends_at": local.moment,
    "shared": local.yes_or_no,
    "remind_minutes": minutes_in_words,
    "success_rate": local.percent,
    "because": _because,
    "direction": lambda value: str(Direction(value).label),
    "importance": lambda value: str(Weight(value).label),
    "reply": lambda value: str(Reply(value).label),
}
NAMED: Mapping[str, str] = {"kind": "activity_kind", "owner": "user", "contacts": "contact", "users": "user"}


def value_in_words(name: str, value: Any, names: Names) -> str:
    """Return a value of a field as people read it: an id or a code by its name."""
    if value in (None, "", []):
        return ""
    if name in NAMED:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(names.label(NAMED[name], key) for key in keys)
    return VALUES.get(name, str)(value)


def label_of(name: str) -> str:
    """Return what a field is called where it stands alone."""
    return str(LABELS["participants" if name in ("contacts", "users") else name])


def stated(name: str, value: Any, names: Names) -> Iterator[Change]:
    """Say what a field is, if it is anything."""
    if value not in (None, "", []):
        yield Change(field=name, label=label_of(name), after=value_in_words(name, value, names))


def changed(entry: ReadableEntry, names: Names) -> Iterator[Change]:
    """Say the old and the new values of what an entry changed, texts after all else."""
    pairs: Mapping[str, Any] = entry.details.get("changes", {})
    if "target_amount" in pairs:
        yield amount_changed(pairs)
    for name, (before, after) in pairs.items():
        if name in AMOUNT:
            continue
        yield Change(
            field=name,
            label=label_of(name),
            before=value_in_words(name, before, names),
            after=value_in_words(name, after, names),
        )
    for name, (before, after) in entry.changed_texts().items():
        if is_own(name):
            yield said(name, before, after, names)
        else:
            yield Change(field=name, label=label_of(name), before=before, after=after)
