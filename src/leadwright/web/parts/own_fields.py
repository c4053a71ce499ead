"""Own fields in forms: a control for each kind, and back to what the API takes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from leadwright.contacts.models import Contact
from leadwright.fields.models import OwnField
from leadwright.fields.reading import LONGEST
from leadwright.fields.showing import by_section
from leadwright.fields.subjects import WITH_CHOICES, Kind
from leadwright.foundation.numbers import number_in
from leadwright.foundation.text import fault_in_line, sort_key
from leadwright.people.models import User
from leadwright.web.base import choices
from leadwright.web.base.forms import blank, plain_amount

PREFIX = "fields."
YES, NO = "yes", "no"
MOMENT = "%Y-%m-%dT%H:%M"


def name_of(field: OwnField) -> str:
    """Return the name of a field in a form, which is how a refusal names it too."""
    return f"{PREFIX}{field.key}"


def add_own_fields(
    form: forms.Form, fields: Iterable[OwnField], values: Mapping[str, Any], *, by: User
) -> None:
    """Put controls for some fields into a form, with the values that a row has; `own_rows` says where they stand."""
    asked = [field for field in fields if not (field.is_retired or field.is_computed)]
    for field in asked:
        form.fields[name_of(field)] = _control(field, values.get(str(field.pk)), by)
    form.own_fields = asked  # type: ignore[attr-defined]
    form.own_rows = [  # type: ignore[attr-defined]
        (title, [name_of(field) for field in rows]) for title, rows in by_section(asked).items()
    ]


def own_data(form: forms.Form, *, by: User) -> dict[str, Any]:
    """Return what was typed into the own fields of a form, as the actions take it; nothing if it has none."""
    asked: list[OwnField] = getattr(form, "own_fields", [])
    given = {
        field.key: _given(field, form.cleaned_data.get(name_of(field)), by)
        for field in asked
        if name_of(field) in form.cleaned_data
    }
    return {"fields": given} if given else {}


def without_own_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed into the other fields."""
    return {name: value for name, value in data.items() if not name.startswith(PREFIX)}


def _control(field: OwnField, value: Any, by: User) -> forms.Field:
    usual: dict[str, Any] = {"label": _label(field), "help_text": field.help, "required": False}
    offered = _choices(field, value, by)
    if field.kind == Kind.CHOICES:
        several = forms.CheckboxSelectMultiple(attrs=_conditions(field))
        return forms.MultipleChoiceField(
            **usual, choices=offered, widget=several, initial=typed_value(field, value)
        )
    if offered:
        select = forms.Select(attrs=_conditions(field))
        return forms.ChoiceField(
            **usual, choices=blank(offered), widget=select, initial=typed_value(field, value)
        )
    return forms.CharField(**usual, widget=_widget(field), initial=typed_value(field, value))


def _label(field: OwnField) -> str:
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _conditions(field: OwnField) -> dict[str, str]:
    """Return the marks by which a control is hidden while the field that it depends on says otherwise."""
    if not field.condition:
        return {}
    other = OwnField.objects.prefetch_related("choice_rows").filter(pk=field.condition["field"]).first()
    if other is None:
        return {}
    codes = {row.pk: row.code for row in other.choices}
    wanted = [_offered_as(item, codes) for item in field.condition.get("is") or ()]
    return {"data-shown-if": name_of(other), "data-shown-for": " ".join(wanted)}


def _offered_as(item: Any, codes: Mapping[int, str]) -> str:
    """Return a canonical value as the control of its field offers it."""
    if isinstance(item, bool):
        return YES if item else NO
    return str(codes.get(item, item))


def _choices(field: OwnField, value: Any, by: User) -> list[tuple[str, str]]:
    if field.kind == Kind.BOOLEAN:
        return [(YES, _("yes")), (NO, _("no"))]
    if field.kind == Kind.USER:
        return choices.own_people(by)
    if field.kind not in WITH_CHOICES:
        return []
    chosen = set(value if isinstance(value, list) else [value])
    return [(row.code, row.label) for row in field.choices if not row.is_retired or row.pk in chosen]


