"""How the values of a contact's fields are said in history, where they are kept as codes and ids."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.contacts.models import Kind
from leadwright.foundation import local
from leadwright.foundation.naming import field_label
from leadwright.history.lines import Change, Names

KINDS: Mapping[str, Promise] = {Kind.PERSON: _("Person"), Kind.COMPANY: _("Company")}


def kind_in_words(kind: str) -> str:
    """Return what a kind of contact is called."""
    return str(KINDS.get(kind, kind))


WORDS: Mapping[str, Callable[[str], str]] = {
    "kind": kind_in_words,
    "country": local.country,
    "language": local.language,
    "vat_rate": local.percent,
    "birth_date": local.day,
}


def value_in_words(name: str, value: str, names: Names) -> str:
    """Return a value as people read it: what is kept as a code or an id by its name."""
    if not value:
        return ""
    if name == "groups":
        return ", ".join(names.label("contact_group", code) for code in value.split(", "))
    if name == "title":
        return names.label("contact_title", value)
    if name == "company":
        return names.label("contact", value)
    return WORDS[name](value) if name in WORDS else value


def change(name: str, before: str, after: str, names: Names) -> Change:
    """Say how a field of a contact was changed."""
    return Change(
        field=name,
        label=field_label(name),
        before=value_in_words(name, before, names),
        after=value_in_words(name, after, names),
    )
