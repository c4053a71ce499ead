"""Two writers of one form: what only one of them touched is taken, what both touched is put to the second to choose."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict

from leadwright.foundation import local
from leadwright.foundation.numbers import integer_in
from leadwright.history.models import Entry, EntryQuerySet

BASE = "base"
CHOICE = "choice-"
VERSION = "version"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One field that both writers changed: what each wrote, and the marks by which one of them is chosen."""

    name: str
    label: str
    mine: str
    theirs: str
    mark: str

    @property
    def place(self) -> str:
        """The name of the choice in the form."""
        return f"{CHOICE}{self.name}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """Who changed it last, and when."""

    who: str
    when: str


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What the form holds now, what has to be chosen, and what its writer has seen of each field."""

    data: QueryDict
    clashes: tuple[Clash, ...]
    seen: "Seen"


Plain = str | bool | tuple[str, ...]
# Of several ticks the ticks themselves, so that each is merged by itself; of any other field a mark, not its text.
Seen = dict[str, str | list[str]]


def merge(form: forms.Form) -> Merged:
    """Return what was typed on top of what is stored now, which is the form's initial value of each field."""
    data, seen = copied(form.data), _seen(form)
    clashes: list[Clash] = []
    after = seen_first(form)
    for name in names(form) if seen is not None else ():
        typed, stored = _typed(form, name), _stored(form, name)
        before = (seen or {}).get(name)
        if typed == stored or before == after[name]:
            continue
        if isinstance(typed, tuple) and isinstance(stored, tuple) and isinstance(before, list):
            _put(data, form, name, _both(before, typed, stored))
        elif _is_theirs(form, name, before, bool(seen)):
            _put(data, form, name, stored)
        elif str(form.data.get(f"{CHOICE}{name}")) != f"{MINE}:{_mark(stored)}":
            clashes.append(_clash(form, name, typed, stored))
            after[name] = before or ""
    if seen is not None and VERSION in form.fields:
        data[VERSION] = str(form.initial.get(VERSION, ""))
    return Merged(data=data, clashes=tuple(clashes), seen=after)


def _is_theirs(form: forms.Form, name: str, before: str | list[str] | None, knows_fields: bool) -> bool:
    """Tell whether what is stored stays: the writer left the field as he saw it, never saw it, or gave way."""
    if form.data.get(f"{CHOICE}{name}") == f"{THEIRS}:{_mark(_stored(form, name))}":
        return True
    if before is None:
        return knows_fields and name not in form.data
    return before == _mark(_typed(form, name))


def _both(before: list[str], typed: tuple[str, ...], stored: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ticks that are stored, with those that the writer added and without those that he took away."""
    added = [tick for tick in typed if tick not in before and tick not in stored]
    return (*(tick for tick in stored if tick in typed or tick not in before), *added)


def base_of(seen: Seen) -> str:
    """Return what a form carries along of what its writer has seen."""
    return json.dumps(seen, separators=(",", ":"))


def seen_first(form: forms.Form) -> Seen:
    """Return what is seen of a form that is shown for the first time."""
    return {name: _seen_of(_stored(form, name)) for name in names(form)}


def _seen_of(value: Plain) -> str | list[str]:
    return list(value) if isinstance(value, tuple) else _mark(value)


def latest_change(kind: str, pk: int, *, organisation_id: int | None) -> Change | None:
    """Return which person changed something last, as far as a company knows of it; None asks for all companies."""
    rows = Entry.objects.about(kind, pk)
    return latest_among(rows if organisation_id is None else rows.concerning(organisation_id))


def latest_among(rows: EntryQuerySet) -> Change | None:
    """Return which person made the newest of some entries."""
    entry = rows.exclude(actor_kind="system").newest_first().first()
    return Change(who=entry.readable().actor_name, when=local.moment(entry.at)) if entry else None


def names(form: forms.Form) -> list[str]:
    """Return the fields that are merged: all that can be changed, but no files and not the version itself."""
    return [
        name
        for name, field in form.fields.items()
        if name != VERSION and not field.disabled and not isinstance(field, forms.FileField)
    ]


def copied(data: Any) -> QueryDict:
    """Return what was sent so that it can be changed."""
    if isinstance(data, QueryDict):
        return data.copy()
    copied = QueryDict(mutable=True)
    for name, value in data.items():
        copied.setlist(name, value if isinstance(value, list) else [value])
    return copied


def _seen(form: forms.Form) -> Seen | None:
    """Return what was sent along; {} when only an old version was, None when nothing tells."""
    try:
        marks = json.loads(str(form.data.get(BASE, "")))
    except (ValueError, RecursionError):
        marks = None
    if isinstance(marks, dict) and marks:
        return {str(name): _part(mark) for name, mark in marks.items()}
    version = str(form.data.get(VERSION, "")).strip()
    is_old = (
        VERSION in form.fields
        and integer_in(version) is not None
        and version != str(form.initial.get(VERSION))
    )
    return {} if is_old else None


def _part(mark: object) -> str | list[str]:
    return [str(tick) for tick in mark] if isinstance(mark, list) else str(mark)


def _typed(form: forms.Form, name: str) -> Plain:
    widget = form.fields[name].widget
    return _plain(form, name, widget.value_from_datadict(form.data, form.files, name))


def _stored(form: forms.Form, name: str) -> Plain:
    return _plain(form, name, form.get_initial_for_field(form.fields[name], name))


def _plain(form: forms.Form, name: str, value: Any) -> Plain:
    """Return a value as the browser sends it, in one spelling."""
    field = form.fields[name]
    if isinstance(field.widget, forms.CheckboxInput):
        return bool(value)
    drawn = field.widget.format_value(field.prepare_value(value))
    if isinstance(drawn, list) and getattr(field.widget, "allow_multiple_selected", False):
        return tuple(sorted(str(part) for part in drawn))
    text = "".join(str(part) for part in drawn) if isinstance(drawn, list) else str(drawn or "")
    return text.replace("\r\n", "\n").strip()


def _mark(value: Plain) -> str:
    return sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:16]


def _put(data: QueryDict, form: forms.Form, name: str, value: Plain) -> None:
    """Put what is stored into what was sent, as the browser would send it."""
    if isinstance(value, tuple):
        data.setlist(name, list(value))
    elif isinstance(form.fields[name].widget, forms.CheckboxInput):
        data.pop(name, None)
        data.update({name: "on"} if value else {})
    else:
        data[name] = str(value)


def _clash(form: forms.Form, name: str, typed: Plain, stored: Plain) -> Clash:
    return Clash(
        name=name,
        label=str(form[name].label),
        mine=_in_words(form, name, typed),
        theirs=_in_words(form, name, stored),
        mark=_mark(stored),
    )


def _in_words(form: forms.Form, name: str, value: Plain) -> str:
    """Return a value as people read it: the words of a choice, a tick, else the text itself."""
    if isinstance(value, bool):
        return "✓" if value else "—"
    offered = _offered(getattr(form.fields[name], "choices", ()))
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(offered.get(part, part) for part in parts) or "—"


def _offered(choices: Any) -> dict[str, str]:
    words: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            words |= _offered(label)
        else:
            words[str(value)] = str(label)
    return words
