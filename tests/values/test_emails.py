"""E-mail addresses and web addresses: what servers take, and nothing else."""

import pytest

from leadwright.values.emails import read_email, several_emails
from leadwright.values.urls import read_url
from tests.values.reading import NONE, assumed, outcome

LISTS = [
    ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
    ("a@x.example;b@x.example\nc@x.example,", ["a@x.example", "b@x.example", "c@x.example"]),
    (
        '"Author, Ann" <ann@x.example>; Bob <bob@x.example>',
        ['"Author, Ann" <ann@x.example>', "Bob <bob@x.example>"],
    ),
    (" , ;", []),
]
ADDRESSES = [
    ("ann@example.com,", "ann@example.com"),
    ("ann@example.com;", "ann@example.com"),
    ('"ann@example.com"', "ann@example.com"),
    ("ann＠example.com", "ann@example.com"),
    ("mailto:ann%2Bx@example.com", "ann+x@example.com"),
    ("<mailto:ann@example.com>", "ann@example.com"),
    ("ann@example.com <ann@example.com>", "ann@example.com"),
    ("=?utf-8?Q?Ann?= <ann@example.com>", "ann@example.com"),
    ("Ann@Example.COM", "Ann@Example.COM"),
    ("ann@example.com\xa0", "ann@example.com"),
    ("a&b@example.com", "a&b@example.com"),
    ("ann@sub.sub.example.museum", "ann@sub.sub.example.museum"),
    ("mailto:ann%0Ax@example.com", NONE),
    ("ann @example.com", NONE),
    ("ann@example,com", NONE),
    ("[ann@example.com]", NONE),
    ("'ann@example.com'", NONE),
    ("ann%40example.com", NONE),
    ("ann@example.com (private)", NONE),
    ("ann@example.com?subject=hi", NONE),
    ("ann@example.com - work", NONE),
    ("E-mail: ann@example.com", NONE),
    ('"a" "b@example.com"', NONE),
    ("ann@example.com", "ann@example.com"),
    ("seamus.o'neil@example.com", "seamus.o'neil@example.com"),
    ("m.i-k_e+x@sub.example.com", "m.i-k_e+x@sub.example.com"),
    ("mailto:ann@example.com?subject=x", "ann@example.com"),
    ("MAILTO:Ann@Example.com", "Ann@Example.com"),
    ("Ann Author <ann@example.com>", "ann@example.com"),
    ('"Author, Ann" <ann@example.com>', "ann@example.com"),
    ("<ann@example.com>", "ann@example.com"),
    ("\u200bann@example.com\ufeff", "ann@example.com"),
    ("\u202aann@example.com\u202c", "ann@example.com"),
    ("ann@münchen.de", "ann@xn--mnchen-3ya.de"),
    ("ann@xn--mnchen-3ya.de", "ann@xn--mnchen-3ya.de"),
    ("admin@localhost", "admin@localhost"),
    ("-x@example.com", "-x@example.com"),
    ("ann@straße.de", NONE),
    ("jürgen@example.com", NONE),
    ("mıke@example.com", NONE),
    ("a..b@example.com", NONE),
    (".a@example.com", NONE),
    ("a.@example.com", NONE),
    ("-x@-y", NONE),
    ("a@-b.com", NONE),
    ("a@b-.com", NONE),
    ("a@b..com", NONE),
    ("a@b.com.", NONE),
    ("a@b_c.com", NONE),
    ("a@b.c", NONE),
    ("a@b.123", NONE),
    ("a@b", NONE),
    ("a@[1.2.3.4]", NONE),
    ('"a b"@example.com', NONE),
    ("a b@example.com", NONE),
    ("a@b@example.com", NONE),
    ("a@b.com, c@d.com", NONE),
    ("a@b.com; c@d.com", NONE),
    ("a@b.com\nBcc: x@y.com", NONE),
    ("=?utf-8?q?a?=@b.com", NONE),
    ("a\x00@b.com", NONE),
    ("a" * 65 + "@b.com", NONE),
    ("a@" + "b" * 64 + ".com", NONE),
    ("a@" + "b.c" * 90 + ".com", NONE),
    ("ann [at] example.com", NONE),
    ("n/a", NONE),
    ("", NONE),
]
PAGES = [
    ("https://example.com/x", "https://example.com/x"),
    ("HTTP://example.com", "HTTP://example.com"),
    ("http://localhost:8000/", "http://localhost:8000/"),
    ("https://[::1]/", "https://[::1]/"),
    ("https://example.com:8443/a?b=c#d", "https://example.com:8443/a?b=c#d"),
    ("example.com", "https://example.com"),
    ("www.example.com/a?b=c", "https://www.example.com/a?b=c"),
    ("//example.com", "https://example.com"),
    ("münchen.de", "https://münchen.de"),
    ("\u200bexample.com", "https://example.com"),
    ("<https://example.com>", "https://example.com"),
    ("ftp://example.com", NONE),
    ("javascript:alert(1)", NONE),
    ("mailto:a@b.com", NONE),
    ("https://user:pw@example.com", NONE),
    ("https://exa mple.com", NONE),
    ("https://example.com:99999", NONE),
    ("http://", NONE),
    ("hello world", NONE),
    ("hello", NONE),
    ("1.5", NONE),
    ("n/a", NONE),
    ("a@b.com", NONE),
    ("https://" + "x" * 2000 + ".com", NONE),
    ("", NONE),
]


@pytest.mark.parametrize(("text", "value"), ADDRESSES)
def test_an_address_is_what_a_server_takes(text: str, value: str) -> None:
    assert outcome(read_email, text) == value


@pytest.mark.parametrize(("text", "value"), PAGES)
def test_a_web_address_is_one_that_a_browser_opens(text: str, value: str) -> None:
    assert outcome(read_url, text) == value


def test_a_scheme_that_was_added_is_told() -> None:
    assert (assumed(read_url, "example.com"), assumed(read_url, "http://example.com")) == (["scheme"], [])


@pytest.mark.parametrize(("text", "parts"), LISTS)
def test_a_list_of_addresses_is_taken_apart_but_no_name_is(text, parts):
    assert several_emails(text) == parts
