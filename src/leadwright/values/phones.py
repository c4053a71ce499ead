"""Telephone numbers: in E.164, with their extension apart; two in one cell are two."""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from leadwright.foundation import local
from leadwright.foundation.numbers import has_other_digits
from leadwright.values.assumptions import Assumption, assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable, quoted, without_doubles
from leadwright.values.texts import plain_digits, visible

LONGEST = 250
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_LABEL = re.compile(
    r"^(?:tel(?:ephone|efoon|efon|éphone)?|phone|mob(?:ile|iel|il)?|gsm|cell|handy|fixe|тел(?:ефон)?|моб|[tmp])\b\s*[.:]*\s*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(?:;ext=|[\s,;.(]*(?:\bext(?:ension)?|\bint(?:erne|erno|ern)?|\bposte|\btoestel|\btst|\bdurchwahl|\bapp(?:arat)?"
    r"|\bdw|\bnst|\bnebenstelle|\bwewn|\bдоб(?:авочный)?|(?<=[0-9\s])x|\#)\s*[.:]*\s*)(?P<extension>[0-9]{0,11})\)?$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"[\n\r;|]+|\s:::\s|,(?!\s*(?:ext|int|доб))|\s(?:or|of|ou|oder|или)\s|(?<=[0-9)])\s*(?=\+)", re.IGNORECASE
)
_SHORTEST_ALONE = 6


@dataclass(frozen=True)
class PhoneNumber:
    """A number in E.164, and the extension behind it, if it has one."""

    number: str
    extension: str = ""

    def __str__(self) -> str:
        return f"{self.number};ext={self.extension}" if self.extension else self.number


def read_phone(text: str, context: Context = NOTHING_KNOWN) -> Read[PhoneNumber]:
    """Return one number; a number without + is one of the country of the context, and has to be in use there."""
    read = read_phones(text, context)
    if len(read.value) > 1:
        raise Unreadable(_("“{text}” holds several telephone numbers; give one").format(text=quoted(text)))
    return Read(read.value[0], read.assumed)


def typed_phone(text: str, *, country: str) -> PhoneNumber:
    """Return the number that a form or a program sends, in the digits 0 to 9; without + it is one of the country."""
    if has_other_digits(visible(text)):
        raise Unreadable(_("write the number in the digits 0 to 9"))
    return read_phone(text, Context(country=country)).value


def read_phones(text: str, context: Context = NOTHING_KNOWN) -> Read[tuple[PhoneNumber, ...]]:
    """Return each number that a text holds; one that cannot be read makes the text unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(_not_a_number())
    plain, assumed = plain_digits(text)
    parts = [plain] if ";ext=" in plain.lower() else _STRONG.split(plain)
    reads = [
        read for row in parts for part in _apart(row) if part.strip() for read in _read_part(part, context)
    ]
    if not reads:
        raise Unreadable(_not_a_number())
    assumptions = without_doubles([*assumed, *(row for read in reads for row in read.assumed)])
    return Read(tuple(dict.fromkeys(read.value for read in reads)), assumptions)


def _apart(text: str) -> list[str]:
    """Return what stands beside a stroke with spaces, where each side can be a number: 030 / 123 45 67 is one."""
    sides = re.split(r"\s/\s", text)
    return sides if min(map(_digits, sides)) >= _SHORTEST_ALONE else [text]


def _digits(text: str) -> int:
    return len(re.sub("[^0-9]", "", text))


def _read_part(text: str, context: Context) -> list[Read[PhoneNumber]]:
    """Return the numbers in a text; a stroke parts two only where they are no number together."""
    sides = text.split("/")
    if len(sides) == 1 or min(map(_digits, sides)) < _SHORTEST_ALONE:
        return [_read(text, context)]
    try:
        return [_read(text, context)]
    except Unreadable:
        return [_read(side, context) for side in sides]


def _read(text: str, context: Context) -> Read[PhoneNumber]:
    bare = _LABEL.sub("", re.sub(r"^\s*tel:", "", text, flags=re.IGNORECASE).strip())
    extension = ""
    if match := _EXTENSION.search(bare):
        bare, extension = bare[: match.start()], match["extension"]
    bare = bare.strip(" .,;:")
    if not re.fullmatch(r"\(?\s?\+?[-0-9\s()./\u2010-\u2015\u2212]+", bare):
        raise Unreadable(_not_a_number())
    plain = re.sub(r"[^0-9+]", "", bare)
    if _E164.fullmatch(plain) and "(0)" not in bare:
        return Read(PhoneNumber(_possible(plain, ""), extension))
    if plain.startswith("+"):
        return Read(PhoneNumber(_possible(bare, ""), extension))
    if not context.country and plain.startswith("00"):
        return Read(PhoneNumber(_possible(f"+{plain[2:]}", ""), extension))
    number, assumed = _local(bare, plain, context.country)
    return Read(PhoneNumber(number, extension), assumed)


def _library() -> Any:
    return import_module("phonenumbers")


def _possible(text: str, country: str) -> str:
    library = _library()
    try:
        number = library.parse(text, country or None)
    except library.NumberParseException as fault:
        raise Unreadable(_not_a_number()) from fault
    # With its country before it, a number that is only dialled within a town cannot be dialled at all.
    if library.is_possible_number_with_reason(number) != library.ValidationResult.IS_POSSIBLE:
        raise Unreadable(_("there can be no such telephone number"))
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def _local(text: str, plain: str, country: str) -> tuple[str, tuple[Assumption, ...]]:
    """Return a number of a country; the code of that very country may stand before it without its +."""
    library = _library()
    code = library.country_code_for_region(country) if country else 0
    if not code:
        raise Unreadable(_not_a_number())
    bare = plain.lstrip("0")
    for given in (text, f"+{bare}" if bare.startswith(str(code)) else ""):
        try:
            number = library.parse(given, country, keep_raw_input=True)
        except library.NumberParseException:
            continue
        if library.is_valid_number(number):
            result = str(library.format_number(number, library.PhoneNumberFormat.E164))
            # Behind 00, or what else dials abroad there, the code of the country is said.
            is_said = number.country_code_source == library.CountryCodeSource.FROM_NUMBER_WITH_IDD
            return result, () if is_said else (assume("country", country=country),)
    raise Unreadable(
        _("“{text}” is no telephone number in {country}; begin with + and the code of the country").format(
            text=quoted(text), country=local.country(country)
        )
    )


def _not_a_number() -> str:
    return _("this is not a telephone number; begin with + and the code of the country")
