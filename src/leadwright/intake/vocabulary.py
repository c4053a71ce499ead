"""Words by which columns and their cells are understood in any file; they stand in `vocabulary.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from leadwright.foundation.text import sort_key

PERSON, COMPANY = "person", "company"
WORDS = Path(__file__).with_name("vocabulary.toml")
_MARKS = re.compile(r"[^\w%°]+")


def plain_word(text: str) -> str:
    """Return what the spellings of a word have in common: no case, no accents, no marks between its parts."""
    return " ".join(_MARKS.sub(" ", sort_key(text)).replace("_", " ").split())


def field_called(header: str) -> str | None:
    """Return the field that a header usually names; nothing for a header that is no field, None for an unknown one."""
    return _meanings()["headers"].get(plain_word(header))


def field_within(header: str) -> str | None:
    """Return the field that a header names beside the word for whose it is: Client e-mail, Telefon Kunde."""
    words = plain_word(header).split()
    for whose, rest in ((words[0], words[1:]), (words[-1], words[:-1])) if len(words) > 1 else ():
        entity = meant_by("entities", whose)
        name = field_called(" ".join(rest))
        if entity and name:
            kind, dot, part = name.partition(".")
            is_contact = dot and kind in (PERSON, COMPANY) and entity in (PERSON, COMPANY)
            is_somebody = meant_by("entities", " ".join(rest)) in (PERSON, COMPANY)
            return f"{entity}.{part}" if is_contact and not is_somebody else name
    return None


def meant_by(kind: str, word: str) -> str | None:
    """Return what a word means in a list column: a state, the code of a source or of a reason."""
    return _meanings().get(kind, {}).get(plain_word(word))


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    rows = tomllib.loads(WORDS.read_text("utf-8"))
    return {
        kind: {plain_word(word): meaning for meaning, words in meanings.items() for word in words}
        for kind, meanings in rows.items()
    }
