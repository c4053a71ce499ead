"""A form that hands what was typed to an action, and takes its refusal back to the fields."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext as _

from leadwright.foundation import local
from leadwright.foundation.numbers import Ambiguous, has_other_digits, written_decimal
from leadwright.foundation.refusals import Refused
from leadwright.foundation.text import trimmed
from leadwright.values.context import Context, Unreadable
from leadwright.values.money import read_amount
from leadwright.values.numbers import read_number
from leadwright.values.typed import typed_decimal
from leadwright.web.base import merging
from leadwright.web.base.form_keys import RESUMED

T = TypeVar("T")
Choices = list[tuple[str, str]]


STALE = "VERSION_STALE"


class Outpaced(Refused):
    """Somebody was faster between our reading and our writing: read again, merge again."""


class ActForm(forms.Form):
    """The form of one act. `places` says in which field of the form a refused field of the action is.

    `asked` names the fields that the action, not the form, insists on: they are not called optional.
    A form that `merges` shows what is stored and changes it: what somebody else changed meanwhile stays.
    `left_out` names the choices that a shorter form of the same act does not send: they are what they begin with.
    `also_asked` and `also_left_out` are names of both sorts that only the form as it is made knows.
    """

    use_required_attribute = False
    places: ClassVar[dict[str, str]] = {}
    asked: ClassVar[frozenset[str]] = frozenset()
    left_out: ClassVar[frozenset[str]] = frozenset()
    also_asked: frozenset[str] = frozenset()
    also_left_out: frozenset[str] = frozenset()
    merges = False
    resumes = True
    clashes: tuple[merging.Clash, ...] = ()
    changed_by: Callable[[], merging.Change | None] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.status = 422 if self.is_bound else 200
        self.refusal: Refused | None = None
        self._seen: merging.Seen | None = None

    def full_clean(self) -> None:
        """Merge what was typed with what is stored now, then look at it; what clashes has to be chosen first."""
        if self.is_bound and self.merges and self._seen is None:
            merged = merging.merge(self)
            self.data, self.clashes, self._seen = merged.data, merged.clashes, merged.seen
        self._fill_in()
        self._trim()
        super().full_clean()
        if self.clashes:
            self.status = 409
            self.add_error(
                None, _("Somebody else changed the same meanwhile. Choose which of the two is to stay.")
            )

    def _fill_in(self) -> None:
        """Let what a shorter form left out be what the form begins with, and not the first of its choices."""
        left_out = (self.left_out | self.also_left_out) & self.fields.keys()
        names = [name for name in left_out if name not in self.data]
        if self.is_bound and names:
            self.data = data = merging.copied(self.data)
            for name in names:
                value = self.get_initial_for_field(self.fields[name], name) or ""
                data.setlist(name, value if isinstance(value, list) else [value])

    def _trim(self) -> None:
        """Take unseen signs off what was typed: what nobody can see fills no field."""
        for name, field in self.fields.items():
            value = self.data.get(name)
            if not isinstance(field, forms.CharField) or not field.strip or not isinstance(value, str):
                continue
            if trimmed(value) != value.strip():
                self.data = merging.copied(self.data)
                self.data[name] = trimmed(value)

    @property
    def base(self) -> str:
        """What the writer has seen of each field, to be sent along."""
        return merging.base_of(merging.seen_first(self) if self._seen is None else self._seen)

    @property
    def other(self) -> merging.Change | None:
        """Who changed it meanwhile, and when, if that is known."""
        return self.changed_by() if self.changed_by else None

    def tried(self, act: Callable[[], T]) -> T | None:
        """Return what the action gives; a refusal becomes the faults of the fields it names."""
        if not self.is_valid() or RESUMED in self.data:
            return None
        try:
            return act()
        except Refused as no:
            if no.status in (403, 404):
                raise
            if no.code == STALE and self.merges:
                raise Outpaced(no.code) from no
            self._take(no)
            return None

    def done(self, act: Callable[[], object]) -> bool:
        """Tell whether the action went through."""
        return self.tried(lambda: (act(),)) is not None

    def place_of(self, name: str) -> str:
        """Return the field of the form in which a field of the action is."""
        return self.places.get(name, name)

    def _take(self, no: Refused) -> None:
        self.status, self.refusal = no.status, no
        for fault in no.errors:
            place = self.place_of(fault.field)
            value = place in self.fields and not self[place].is_hidden
            self.add_error(place if value else None, fault.detail)
        if not no.errors:
            self.add_error(None, no.sentence)


def put_choices(form: forms.Form, name: str, choices: Choices) -> None:
    """Put choices into a field; a single one is not asked but given."""
    field = form.fields[name]
    if len(choices) == 1:
        field.widget = forms.HiddenInput()
        field.initial = choices[0][0]
    let_choose(form, name, choices)


def let_choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Put choices into a field of choices."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)


def area(**attrs: Any) -> forms.Textarea:
    """Return a text area of three lines."""
    return forms.Textarea(attrs={"rows": 3, **attrs})


def blank(choices: Choices, label: str = "—") -> Choices:
    """Put an empty choice in front."""
    return [("", label), *choices]


def plain_number(text: str) -> str:
    """Return a number as programs write it, typed in the language of the page; what cannot be read stays as it is."""
    mark = local.decimal_mark()
    if has_other_digits(text):
        return text.strip()
    try:
        number = typed_decimal(text, mark)
        number = read_number(text, Context(decimal=mark)).value if number is None else number
    except (Ambiguous, Unreadable):
        return text.strip()
    return written_decimal(number)


def amount_given(text: str, currency: str = "") -> dict[str, str]:
    """Return an amount as the actions take it, typed in the language of the page; what cannot be read stays as it is.

    It is in the currency that it names, else in the usual one, if that is known here.
    """
    usual = {"currency": currency} if currency else {}
    mark = local.decimal_mark()
    if has_other_digits(text):
        return {"amount": text.strip(), **usual}
    try:
        number = typed_decimal(text, mark)
        if number is not None:
            return {"amount": written_decimal(number), **usual}
        amount, named = read_amount(text, Context(currency=currency, decimal=mark)).value
    except (Ambiguous, Unreadable):
        return {"amount": text.strip(), **usual}
    return {"amount": written_decimal(amount), **({"currency": named} if named else {})}