def _widget(field: OwnField) -> forms.Widget:
    attrs = _conditions(field)
    if field.kind == Kind.LONG_TEXT:
        return forms.Textarea(attrs={**attrs, "rows": 3})
    more = {
        Kind.INTEGER: {"inputmode": "numeric"},
        Kind.DECIMAL: {"inputmode": "decimal"},
        Kind.DATE: {"type": "date"},
        Kind.DATETIME: {"type": "datetime-local"},
        Kind.URL: {"inputmode": "url", "maxlength": str(LONGEST[Kind.URL])},
        Kind.TEXT: {"maxlength": str(LONGEST[Kind.TEXT])},
    }
    return forms.TextInput(attrs={**attrs, **more.get(Kind(field.kind), {})})


def typed_value(field: OwnField, value: Any) -> Any:
    """Return a canonical value as somebody would type or choose it."""
    if value is None:
        return [] if field.kind == Kind.CHOICES else ""
    writer = TYPED.get(Kind(field.kind))
    return writer(field, value) if writer else str(value)


def _codes(field: OwnField, value: Any) -> list[str]:
    return [row.code for row in field.choices if row.pk in value]


def _typed_moment(_field: OwnField, value: str) -> str:
    return timezone.localtime(datetime.fromisoformat(value)).strftime(MOMENT)


def _typed_money(_field: OwnField, value: Mapping[str, str]) -> str:
    return f"{value['amount']} {value['currency']}"


def _typed_contact(_field: OwnField, value: int) -> str:
    row = Contact.objects.filter(pk=value).only("name").first()
    return row.name if row else str(value)


TYPED: Mapping[Kind, Callable[[OwnField, Any], Any]] = {
    Kind.BOOLEAN: lambda field, value: YES if value else NO,
    Kind.CHOICE: lambda field, value: next(iter(_codes(field, [value])), ""),
    Kind.CHOICES: _codes,
    Kind.MONEY: _typed_money,
    Kind.DATETIME: _typed_moment,
    Kind.USER: lambda field, value: (
        User.objects.filter(pk=value).values_list("email", flat=True).first() or ""
    ),
    Kind.CONTACT: _typed_contact,
}


def _given(field: OwnField, typed: Any, by: User) -> Any:
    """Return what was typed as the actions take it; what cannot be read is handed on as it is, and refused there."""
    if typed in ("", None, []):
        return None
    reader = GIVEN.get(Kind(field.kind))
    return reader(typed, by) if reader else typed


def _given_money(typed: str, by: User) -> dict[str, str]:
    words = typed.split()
    codes = [word for word in words if word.isalpha()]
    amount = plain_amount("".join(word for word in words if not word.isalpha()))
    return {"amount": amount, **({"currency": codes[0].upper()} if len(codes) == 1 else {})}


def _given_moment(typed: str, by: User) -> Any:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    return timezone.make_aware(at).isoformat() if at.tzinfo is None else typed


def _given_contact(typed: str, by: User) -> Any:
    """Return the id of a contact that was named by its id or its whole name."""
    if number_in(typed) is not None or fault_in_line(typed):
        return typed
    rows = Contact.objects.within_reach(by, "contact.view").filter(sort_name=sort_key(typed)[:220])
    keys = list(rows.values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else typed


GIVEN: Mapping[Kind, Callable[[Any, Any], Any]] = {
    Kind.BOOLEAN: lambda typed, by: typed == YES,
    Kind.INTEGER: lambda typed, by: plain_amount(typed),
    Kind.DECIMAL: lambda typed, by: plain_amount(typed),
    Kind.MONEY: _given_money,
    Kind.DATETIME: _given_moment,
    Kind.CONTACT: _given_contact,
}


def value_from(field: OwnField, text: str) -> Any:
    """Return a value that was typed as one text, as the actions take it: choices by their codes, with commas."""
    if not text:
        return None
    if field.kind == Kind.CHOICES:
        return [part.strip() for part in text.split(",") if part.strip()]
    if field.kind == Kind.BOOLEAN:
        return {YES: True, _("yes"): True, NO: False, _("no"): False}.get(text.lower(), text)
    reader = GIVEN.get(Kind(field.kind))
    return text if reader is None or field.kind == Kind.CONTACT else reader(text, None)
