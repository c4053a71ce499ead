"""Every word that people read is in the catalogue of each language, with the same places for names and numbers."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override

from leadwright.foundation.naming import field_in_words
from leadwright.foundation.refusals import Refused, sentence_of
from leadwright.foundation.sentences import REFUSALS
from leadwright.people.access import deny
from leadwright.people.reach import ACTS, PERMISSIONS

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
LANGUAGES = [code for code, _name in settings.LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != settings.LANGUAGE_CODE]
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def written() -> set[tuple[str, ...]]:
    """Return the words that code and templates hold, singular first."""
    with (ROOT / "babel.cfg").open() as data:
        methods, options = parse_mapping_cfg(data)
    result = extract_from_dir(PACKAGE, methods, options, keywords=WORDS)
    return {(row[2],) if isinstance(row[2], str) else tuple(row[2]) for row in result}


def catalogue(language: str) -> dict[tuple[str, ...], Message]:
    """Return a catalogue by its words."""
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        entries = [row for row in read_po(file, locale=language) if row.id]
    return {(entry.id,) if isinstance(entry.id, str) else tuple(entry.id): entry for entry in entries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_is_in_the_catalogue(language):
    assert sorted(written() - set(catalogue(language))) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_in_english_or_to_guesswork(language):
    messages = catalogue(language).items()
    assert [words for words, message in messages if message.fuzzy or not all(_strings(message))] == []


def test_each_catalogue_is_of_a_language_that_people_can_choose():
    assert sorted(path.name for path in (PACKAGE / "locale").iterdir()) == sorted(LANGUAGES)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_same_places_as_the_original(language):
    for words, item in catalogue(language).items():
        wanted = {place for text in words for place in PLACES.findall(text)}
        assert {place for text in _strings(item) for place in PLACES.findall(text)} == wanted, words


@pytest.mark.parametrize("word", ["Opslaan", "Opportuniteit"])
def test_dutch_users_find_the_words_they_know(word):
    assert any(word in _strings(row) for row in catalogue("nl").values())


FACTS = {
    "value": "wizard",
    "medium": "SMS",
    "channel": "SMS",
    "sender": "Dealer",
    "purpose": "Newsletter",
    "names": "#nobody",
    "number": "3",
    "right": "to see leads",
    "day": "2026-03-02",
    "seconds": "30",
    "reference": "a1b2",
    "uses": "two leads",
    "field": "owner",
    "reason": "why",
    "act": "do it",
    "state": "won",
    "status": "New",
    "allowed": "won",
    "from_status": "New",
    "to_status": "Won",
    "winner": "Ann",
    "minimum": "€1,000",
    "currency": "EUR",
    "limit": "1 MB",
    "account": "A-17",
    "lead": "L-1042",
}


def _filled(code: str, language: str) -> str:
    with override(language):
        return sentence_of(code, FACTS)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _plain(t: ast.AST) -> list[str]:
    """Return the words in an expression that are not looked up in a catalogue."""
    if isinstance(t, ast.Call) and _called(t) in FETCHED:
        return []
    if isinstance(t, ast.Call) and isinstance(t.func, ast.Attribute):
        return _plain(t.func.value)
    if isinstance(t, ast.Subscript):
        return _plain(t.value)
    if isinstance(t, ast.Constant):
        return re.findall(r"[a-z]{2,}", t.value) if isinstance(t.value, str) else []
    return [text for inner in ast.iter_child_nodes(t) for text in _plain(inner)]


REFUSING = {"refuse", "Refused", "field_error"}
FAULTS = {"NotMoney", "Undecided", "Unreadable", "Faulty", "_refuse"}
FETCHED = {"_", "gettext", "ngettext", "field_in_words", "fault_in_text"}
CALLS = [
    pytest.param(call, id=f"{path.relative_to(PACKAGE)}:{call.lineno}")
    for path in sorted(PACKAGE.rglob("*.py"))
    for call in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(call, ast.Call) and _called(call) in REFUSING | FAULTS
]


def test_the_calls_that_refuse_are_found():
    assert len(CALLS) > 80


@pytest.mark.parametrize("call", CALLS)
def test_no_refusal_gives_its_reason_in_plain_english(call):
    rows = [given.value for given in call.keywords if given.arg == "reason"]
    rows += call.args if _called(call) in FAULTS else []
    assert [text for row in rows for text in _plain(row)] == []


@pytest.mark.parametrize("call", CALLS)
def test_each_field_that_is_refused_has_a_name_for_people(call):
    named = [given.value for given in call.keywords if given.arg == "field"]
    named += call.args[:1] if _called(call) == "field_error" else []
    names = [row.value for row in named if isinstance(row, ast.Constant)]
    assert [
        name for name in names if field_in_words(name) == f"“{name}”" and name not in ("cursor", "ordering")
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_denial_says_what_one_may_not_do_and_shows_no_permission(language):
    with override(language):
        for permission in PERMISSIONS:
            with pytest.raises(Refused) as no:
                deny(permission)
            assert str(ACTS[permission]) in no.value.sentence
            assert not {permission, "{"} & set(no.value.sentence.split())


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_sentence_has_a_place_only_for_what_is_known(code):
    english, dutch = (_filled(code, language) for language in ("en", "nl"))
    assert "{" not in english + dutch
    assert english != dutch or code == "PASSWORD_WEAK"
