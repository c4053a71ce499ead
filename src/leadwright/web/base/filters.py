"""The filters of a list as a form: its fields are the rows of the room's table, and so is what it refuses."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leadwright.foundation import local
from leadwright.foundation.numbers import COMMA, POINT
from leadwright.foundation.parameters import known_once, without_trackers
from leadwright.leads.features import Features
from leadwright.people.filtering import ORDERING, WITH_CHOICES, Choices, Chosen, Filter, FilterTable, Reader
from leadwright.values.typed import typed_decimal
from leadwright.web.base.forms import blank

REMEMBERED = 30
DECIMALS = "decimals"
LONGEST = 200


class Suggested(forms.TextInput):
    """A text with what it could be: everything else can be typed too."""

    def __init__(self, choices: Choices) -> None:
        super().__init__(attrs={"maxlength": str(LONGEST), "autocomplete": "off"})
        self.choices = choices

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the control and the list of suggestions behind it."""
        key = f"{name}-suggested"
        control = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.choices)
        return format_html('{}<datalist id="{}">{}</datalist>', control, key, options)


class FilterForm(forms.Form):
    """What a list is narrowed to. `blanks` are the words for a filter that is not set, by its name.

    What is `fixed` is what the list is of, so that nobody is asked for it.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        table: FilterTable[Any],
        reader: Reader,
        blanks: Mapping[str, str] | None = None,
        defaults: Mapping[str, str] | None = None,
        fixed: Mapping[str, str] | None = None,
    ) -> None:
        fixed = fixed or {}
        self.chosen, texts = read_typed({**data, **fixed}, table, reader, defaults)
        self.texts = {name: text for name, text in texts.items() if name not in (defaults or {})}
        super().__init__(texts, label_suffix="")
        self.offered = [row for row in table.offered(reader) if row.name not in fixed]
        self._table, self._blanks = table, blanks or {}
        # The fields are only made for whoever draws them: there are many, and a list is mostly drawn before.
        del self.fields

    def __getattr__(self, name: str) -> Any:
        """Make the fields when they are first asked for."""
        if name != "fields":
            raise AttributeError(name)
        self.fields = self._made()
        return self.fields

    def _made(self) -> dict[str, forms.Field]:
        table, reader = self._table, self.chosen.reader
        choices = remembered_choices(table, reader)
        fields = {
            row.name: _field(row, choices, str(self.data.get(row.name, "")), self._blanks)
            for row in self.offered
        }
        numeric = [row for row in self.offered if row.kind.write]
        for row in numeric:
            fields[row.name] = Spelled(fields[row.name], _spelled(row, self.chosen))
        if numeric:
            hidden = forms.Field(required=False, widget=forms.HiddenInput())
            fields[DECIMALS] = Spelled(hidden, local.decimal_mark())
        orders = [(row.name, str(row.words)) for row in table.directions() if row.is_offered(reader)]
        sorting = forms.Field(label=_("Sorted by"), required=False, widget=forms.Select(choices=orders))
        return {**fields, ORDERING: sorting}

    def clean(self) -> dict[str, Any]:
        """Say at each filter what is wrong with it; a filter that is only followed has no place of its own."""
        for fault in self.chosen.faults:
            is_seen = fault.field in self.fields and not self[fault.field].is_hidden
            self.add_error(fault.field if is_seen else None, fault.detail)
        return self.cleaned_data

    @property
    def is_open(self) -> bool:
        """Tell whether the drawer with the filters is open at first: when something in it is wrong."""
        return self.is_wrong

    @property
    def status(self) -> int:
        """The status of a page that shows the form."""
        return 400 if self.is_wrong else 200

    @property
    def is_wrong(self) -> bool:
        """Tell whether something cannot be filtered by; `errors` says what, once the fields are there."""
        return bool(self.chosen.faults)


class Spelled(forms.Field):
    """A field that shows its value in the spelling of the page; what cannot be read stays as it was typed."""

    def __init__(self, field: forms.Field, spelling: str) -> None:
        super().__init__(label=field.label, required=False, widget=field.widget)
        self.spelling = spelling

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the control."""
        return self.spelling or value


