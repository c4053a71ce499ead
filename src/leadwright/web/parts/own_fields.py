"""Own fields in forms: a control for each kind, and back to what the API takes."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.contacts.own import contacts_in
from leadwright.fields.answering import ids_in
from leadwright.fields.definitions import Fields
from leadwright.fields.models import OwnField
from leadwright.fields.reading import LONGEST
from leadwright.fields.showing import by_section
from leadwright.fields.subjects import WITH_CHOICES, Kind
from leadwright.foundation import local
from leadwright.foundation.numbers import number_in, written_decimal
from leadwright.foundation.text import fault_in_line, name_key
from leadwright.people.models import User
from leadwright.web.base import choices
from leadwright.web.base.fields import MOMENT, Number, moment_typed
from leadwright.web.base.forms import ActForm, amount_given, blank, plain_number

PREFIX = "fields."
YES, NO = "yes", "no"
# What a control offers for choice, so that a script can compare it.
COMPARED = WITH_CHOICES | {Kind.BOOLEAN}


def name_of(row: OwnField) -> str:
    """Return the name of a field in a form, which is how a refusal names it too."""
    return f"{PREFIX}{row.key}"


class OwnFieldsForm(ActForm):
    """A form with own fields: `own_fields` are those that it asks for, `own_rows` says under which headings."""

    own_fields: tuple[OwnField, ...] = ()
    own_rows: tuple[tuple[str, list[str]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Named:
    """What the users and contacts that values name are called to somebody: a contact out of reach has no name."""

    by: User
    contacts: Mapping[int, str] = field(default_factory=dict)
    users: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Whom somebody can choose."""
        return choices.own_people(self.by)


def named_in(fields: Fields, values: Mapping[str, Any], *, by: User) -> Named:
    """Return what some values name, in one query for each kind."""
    ids = set(ids_in(fields, [values], Kind.USER))
    rows = User.objects.filter(pk__in=ids).values_list("pk", "email", "name") if ids else ()
    users = {pk: (email, name) for pk, email, name in rows}
    return Named(by=by, contacts=contacts_in(fields, [values], by), users=users)


def add_own_fields(
    form: OwnFieldsForm, fields: Iterable[OwnField], values: Mapping[str, Any], *, by: User
) -> None:
    """Put controls for some fields into a form, with the values that a row has."""
    asked = tuple(row for row in fields if not (row.is_retired or row.is_computed))
    named, known = named_in(asked, values, by=by), {row.pk: row for row in asked}
    for row in asked:
        form.fields[name_of(row)] = _control(row, values.get(str(row.pk)), named, _conditions(row, known))
    form.own_fields = asked
    form.own_rows = tuple((title, list(map(name_of, rows))) for title, rows in by_section(asked).items())


def own_data(form: OwnFieldsForm, *, by: User) -> dict[str, Any]:
    """Return what was changed in the own fields of a form, as the actions take it; nothing if nothing was."""
    changed = set(form.changed_data) & form.cleaned_data.keys()
    given = {
        row.key: _given(row, form.cleaned_data[name_of(row)], by)
        for row in form.own_fields
        if name_of(row) in changed
    }
    return {"fields": given} if given else {}


