"""Reading a mail takes time that grows with its length, not with the square of it."""

import contextlib
import gc
from time import process_time

import pytest

from leadwright.inbox.letters.letter import Unreadable
from leadwright.inbox.letters.parsing import read
from leadwright.inbox.letters.quoting import split
from leadwright.inbox.letters.safe_html import remote_images, safe, text_of
from tests.inbox.writing import ARRIVED, raw

TIMES = 16
MOST_TIMES = 80  # caches and neighbours cost up to five times as much; of a square it would be 256
HTML = {"Content-Type": "text/html"}
READERS = {
    "plain text": (lambda n: _read(raw("x" * n)), 3_200_000),
    "addresses": (lambda n: _read(raw("x", {"To": "a@b.example, " * n})), 12_000),
    "brackets of an address": (lambda n: _read(raw("x", {"From": "(" * n})), 160_000),
    "encoded words": (lambda n: _read(raw("x", {"Subject": "=?utf-8?q?a?= " * n})), 12_000),
    "ids": (lambda n: _read(raw("x", {"References": "<a@b.example> " * n})), 12_000),
    "lines that look like quotes": (lambda n: split("On Monday somebody wrote\n" * n), 16_000),
    "lines that end like quotes": (lambda n: split(f"on {'a ' * 150}:\n" * n), 640),
    "tags that stay open": (lambda n: text_of(safe("<div>" * n)), 160_000),
    "pictures that never end": (lambda n: remote_images("<img " * n), 160_000),
    "HTML of a mail": (lambda n: _read(raw("<b>a</b> " * n, HTML)), 64_000),
}


def _read(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read(content, arrived_at=ARRIVED)


def _seconds(reader, length):
    """Return the processor time of the quickest of three readings; collecting garbage would add its own."""
    gc.disable()
    try:
        return min(_once(reader, length) for _ in range(3))
    finally:
        gc.enable()


def _once(reader, length):
    began = process_time()
    reader(length)
    return process_time() - began


@pytest.mark.parametrize("name", READERS)
def test_sixteen_times_as_much_takes_about_sixteen_times_as_long(name):
    reader, longest = READERS[name]
    short = max(_seconds(reader, longest // TIMES), 0.0005)
    assert _seconds(reader, longest) < short * MOST_TIMES
