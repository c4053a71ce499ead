"""What a change of the configuration says in the reader's words: each field with what it was and what it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from leadwright.foundation import local
from leadwright.foundation.labels import label_in
from leadwright.foundation.naming import field_in_words, field_label
from leadwright.history.lines import Change, Names
from leadwright.leads.configuration.blueprint import NOTICES
from leadwright.leads.configuration.words import DEADLINES, FIELDS, OUTCOMES, PARTS, PEOPLE, ROWS
from leadwright.leads.estimate_words import NAMES as UNITS
from leadwright.leads.models import RoleKind
from leadwright.leads.states import Approach, Feature, Notified, ProductKind, ReasonKind, State

CODES = {
    **dict(State.choices),
    **dict(ReasonKind.choices),
    **dict(ProductKind.choices),
    **dict(Approach.choices),
    **dict(RoleKind.choices),
}
# What the title says already, and what only says where a row came from.
UNSAID = ("code", "is_retired")
Both = Mapping[str, Any]


def title_of(details: Both, names: Names) -> str:
    """Say which record of which list it was, and whether it came, went or changed."""
    part, code, fields = str(details.get("kind", "")), str(details.get("code", "")), fields_of(details)
    words = str(PARTS.get(part, part))
    if not code:
        return gettext("%(list)s: other order") % {"list": words}
    return _act(fields) % {"list": words, "name": _name(part, code, fields, names)}


def _name(part: str, code: str, fields: Both, names: Names) -> str:
    if part == "switched_off":
        return str(dict(Feature.choices).get(code, code))
    if part == NOTICES:
        return str(dict(Notified.choices).get(code, code))
    known = names.label(ROWS[part], code) if part in ROWS else ""
    labels = _ends(fields.get("labels"))
    return known or label_in(labels[1] or labels[0] or {}, get_language(), code)


def _act(fields: Both) -> str:
    before, after = _ends(fields.get("is_retired"))
    if "code" in fields and _ends(fields["code"])[1] is None:
        return gettext("%(list)s: “%(name)s” deleted")
    if "code" in fields and _ends(fields["code"])[0] is None:
        return gettext("%(list)s: “%(name)s” added")
    if before is not None and before != after:
        return (
            gettext("%(list)s: “%(name)s” deleted")
            if after
            else gettext("%(list)s: “%(name)s” offered again")
        )
    return gettext("%(list)s: “%(name)s” changed")


def fields_of(details: Both) -> Both:
    """Return what changed, by field."""
    fields = details.get("changes")
    return fields if isinstance(fields, Mapping) else {}


def _ends(both: Any) -> tuple[Any, Any]:
    return (both[0], both[1]) if isinstance(both, list | tuple) and len(both) == 2 else (None, None)


def changes_of(details: Both, names: Names) -> Iterator[Change]:
    """Say each field that differs."""
    part, fields = str(details.get("kind", "")), fields_of(details)
    for field in sorted(fields, key=_place):
        before, after = _ends(fields[field])
        if field in SEVERAL:
            yield from SEVERAL[field](before, after, names)
        elif field not in UNSAID:
            words = _words_of(ROWS.get(part if field == "order" else field, ""), field, names)
            said = words(before), words(after)
            yield from [_change(field, *said)] if any(said) else []


def _place(field: str) -> int:
    """Return where a field is said: the name first, then as the pages show them."""
    return FIELDS_IN_ORDER.index(field) if field in FIELDS_IN_ORDER else len(FIELDS_IN_ORDER)


def _change(field: str, before: str, after: str, label: str = "") -> Change:
    words = label or str(FIELDS.get(field) or field_label(field))
    return Change(field=field, label=words, before=before, after=after)


def _words_of(row: str, field: str, names: Names) -> Any:
    """Return what says a value of a field; a code by the name of what it means."""

    def say(value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(value, bool):
            return local.yes_or_no(value)
        if isinstance(value, list | tuple):
            return ", ".join(say(item) for item in value)
        if field == "audience" and isinstance(value, Mapping):
            return people_of(value, names)
        if field in ("state", "kind", "estimate_unit"):
            return str((UNITS if field == "estimate_unit" else CODES).get(value, value))
        return names.label(row, value) if row else str(value)

    return say


def people_of(audience: Mapping[str, Any], names: Names) -> str:
    """Name the groups, units, users and roles that something is open to."""
    rows = [names.label(kind, key) for part, kind in PEOPLE.items() for key in audience.get(part) or ()]
    return ", ".join(rows)


def _labels(before: Any, after: Any, names: Names) -> Iterator[Change]:
    del names
    old, new = before or {}, after or {}
    for code, language in settings.LANGUAGES:
        if old.get(code, "") != new.get(code, ""):
            label = gettext("Name in {language}").format(language=gettext(str(language)))
            yield _change(f"label_{code}", old.get(code, ""), new.get(code, ""), label)


def _guidance(before: Any, after: Any, names: Names) -> Iterator[Change]:
    del names
    old, new = before or {}, after or {}
    for code, language in settings.LANGUAGES:
        if old.get(code, "") != new.get(code, ""):
            label = gettext("Guidance in {language}").format(language=gettext(str(language)))
            yield _change(f"guidance_{code}", old.get(code, ""), new.get(code, ""), label)


def _deadlines(before: Any, after: Any, names: Names) -> Iterator[Change]:
    del names
    yield from _each(before, after, lambda name: str(DEADLINES.get(name, name)), str)


def _outcomes(before: Any, after: Any, names: Names) -> Iterator[Change]:
    words = _words_of("status", "outcomes", names)
    yield from _each(before, after, lambda name: str(OUTCOMES.get(name, name)), words)


def _each(before: Any, after: Any, label: Any, say: Any) -> Iterator[Change]:
    old, new = before or {}, after or {}
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            ends = ["" if value is None else say(value) for value in (old.get(name), new.get(name))]
            yield _change(name, ends[0], ends[1], label(name))


def _transitions(before: Any, after: Any, names: Names) -> Iterator[Change]:
    """Say which ways went and which came; those that stayed are many, and say nothing."""
    old, new = before or [], after or []
    gone = [arrow_in_words(row, names) for row in old if row not in new]
    come = [arrow_in_words(row, names) for row in new if row not in old]
    yield _change("transitions", "; ".join(gone), "; ".join(come))


def arrow_in_words(row: Mapping[str, Any], names: Names) -> str:
    """Say a transition with whom it is open to and what it asks for."""
    text = f"{names.label('status', row.get('from'))} → {names.label('status', row.get('to'))}"
    needed = ", ".join(field_in_words(name) for name in row.get("required") or ())
    limits = [people_of(row, names), gettext("needs %(fields)s") % {"fields": needed} if needed else ""]
    said = "; ".join(filter(None, limits))
    return f"{text} ({said})" if said else text


def _levels(field: str) -> Any:
    def say(before: Any, after: Any, names: Names) -> Iterator[Change]:
        del names
        old, new = ({row["level"]: row for row in rows or ()} for rows in (before, after))
        for level in sorted({*old, *new}):
            if old.get(level) != new.get(level):
                ends = [_level_in_words(rows.get(level)) for rows in (old, new)]
                yield _change(f"{field}_{level}", ends[0], ends[1], f"{FIELDS[field]} {level}")

    return say


def _level_in_words(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    marks = [
        gettext("usual") if row.get("is_default") else "",
        "" if row.get("is_supported", True) else gettext("not supported"),
    ]
    return ", ".join(filter(None, [label_in(row.get("labels") or {}, get_language(), ""), *marks]))


def _amount(before: Any, after: Any, names: Names) -> Iterator[Change]:
    del names
    yield _change("amount", str(before or ""), str(after or ""))


FIELDS_IN_ORDER = ("labels", *FIELDS, "outcomes", "deadlines")
SEVERAL = {
    "labels": _labels,
    "guidance": _guidance,
    "deadlines": _deadlines,
    "outcomes": _outcomes,
    "transitions": _transitions,
    "priorities": _levels("priorities"),
    "importances": _levels("importances"),
    "amount": _amount,
}
