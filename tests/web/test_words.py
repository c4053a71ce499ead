"""Every word that people read is in both catalogues, with the same places for names and numbers."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "leadwright"
WORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def written() -> set[tuple[str, ...]]:
    """Return the words that code and templates hold, singular first."""
    with (ROOT / "babel.cfg").open() as told:
        methods, options = parse_mapping_cfg(told)
    found = extract_from_dir(PACKAGE, methods, options, keywords=WORDS)
    return {(one[2],) if isinstance(one[2], str) else tuple(one[2]) for one in found}


def catalogue(language: str) -> dict[tuple[str, ...], Message]:
    """Return a catalogue by its words."""
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        entries = [one for one in read_po(file, locale=language) if one.id]
    return {(one.id,) if isinstance(one.id, str) else tuple(one.id): one for one in entries}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_word_is_in_the_catalogue(language):
    assert sorted(written() - set(catalogue(language))) == []


def test_nothing_is_left_in_english():
    empty = [words for words, one in catalogue("nl").items() if not all(_strings(one))]
    assert empty == []


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_a_translation_has_the_same_places_as_the_original():
    for words, one in catalogue("nl").items():
        wanted = {place for text in words for place in PLACES.findall(text)}
        assert {place for text in _strings(one) for place in PLACES.findall(text)} == wanted, words


@pytest.mark.parametrize("word", ["Opslaan", "Opportuniteit"])
def test_dutch_users_find_the_words_they_know(word):
    assert any(word in _strings(one) for one in catalogue("nl").values())
