"""Cuts the text of an expression into tokens; what is no token is refused with its place and a remedy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leadwright.foundation.expressions.errors import ExpressionError, fault

LONGEST_TEXT = 1_000
WORDS = frozenset(["and", "or", "not", "in", "true", "false", "null"])
NAME = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<name>{NAME})
    |(?P<text>'(?:[^']|'')*')
    |(?P<sign><=|>=|!=|=(?!=)|[-+*/<>(),])""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,12})?")


@dataclass(frozen=True)
class Token:
    """A token: its kind (`number`, `name`, `word`, `text`, `sign`, `end`), its text, its place from 1."""

    kind: str
    text: str
    position: int


def tokens_of(text: str) -> Iterator[Token]:
    """Return the tokens of a text of bounded length, and one for its end."""
    if len(text) > LONGEST_TEXT:
        raise fault(LONGEST_TEXT + 1, _("Write at most {most} signs."), most=LONGEST_TEXT)
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _no_token(text, at)
        if match.lastgroup != "space":
            yield _checked(str(match.lastgroup), match[0], at + 1)
        at = match.end()
    yield Token("end", "", len(text) + 1)


def _checked(kind: str, text: str, position: int) -> Token:
    if kind == "name" and text in WORDS:
        return Token("word", text, position)
    if kind == "number" and not _NUMBER.fullmatch(text):
        raise fault(position, _("Write a number of at most 15 digits, with at most 12 decimals."))
    if kind == "text":
        text = text[1:-1].replace("''", "'")
        if not text.isprintable():
            raise fault(position, _("Leave out signs that cannot be seen from a text."))
    return Token(kind, text, position)


def _no_token(text: str, at: int) -> ExpressionError:
    sign = text[at]
    if sign == "'":
        return fault(at + 1, _("Close this text with a ' sign; write '' for such a sign within it."))
    if sign == '"':
        return fault(at + 1, _("Write texts between ' signs."))
    if sign.isascii() and sign.isalpha():
        return fault(at + 1, _("Write names, words and functions in small letters."))
    if text[at : at + 2] == "==":
        return fault(at + 1, _("Write = instead of ==."))
    return fault(
        at + 1, _("“{sign}” has no meaning here; leave it out."), sign=sign if sign.isprintable() else "?"
    )
