"""Words in each language of the product: the fields in which they are typed, and what was typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from leadwright.web.base.forms import area

NAME = _("Name in {language}")
TEXT = _("Text in {language}")


def languages() -> list[tuple[str, Any]]:
    """Return the languages of the product with their names; the first is the one that the others fall back to."""
    return sorted(settings.LANGUAGES, key=lambda language: language[0] != settings.LANGUAGE_CODE)


def names_of_fields(prefix: str) -> list[str]:
    """Return the names of the fields of one kind of words."""
    return [f"{prefix}_{code}" for code, _name in languages()]


def add_name_fields(form: forms.Form) -> None:
    """Put first a field for the name in each language; the first of them is filled in."""
    for code, language in languages():
        form.fields[f"label_{code}"] = forms.CharField(
            label=format_lazy(NAME, language=language),
            max_length=100,
            required=code == settings.LANGUAGE_CODE,
        )
    form.order_fields([*names_of_fields("label"), *form.fields])


def add_text_fields(form: forms.Form) -> None:
    """Add a field for a text in each language."""
    for code, language in languages():
        form.fields[f"text_{code}"] = forms.CharField(
            label=format_lazy(TEXT, language=language), required=False, max_length=4000, widget=area()
        )


def typed_words(typed: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """Return the words by language, as they were typed."""
    return {code: typed.get(f"{prefix}_{code}") or "" for code, _name in languages()}


def place_of_name(language: str) -> str:
    """Return the field in which the name in a language is typed; without one that of the first."""
    return f"label_{language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE}"
