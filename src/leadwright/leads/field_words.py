"""How a lead's fields are called and how their values are said, as history and settings need it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.foundation import local
from leadwright.history.lines import Change, Names
from leadwright.leads.estimate_words import estimate_in_words
from leadwright.leads.fields import BY_NAME, kinds, label_of
from leadwright.leads.fields.field import Kind
from leadwright.leads.gaps import Gap
from leadwright.leads.states import State

# What one of several is called, where the field itself is called after all of them.
SINGLE: Mapping[str, Promise] = {
    "products": _("Product"),
    "team": _("Member"),
    "competitors": _("Competitor"),
    "notes": _("Notes"),
}
# What is kept as an id or a code, and as what kind of thing its name is known.
KINDS: Mapping[str, str] = {
    "type": "lead_type",
    "status": "status",
    "source": "source",
    "category": "category",
    "kind": "opportunity_kind",
    "owner": "user",
    "offered_to": "user",
    "team": "user",
    "unit": "unit",
    "group": "group",
    "organisation": "organisation",
    "contact": "contact",
    "priority": "priority",
    "importance": "importance",
    "reason": "lost_reason",
    "deal_segment": "deal_segment",
    "deal_types": "deal_type",
    "products": "product",
    "competitors": "competitor",
}


def field_name(name: str) -> str:
    """Return what a field of a lead is called."""
    return str(SINGLE[name]) if name in SINGLE else label_of(name)


def state_in_words(state: str) -> str:
    """Return what a state is called."""
    return str(State(state).label) if state in State.values else state


def gaps_in_words(gaps: list[str]) -> str:
    """Return what is missing, in words."""
    return ", ".join(str(Gap(gap).label) if gap in Gap.values else gap for gap in gaps)


def deal_in_words(value: Mapping[str, str]) -> str:
    """Return an amount that is kept with its currency."""
    return local.money(value.get("amount"), value.get("currency", ""))


WORDS: Mapping[str, Callable[[Any], str]] = {
    "state": state_in_words,
    "target_currency": local.currency,
    "deal_value": deal_in_words,
    "gaps": gaps_in_words,
    "account": "A-{}".format,
}
WORDS_OF_KINDS: tuple[tuple[Kind, Callable[[Any], str]], ...] = (
    (kinds.MOMENT, local.moment),
    (kinds.PERCENT, local.percent),
    (kinds.ESTIMATE, estimate_in_words),
    (kinds.YES_NO, local.yes_or_no),
)


def value_in_words(field: str, value: Any, names: Names) -> str:
    """Return a value of a field as people read it: an id or a code by its name."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list) and field in KINDS:
        return ", ".join(names.label(KINDS[field], key) for key in value)
    if field in KINDS:
        return names.label(KINDS[field], value)
    return _words_of(field)(value)


def _words_of(field: str) -> Callable[[Any], str]:
    """Return how values of a field are said: in a manner of its own, else that of its kind."""
    kind = BY_NAME[field].kind if field in BY_NAME else None
    of_kind = (say for known, say in WORDS_OF_KINDS if known is kind)
    return WORDS[field] if field in WORDS else next(of_kind, str)


def change(field: str, before: Any, after: Any, names: Names) -> Change:
    """Say how a field of a lead was changed."""
    return Change(
        field=field,
        label=field_name(field),
        before=value_in_words(field, before, names),
        after=value_in_words(field, after, names),
    )


def stated(field: str, value: Any, names: Names) -> Iterator[Change]:
    """Say what a field is since then, if it is anything."""
    if value not in (None, "", []):
        yield change(field, None, value, names)


def changed(pairs: Mapping[str, Any], names: Names) -> Iterator[Change]:
    """Say the old and the new values of fields, an amount with its currency."""
    for field, (before, after) in pairs.items():
        if field == "target_amount":
            yield amount_changed(pairs)
        elif field != "target_currency" or "target_amount" not in pairs:
            yield change(field, before, after, names)


def amount_changed(pairs: Mapping[str, Any]) -> Change:
    """Say the old and the new amount aimed at, each in its currency."""
    before, after = pairs["target_amount"]
    old, new = pairs.get("target_currency", ("", ""))
    return Change(
        field="target_amount",
        label=field_name("target_amount"),
        before=local.money(before, old or ""),
        after=local.money(after, new or ""),
    )
