"""How history keeps values of own fields: as texts, which can be erased, in canonical form; said in words when read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from leadwright.fields.answering import plain_words
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Kind
from leadwright.history.lines import Change, Names

PREFIX = "own."
NAMED = {
    Kind.USER: "user",
    Kind.CONTACT: "contact",
    Kind.CHOICE: "own_choice",
    Kind.CHOICES: "own_choice",
}


def texts(fields: Iterable[OwnField], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return what is to be kept of a change: under the name of each field its kind and what it was and is."""
    kept: dict[str, str] = {}
    for field in fields:
        old, new = before.get(str(field.pk)), after.get(str(field.pk))
        if old != new:
            kept |= {f"{field.name}_from": _kept(field, old), f"{field.name}_to": _kept(field, new)}
    return {name: text for name, text in kept.items() if text}


def _kept(field: OwnField, value: Any) -> str:
    return "" if value is None else json.dumps([field.kind, value], ensure_ascii=False, sort_keys=True)


def is_own(name: str) -> bool:
    """Tell whether a name in history is that of an own field."""
    return name.startswith(PREFIX)


def said(name: str, before: str, after: str, names: Names) -> Change:
    """Say the change of an own field in words; one that is gone since is said without its name."""
    label = names.label("own_field", int(name.removeprefix(PREFIX)))
    return Change(
        field=name,
        label=label or _("A field that was removed"),
        before=_said(before, names),
        after=_said(after, names),
    )


def _said(text: str, names: Names) -> str:
    if not text:
        return ""
    kind, value = json.loads(text)
    if (named := NAMED.get(Kind(kind))) is None:
        return plain_words(Kind(kind), value)
    return ", ".join(names.label(named, key) for key in (value if isinstance(value, list) else [value]))
