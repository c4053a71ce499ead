"""Countries by their codes and by their names: official, common, former and native."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.money import countries
from leadwright.foundation.text import sort_key
from leadwright.values.aliases import ALIASES, USUALLY
from leadwright.values.assumptions import assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable, quoted
from leadwright.values.texts import visible

LANGUAGES = ("en", "nl", "fr", "ru", "de")
# Countries whose own language is in none of these are read in the others by their names there.
NATIVE = (
    *("es", "it", "pt", "pl", "da", "sv", "nb", "fi", "is", "cs", "sk", "sl", "hr"),
    *("sr", "sr_Latn", "bs", "mk", "sq", "hu", "ro", "bg", "el", "tr", "et", "lv", "lt"),
    *("uk", "be", "ka", "hy", "az", "kk", "uz", "ga", "mt", "lb", "ca", "ar", "he"),
    *("fa", "ur", "hi", "bn", "ta", "si", "ne", "th", "vi", "id", "ms", "km", "lo"),
    *("my", "mn", "sw", "zh", "zh_Hant", "ja", "ko", "fil"),
)
_LONGEST = 100
# Belgique/België, BE - Belgium
_BETWEEN = re.compile(r"\s*[/|]\s*|\s+[-\u2013]\s+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,3}")
_SHORT = {"rep": "republic", "dem": "democratic", "fed": "federated", "st": "saint", "ste": "sainte"}
# What states are called in full: Kingdom of Belgium, Federative Republic of Brazil.
_STATE = re.compile(
    r"(?:federal|federative|islamic|hellenic|plurinational|socialist|oriental|arab)*"
    r"(?:republic|kingdom|principality|grandduchy|commonwealth|sultanate|state)of"
)
# Nederland (NL)
_CODED = re.compile(r"(.+?)\s*\(([A-Za-z]{2,3})\)")


def read_country(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return the two letters of a country; a name that several have is taken for the usual one, which is told."""
    del context
    bare = visible(text) if len(text) <= _LONGEST else ""
    if (coded := _CODED.fullmatch(bare)) and _by_code(coded[2]) == _named().get(_key(coded[1])):
        bare = coded[1]
    key = _key(bare)
    if usual := _usual().get(key):
        return Read(usual, (assume("name", text=quoted(bare), country=usual),))
    if key and key not in _usual():
        code = _by_code(bare) or _by_name(key) or _by_parts(bare) or _by_name(_STATE.sub("", key, count=1))
        if code:
            return Read(code)
    raise Unreadable(_("“{text}” is not a country").format(text=quoted(text)))


def _by_name(key: str) -> str:
    return _named().get(key) or _named_at_home().get(key) or ""


def _by_parts(text: str) -> str:
    """Return the country that each part of a text names: Belgique/België, BE - Belgium."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    named = {_by_code(part) or _by_name(_key(part)) for part in parts} if len(parts) > 1 else set()
    return named.pop() if len(named) == 1 else ""


def _by_code(text: str) -> str:
    """Return the country of a code of two or three letters; former states and unions have none."""
    code = text.upper().replace(".", "") if _DOTTED.fullmatch(text) else text.upper()
    if not re.fullmatch(r"[A-Z]{2,3}", code):
        return ""
    if code in _codes():
        return code
    return _alpha_3().get(code, "") if len(code) == 3 else ""


def _key(text: str) -> str:
    """Return what the spellings of a name have in common: no case, no accents, no marks, no article."""
    plain = sort_key(text.replace("&", " and ").replace("(", ",").replace(")", ""))
    if "," in plain:
        last, _comma, first = plain.partition(",")
        is_cut = first.rstrip(" .").endswith(("rep", "republic"))
        plain = f"{first} of {last}" if is_cut else f"{first} {last}"
    bare = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in plain)
    words = [
        _SHORT.get(word, word)
        for word in bare.split()
        if word not in ("the", "and", "en", "et", "und", "i", "и")
    ]
    return "".join(words)


@cache
def _codes() -> frozenset[str]:
    return frozenset(countries())


@cache
def _alpha_3() -> dict[str, str]:
    """Return the country of each code of three letters that CLDR knows of one alone."""
    aliases: dict[str, list[str]] = import_module("babel.core").get_global("territory_aliases")
    return {
        code: codes[0]
        for code, codes in aliases.items()
        if len(code) == 3 and code.isalpha() and len(codes) == 1 and codes[0] in _codes()
    }


@cache
def _named() -> dict[str, str]:
    """Return each country by its names in the languages of the product, and by what else it is called."""
    names = _names_in(LANGUAGES)
    for code, aliases in ALIASES.items():
        names |= dict.fromkeys(map(_key, aliases), code)
    return {key: code for key, code in names.items() if key not in _usual()}


@cache
def _named_at_home() -> dict[str, str]:
    """Return each country by its names in other languages; asked only for a name that is none of the usual ones."""
    return {key: code for key, code in _names_in(NATIVE).items() if key not in _named()}


@cache
def _usual() -> dict[str, str]:
    return {_key(name): code for name, code in USUALLY.items()}


def _names_in(languages: Iterable[str]) -> dict[str, str]:
    """Return each country by its names; a name that is another country's in another language belongs to the first."""
    locale: Any = import_module("babel.core").Locale
    names: dict[str, str] = {}
    for language in languages:
        for code, name in locale.parse(language).territories.items():
            if code in _codes():
                names.setdefault(_key(name), code)
    return names
