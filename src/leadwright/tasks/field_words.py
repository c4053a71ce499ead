"""How the fields of a task are called and how their values are said, for history, refusals and pages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.fields.tracing import is_own, said
from leadwright.foundation import local
from leadwright.history.lines import Change, Names, ReadableEntry
from leadwright.leads.states import Notified
from leadwright.tasks.states import Weight

# What a field is called in a sentence.
WORDS: Mapping[str, str | Promise] = {
    "due": _("when it is due"),
    "starts": _("when it begins"),
    "working_days": _("the number of working days"),
    "deliverable": _("what is to be delivered"),
    "instructions": _("the instructions"),
    "results": _("the results"),
    "completed_on": _("the day of completion"),
    "unit": _("the unit"),
    "text": _("the text"),
}
LABELS: Mapping[str, str | Promise] = {
    "subject": _("Task"),
    "owner": _("In charge"),
    "unit": _("For the unit"),
    "role": _("For the role"),
    "due_at": _("Due"),
    "starts_at": _("Begins"),
    "importance": _("Importance"),
    "instructions": _("Instructions"),
    "deliverable": _("Deliverable"),
    "results": _("Results"),
    "completed_on": _("Completed on"),
    "because": _("Why"),
    "whom": _("To"),
}
BECAUSE: Mapping[str, str | Promise] = {
    "lead_won": _("the lead was won"),
    "lead_lost": _("the lead was lost"),
    "lead_cancelled": _("the lead was cancelled"),
    "lead_deleted": _("the lead was deleted"),
    "lead_offered": _("the lead was offered to another company"),
    "lead_withdrawn": _("the lead was taken back"),
    "kind_changed": _("another kind of opportunity was chosen"),
    "version_changed": _("the process goes by another version"),
}


def because_in_words(code: str) -> str:
    """Say why a task, or the process that it is of, was closed from outside."""
    return str(BECAUSE.get(code, code))


VALUES: Mapping[str, Callable[[Any], str]] = {
    "due_at": local.moment,
    "starts_at": local.moment,
    "completed_on": local.day,
    "because": because_in_words,
    "whom": lambda value: str(dict(Notified.choices).get(value, value)),
    "importance": lambda value: str(Weight(value).label),
}
NAMED: Mapping[str, str] = {"owner": "user", "unit": "unit", "role": "role"}


def value_in_words(name: str, value: Any, names: Names) -> str:
    """Return a value of a field as people read it: an id by its name."""
    if value in (None, ""):
        return ""
    if name in NAMED:
        return names.label(NAMED[name], value)
    return VALUES.get(name, str)(value)


def stated(name: str, value: Any, names: Names) -> Iterator[Change]:
    """Say what a field is, if it is anything."""
    if value not in (None, ""):
        yield Change(field=name, label=str(LABELS[name]), after=value_in_words(name, value, names))


def changed(entry: ReadableEntry, names: Names) -> Iterator[Change]:
    """Say the old and the new values of what an entry changed, texts after all else."""
    pairs: Mapping[str, Any] = entry.details.get("changes", {})
    for name, (before, after) in pairs.items():
        yield Change(
            field=name,
            label=str(LABELS[name]),
            before=value_in_words(name, before, names),
            after=value_in_words(name, after, names),
        )
    for name, (before, after) in entry.changed_texts().items():
        if is_own(name):
            yield said(name, before, after, names)
        else:
            yield Change(field=name, label=str(LABELS[name]), before=before, after=after)
