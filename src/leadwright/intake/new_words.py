"""Words of a list column that nobody has here yet: a mapping that says so makes them, where its user may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from leadwright.intake.listed import LISTS, codes_by_word
from leadwright.intake.vocabulary import plain_word
from leadwright.leads.actions.configuration_lists import add_entry
from leadwright.leads.models import LeadDefinition, LeadType
from leadwright.leads.states import ReasonKind
from leadwright.people.models import User

# What stands in a mapping for the code of a word that is to be made.
MADE = "+"
# By field: what the configuration calls the list, and what a new row needs beside its name.
MAKING: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "source": ("sources", {}),
    "category": ("categories", {}),
    "deal_segment": ("deal_segments", {}),
    "lost_reason": ("lost_reasons", {"kind": ReasonKind.CLOSING.value}),
}


@transaction.atomic
def with_new_words(mapping: Mapping[str, Any], *, by: User, at: datetime) -> dict[str, Any]:
    """Return a mapping whose words have codes: those that are to be made are rows of their lists now.

    A word that is there already, in any language, stands for the row that is there.
    """
    fields = {
        name: _with_codes(name, source, by, at) if name in MAKING and isinstance(source, dict) else source
        for name, source in mapping.get("fields", {}).items()
    }
    return {**mapping, "fields": fields} if "fields" in mapping else dict(mapping)


def _with_codes(name: str, source: dict[str, Any], by: User, at: datetime) -> dict[str, Any]:
    values = source.get("values")
    if not isinstance(values, dict) or MADE not in values.values():
        return source
    made = {word: _code_of(name, word, by, at) if code == MADE else code for word, code in values.items()}
    return {**source, "values": made}


def _code_of(name: str, word: str, by: User, at: datetime) -> str:
    (kind, more), rows = MAKING[name], LISTS[name]._default_manager
    if known := codes_by_word(rows.filter(is_retired=False, **more)).get(plain_word(word)):
        return known
    before = set(rows.values_list("code", flat=True))
    labels = {language: " ".join(word.split()) for language, _name in settings.LANGUAGES}
    add_entry(kind, labels, by=by, at=at, offered_in=_everywhere(), **more)
    (code,) = set(rows.values_list("code", flat=True)) - before
    return str(code)


def _everywhere() -> set[str]:
    """Return what can name its own rows of a list, so that a new one is offered there too."""
    definitions = LeadDefinition.objects.values_list("code", flat=True)
    types = LeadType.objects.values_list("code", flat=True)
    return {f"definitions.{code}" for code in definitions} | {f"types.{code}" for code in types}
