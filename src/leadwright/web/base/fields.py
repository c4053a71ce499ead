"""Fields of forms that take numbers and days in the digits 0 to 9 alone, as the API does."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from leadwright.fields.reading import is_too_fine
from leadwright.foundation import local
from leadwright.foundation.numbers import Ambiguous, has_other_digits, integer_in
from leadwright.values.context import Read, Unreadable
from leadwright.values.emails import read_email
from leadwright.values.languages import read_language
from leadwright.values.typed import digits_typed, typed_decimal


class Integer(forms.IntegerField):
    """A whole number; digits of another script, signs and underscores are none."""

    def to_python(self, value: Any) -> int | None:
        """Return the number, or refuse the field."""
        text = "" if value is None else str(value).strip()
        if text and integer_in(text) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class Number(forms.CharField):
    """A number or an amount as it is typed in the language of the page; what can be two numbers is refused."""

    def clean(self, value: Any) -> str:
        """Return the text, or refuse the field with both numbers that it can be."""
        text: str = super().clean(value)
        number = digits_typed(text)
        try:
            typed_decimal(number, local.decimal_mark())
        except Ambiguous as no:
            raise ValidationError(local.either(number, no), code="invalid") from no
        return text


class ReadText(forms.CharField):
    """A value that is read as those of files are: what cannot be read stays as typed, and the action says why."""

    def read(self, text: str) -> Read[str]:
        """Return the value that a text means; raises Unreadable."""
        raise NotImplementedError

    def clean(self, value: Any) -> str:
        """Return the value as it is kept, or the text as it was typed."""
        text: str = super().clean(value)
        try:
            return self.read(text).value if text else text
        except Unreadable:
            return text


class Address(ReadText):
    """An e-mail address, also with a name around it or after mailto:."""

    def read(self, text: str) -> Read[str]:
        """Return the bare address."""
        return read_email(text)


def address_typed(text: str) -> str:
    """Return the bare address that a text means, or the text as it was typed, which the action refuses."""
    try:
        return read_email(text).value
    except Unreadable:
        return text


class Language(ReadText):
    """A language, by its tag or its name."""

    def read(self, text: str) -> Read[str]:
        """Return the tag."""
        return read_language(text)


class Day(forms.DateField):
    """A day."""

    def to_python(self, value: Any) -> date | None:
        """Return the day, or refuse the field."""
        if isinstance(value, str) and has_other_digits(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class ClockTime(forms.TimeField):
    """A time of the day, to the minute."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def to_python(self, value: Any) -> time | None:
        """Return the time, or refuse the field."""
        if isinstance(value, str) and has_other_digits(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


MOMENT = "%Y-%m-%dT%H:%M"


def moment_typed(typed: str) -> str:
    """Return a moment of the reader's clock with its offset; one that the clock leaps over stays as it was typed."""
    try:
        at = datetime.fromisoformat(typed)
        if at.tzinfo is not None or is_too_fine(typed):
            return typed
        aware = timezone.make_aware(at)
        is_there = aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) == at
    except (ValueError, OverflowError):
        return typed
    return aware.isoformat() if is_there else typed


def moment_written(at: datetime) -> str:
    """Return a moment as the reader's clock shows it, to be changed in a form."""
    return timezone.localtime(at).strftime(MOMENT)


class Moment(forms.CharField):
    """A moment by the reader's clock; what is no moment there is refused and stays as it was typed."""

    widget = forms.TextInput(attrs={"type": "datetime-local"})

    def clean(self, value: Any) -> str:
        """Return the moment with its offset, or nothing."""
        text: str = super().clean(value)
        if not text:
            return ""
        given = moment_typed(text)
        try:
            is_there = datetime.fromisoformat(given).tzinfo is not None
        except ValueError:
            is_there = False
        if not is_there:
            raise ValidationError(_("There is no such time on your clock; choose another."), code="invalid")
        return given
