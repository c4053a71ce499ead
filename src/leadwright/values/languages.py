"""Languages by their tags and by their names."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation.text import loose_key
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable, quoted
from leadwright.values.countries import LANGUAGES, NATIVE
from leadwright.values.texts import visible

LONGEST, LONGEST_NAME = 10, 100
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}")
# Codes of countries that people give for the language spoken there would be guessed: none of them is here.
_MORE = {"flemish": "nl", "vlaams": "nl", "flamand": "nl", "mandarin": "zh", "farsi": "fa", "valencian": "ca"}


def read_language(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return the tag of a language, such as nl or fr-BE."""
    del context
    bare = visible(text) if len(text) <= LONGEST_NAME else ""
    tag = _tag(bare) or _names().get(loose_key(bare)) or _names_at_home().get(loose_key(bare), "")
    if not tag:
        words = _("“{text}” is not a language; write one as nl or fr-BE")
        raise Unreadable(words.format(text=quoted(text)))
    return Read(tag)


def _tag(text: str) -> str:
    if not _TAG.fullmatch(text):
        return ""
    core = import_module("babel.core")
    language, *rest = re.split("[-_]", text)
    aliases: dict[str, str] = core.get_global("language_aliases")
    first = aliases.get(language.lower(), language.lower())
    try:
        tag = str(core.Locale.parse("-".join([first, *rest]), sep="-")).replace("_", "-")
    except (core.UnknownLocaleError, ValueError):
        return ""
    return tag if len(tag) <= LONGEST else ""


@cache
def _names() -> dict[str, str]:
    return _names_in(LANGUAGES) | _MORE


@cache
def _names_at_home() -> dict[str, str]:
    return _names_in(NATIVE)


def _names_in(languages: Iterable[str]) -> dict[str, str]:
    locale: Any = import_module("babel.core").Locale
    names: dict[str, str] = {}
    for language in languages:
        for tag, name in locale.parse(language).languages.items():
            if known := _tag_in_data(tag):
                names.setdefault(loose_key(name), known)
    return names


@cache
def _tag_in_data(tag: str) -> str:
    """Return what a key of the locale data is as a tag: each language names the same few hundred."""
    return _tag(tag)
