"""The names of months and weekdays in the languages that files come in."""

from functools import cache
from importlib import import_module
from typing import Any

LANGUAGES = ("en", "nl", "fr", "ru", "de", "es", "it", "pt", "pl", "sv", "da", "nb")
# As people write them beside what CLDR lists.
MORE = {"sept": 9, "maart": 3, "mrt": 3, "sep": 9, "jun": 6, "jul": 7, "augustus": 8}
_SHORTEST = 3


def month_named(word: str) -> int | None:
    """Return the number of a month that is named in full or shortened, or None."""
    return _months().get(_key(word))


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a day of the week."""
    return _key(word) in _weekdays()


def _key(word: str) -> str:
    return word.casefold().strip(" .,")


@cache
def _months() -> dict[str, int]:
    """Return each name that is the name of one month alone."""
    meant: dict[str, set[int]] = {}
    for name, number in _named("months"):
        meant.setdefault(_key(name), set()).add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1} | MORE


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(_key(name) for name, _number in _named("days"))


def _named(kind: str) -> list[tuple[str, int]]:
    locale: Any = import_module("babel.core").Locale
    return [
        (name, number)
        for language in LANGUAGES
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in getattr(locale.parse(language), kind)[form][width].items()
        if len(_key(name)) >= _SHORTEST or kind == "days"
    ]
