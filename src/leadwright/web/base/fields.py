"""Fields of forms that take numbers and days in the digits 0 to 9 alone, as the API does."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from leadwright.foundation import local
from leadwright.foundation.numbers import Ambiguous, has_other_digits, integer_in, typed_decimal


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
        number = "".join(word for word in text.split() if not word.isalpha())
        try:
            typed_decimal(number, local.decimal_mark())
        except Ambiguous as no:
            raise ValidationError(local.either(number, no), code="invalid") from no
        return text


class Day(forms.DateField):
    """A day."""

    def to_python(self, value: Any) -> date | None:
        """Return the day, or refuse the field."""
        if isinstance(value, str) and has_other_digits(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