def without_own_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed into the other fields."""
    return {name: value for name, value in data.items() if not name.startswith(PREFIX)}


def _control(row: OwnField, value: Any, named: Named, attrs: dict[str, str]) -> forms.Field:
    usual: dict[str, Any] = {
        "label": f"{row.label} ({row.unit})" if row.unit else row.label,
        "help_text": row.help,
        "required": False,
        "initial": typed_value(row, value, named),
    }
    offered = _choices(row, value, named)
    if row.kind == Kind.CHOICES:
        several = forms.CheckboxSelectMultiple(attrs=attrs)
        return forms.MultipleChoiceField(**usual, choices=offered, widget=several)
    if offered:
        return forms.ChoiceField(**usual, choices=blank(offered), widget=forms.Select(attrs=attrs))
    control = Number if row.kind in (Kind.DECIMAL, Kind.MONEY) else forms.CharField
    return control(**usual, widget=_widget(row, attrs))


def _conditions(row: OwnField, known: Mapping[int, OwnField]) -> dict[str, str]:
    """Return the marks by which a control is hidden while the field that it depends on says otherwise.

    What is typed freely can be written in many ways: of it only whether there is anything counts here.
    """
    other = known.get(row.condition["field"]) if row.condition else None
    if other is None:
        return {}
    wanted = row.condition.get("is") or () if other.kind in COMPARED else ()
    codes = [typed_value(other, [item] if other.kind == Kind.CHOICES else item) for item in wanted]
    flat = [code for item in codes for code in (item if isinstance(item, list) else [item])]
    return {"data-shown-if": name_of(other), "data-shown-for": json.dumps(flat)}


def _choices(row: OwnField, value: Any, named: Named) -> list[tuple[str, str]]:
    if row.kind == Kind.BOOLEAN:
        return [(YES, _("yes")), (NO, _("no"))]
    if row.kind == Kind.USER:
        holder = named.users.get(value)
        known = dict([holder] if holder else ()) | dict(named.people)
        return list(known.items())
    if row.kind not in WITH_CHOICES:
        return []
    chosen = set(value if isinstance(value, list) else [value])
    return [
        (choice.code, choice.label) for choice in row.choices if not choice.is_retired or choice.pk in chosen
    ]


def _widget(row: OwnField, attrs: dict[str, str]) -> forms.Widget:
    if row.kind == Kind.LONG_TEXT:
        return forms.Textarea(attrs={**attrs, "rows": 3})
    more = {
        Kind.INTEGER: {"inputmode": "numeric"},
        Kind.DECIMAL: {"inputmode": "decimal"},
        Kind.DATE: {"type": "date"},
        Kind.DATETIME: {"type": "datetime-local"},
        Kind.URL: {"inputmode": "url", "maxlength": str(LONGEST[Kind.URL])},
        Kind.TEXT: {"maxlength": str(LONGEST[Kind.TEXT])},
    }
    return forms.TextInput(attrs={**attrs, **more.get(Kind(row.kind), {})})


def typed_value(row: OwnField, value: Any, named: Named | None = None) -> Any:
    """Return a canonical value as somebody would type or choose it."""
    if value is None:
        return [] if row.kind == Kind.CHOICES else ""
    if row.kind == Kind.USER:
        return named.users.get(value, ("", ""))[0] if named else ""
    if row.kind == Kind.CONTACT:
        return named.contacts.get(value, "") if named else ""
    writer = TYPED.get(Kind(row.kind))
    return writer(row, value) if writer else str(value)


def _codes(row: OwnField, value: Any) -> list[str]:
    return [choice.code for choice in row.choices if choice.pk in value]


TYPED: Mapping[Kind, Callable[[OwnField, Any], Any]] = {
    Kind.BOOLEAN: lambda row, value: YES if value else NO,
    Kind.CHOICE: lambda row, value: next(iter(_codes(row, [value])), ""),
    Kind.CHOICES: _codes,
    Kind.DECIMAL: lambda row, value: written_decimal(Decimal(value), local.decimal_mark()),
    Kind.MONEY: lambda row, value: (
        f"{written_decimal(Decimal(value['amount']), local.decimal_mark())} {value['currency']}"
    ),
    Kind.DATETIME: lambda row, value: timezone.localtime(datetime.fromisoformat(value)).strftime(MOMENT),
}


def _given(field: OwnField, typed: Any, by: User) -> Any:
    """Return what was typed as the actions take it; what cannot be read is handed on as it is, and refused there."""
    if typed in ("", None, []):
        return None
    reader = GIVEN.get(Kind(field.kind))
    return reader(typed, by) if reader else typed


def _given_money(typed: str, by: User) -> dict[str, str]:
    return amount_given(typed)


def _given_moment(typed: str, by: User) -> Any:
    """Return a moment of the reader's clock with its offset; one that the clock leaps over is handed on as typed."""
    return moment_typed(typed)


def _given_contact(typed: str, by: User) -> Any:
    """Return the id of a contact that was named by its id or its whole name."""
    if number_in(typed) is not None or fault_in_line(typed):
        return typed
    rows = Contact.objects.within_reach(by, "contact.view").filter(sort_name=name_key(typed))
    keys = list(rows.values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else typed


GIVEN: Mapping[Kind, Callable[[Any, Any], Any]] = {
    Kind.BOOLEAN: lambda typed, by: typed == YES,
    Kind.INTEGER: lambda typed, by: plain_number(typed),
    Kind.DECIMAL: lambda typed, by: plain_number(typed),
    Kind.MONEY: _given_money,
    Kind.DATETIME: _given_moment,
    Kind.CONTACT: _given_contact,
}


def value_from(field: OwnField, text: str) -> Any:
    """Return a value that was typed as one text, as the actions take it: choices by their codes, with commas."""
    if not text:
        return None
    if field.kind == Kind.CHOICES:
        return [part.strip() for part in text.split(",") if part.strip()] or text
    if field.kind == Kind.BOOLEAN:
        return {YES: True, _("yes"): True, NO: False, _("no"): False}.get(text.lower(), text)
    reader = GIVEN.get(Kind(field.kind))
    return text if reader is None or field.kind == Kind.CONTACT else reader(text, None)
