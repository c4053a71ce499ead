"""Whatever reads what a stranger sends takes time that grows with its length, not with the square of it."""

import contextlib
import gc
from time import process_time

import pytest

from leadwright.contacts import vcard
from leadwright.contacts.finding import read as read_search
from leadwright.contacts.vcard_lines import NotACard
from leadwright.files.naming import clean_name
from leadwright.foundation.expressions import ExpressionError, parse
from leadwright.foundation.personal import masked
from leadwright.foundation.text import composed, decomposed, fault_in_line, loose_key, sort_key, storable
from leadwright.intake.converting import Unreadable as BadValue
from leadwright.intake.converting import money, number
from leadwright.intake.tables import Unreadable as BadTable
from leadwright.intake.tables import plain_header, read_headers, read_table
from leadwright.leads.configuration.yaml_source import Source
from leadwright.leads.configuration.yaml_source import Unreadable as BadFile

TIMES = 16
MOST_TIMES = 80  # caches and neighbours cost up to five times as much; of a square it would be 256
JOINED = parse("concat(a, '-', a) = a or is_empty(a)")
ACCENTS = "\u0301\u0327"


def _card(lines: str) -> bytes:
    return f"BEGIN:VCARD\nFN:Ann\n{lines}\nEND:VCARD\n".encode()


READERS = {
    "parameters of a card": (lambda n: vcard.read(_card("TEL" + ";A" * n + ":1")), 16_000),
    "values of a parameter": (lambda n: vcard.read(_card("TEL;TYPE=" + "a," * n + "b:1")), 16_000),
    "folds of a card": (lambda n: vcard.read(_card("NOTE:" + "a\n " * n)), 240_000),
    "quoted-printable breaks": (
        lambda n: vcard.read(_card("NOTE;ENCODING=QUOTED-PRINTABLE:" + "a=\n" * n)),
        240_000,
    ),
    "quoted heads": (lambda n: vcard.read(_card('X;A="' + ":" * n)), 240_000),
    "main addresses of a card": (
        lambda n: vcard.read(_card("EMAIL:a\n" * n + "EMAIL;PREF=1:a\n" * n)),
        16_000,
    ),
    "cells of a line": (lambda n: read_table(b"a\n" + b"," * n), 800_000),
    "quotes of a cell": (lambda n: read_table(b'a\n"' + b'""' * n), 1_600_000),
    "lines of a table": (lambda n: read_table(b"a\n" + b"x\n" * n), 160_000),
    "headers": (lambda n: read_headers(b"," * n + b"\n"), 800_000),
    "accents in a header": (lambda n: plain_header("a" + ACCENTS * n), 400_000),
    "digits of an amount": (lambda n: money("1" * n), 1_600_000),
    "digits of a number": (lambda n: number("1" * n, least=0, most=9), 1_600_000),
    "keys of a configuration": (lambda n: Source("\n".join(f"k{k}: v" for k in range(n))), 1_600),
    "depth of a configuration": (lambda n: Source("[" * n), 400_000),
    "quotes of a configuration": (lambda n: Source('a: "' + "\\n" * n), 40_000),
    "accents in a name": (lambda n: sort_key("a" + ACCENTS * n), 80_000),
    "accents in a spelling": (lambda n: loose_key("a" + ACCENTS * n), 80_000),
    "accents of an address": (lambda n: composed("a" + ACCENTS * n, "NFKC"), 400_000),
    "letters apart": (lambda n: decomposed("é" * n), 160_000),
    "encoded words": (lambda n: fault_in_line("=?a?q?" * n), 160_000),
    "folders of a file": (lambda n: clean_name("a/" * n + "b"), 160_000),
    "ends of lines": (lambda n: storable("\r\n\0" * n), 160_000),
    "words sought": (lambda n: read_search("a@ (1 " * n), 160_000),
    "brackets of an expression": (lambda n: parse("(" * n), 1_600),
    "quotes of an expression": (lambda n: parse("'" * n), 1_600_000),
    "sums of an expression": (lambda n: parse("-a" * n), 1_600),
    "text of a field in an expression": (lambda n: JOINED.value({"a": "x" * n}), 1_600_000),
    "spaces within a number": (lambda n: masked("0(" + " " * n, frozenset({"+32470123456"})), 160_000),
    "zeros before a number": (lambda n: masked("(0) " * n, frozenset({"+32470123456"})), 16_000),
}


def _seconds(reader, length):
    """Return the processor time of the quickest of three readings; collecting garbage would add its own."""
    gc.disable()
    try:
        return min(_once(reader, length) for _ in range(3))
    finally:
        gc.enable()


def _once(reader, length):
    began = process_time()
    with contextlib.suppress(NotACard, BadTable, BadValue, BadFile, ExpressionError):
        reader(length)
    return process_time() - began


@pytest.mark.asvs("5.2.1")
@pytest.mark.parametrize("name", READERS)
def test_sixteen_times_as_much_takes_about_sixteen_times_as_long(name):
    reader, longest = READERS[name]
    short = max(_seconds(reader, longest // TIMES), 0.0005)
    assert _seconds(reader, longest) < short * MOST_TIMES


def test_a_line_with_too_many_parameters_is_refused():
    with pytest.raises(NotACard, match="too long"):
        vcard.read(_card("TEL" + ";A" * 101 + ":1"))