def read_typed(
    data: Mapping[str, str],
    table: FilterTable[Any],
    reader: Reader,
    defaults: Mapping[str, str] | None = None,
) -> tuple[Chosen, dict[str, str]]:
    """Return what the list is narrowed to, and the same as texts for links, numbers as programs write them.

    A form says with which mark for decimals its numbers were typed. An address without one holds numbers as programs
    write them, whoever follows it. While something is wrong, the texts stay as they were typed, with their mark.
    """
    own, mark = _texts_of(data, table), data.get(DECIMALS, "").strip()
    typed, mark = {**(defaults or {}), **own}, mark if mark in (POINT, COMMA) else ""
    chosen = table.read(typed, replace(reader, number=partial(typed_decimal, mark=mark)))
    if chosen.faults:
        return chosen, typed | ({DECIMALS: mark} if mark else {})
    return chosen, {name: _as_programs_write(name, text, table, chosen) for name, text in typed.items()}


def _texts_of(data: Mapping[str, str], table: FilterTable[Any]) -> dict[str, str]:
    """Return what is set, by the names that the filters have now."""
    texts: dict[str, str] = {}
    for name, text in data.items():
        row = table.named(name)
        if text.strip() and (row is not None or name == ORDERING):
            texts[row.name if row else name] = text.strip()
    return texts


def _as_programs_write(name: str, text: str, table: FilterTable[Any], chosen: Chosen) -> str:
    row = table.named(name)
    if row is None or row.kind.write is None or row.many:
        return text
    return row.kind.write(chosen.values[row.name], POINT)


def _spelled(row: Filter[Any], chosen: Chosen) -> str:
    value = chosen.values.get(row.name)
    return "" if value is None or row.kind.write is None else row.kind.write(value, local.decimal_mark())


def parameters(query: QueryDict, table: FilterTable[Any], *more: str) -> dict[str, str]:
    """Return the parameters of a list; a strange one is refused, and what counts clicks is passed over."""
    names = [name for row in table.filters for name in (row.name, *row.other_names)]
    if any(row.kind.write for row in table.filters):
        names.append(DECIMALS)
    return known_once(without_trackers(query), {*names, ORDERING, *more})


def remembered_choices(table: FilterTable[Any], reader: Reader) -> dict[str, Choices]:
    """Return what the filters offer this company in this language, kept for a moment."""
    rows = [row for row in table.offered(reader) if row.kind.control in WITH_CHOICES]
    names = repr(([row.name for row in rows], sorted(Features().off))).encode()
    key = f"filters-{reader.user.organisation_id}-{get_language()}-{sha256(names).hexdigest()}"
    choices: dict[str, Choices] | None = cache.get(key)
    if choices is None:
        choices = {row.name: row.kind.choices(reader) for row in rows}
        cache.set(key, choices, REMEMBERED)
    return choices


def _field(
    row: Filter[Any], choices: Mapping[str, Choices], text: str, blanks: Mapping[str, str]
) -> forms.Field:
    words = str(row.words)
    if row.followed:
        return forms.Field(label=words, required=False, widget=forms.HiddenInput())
    if row.kind.control == "choice":
        offered = blank(_with_present(choices[row.name], text), blanks.get(row.name, "—"))
        return forms.Field(label=words, required=False, widget=forms.Select(choices=offered))
    if row.kind.control == "suggested":
        return forms.Field(label=words, required=False, widget=Suggested(choices[row.name]))
    if row.kind.control == "day":
        return forms.Field(label=words, required=False, widget=forms.TextInput(attrs={"type": "date"}))
    attrs = {"maxlength": str(LONGEST)} | ({"inputmode": "decimal"} if row.kind.control == "amount" else {})
    return forms.Field(label=words, required=False, widget=forms.TextInput(attrs=attrs))


def _with_present(choices: Choices, text: str) -> Choices:
    """Put what is chosen into the list: several values, or one that is not offered any more."""
    labels = dict(choices)
    if not text or text in labels:
        return choices
    parts = [part.strip() for part in text.split(",")]
    return [*choices, (text, ", ".join(labels.get(part, part) for part in parts))]
