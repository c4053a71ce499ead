"""Hostile names and types: no folder, no sign that turns a line, no header of its own, no type that runs."""

import re

import pytest

from leadwright.files.naming import UNKNOWN, clean_name, disposition, media_type_of
from tests.makers import refused


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\Users\\ann\\offer.pdf", "offer.pdf"),
        ("/etc/passwd", "passwd"),
        ("%2e%2e%2fpasswd", "%2e%2e%2fpasswd"),
        ("  offer.pdf\u200b ", "offer.pdf"),
        ("e\u0301t\u00e9.pdf", "\u00e9t\u00e9.pdf"),
    ],
)
def test_of_a_path_only_the_name_is_kept(sent, kept):
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "a/..",
        " . ",
        "a\x00b",
        "a\r\nSet-Cookie: b",
        "exe.\u202egpj",
        "x" * 201,
        "a\ud800",
        "=?utf-8?q?a?=",
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_at_its_field(name):
    with refused("FIELD_INVALID", "file"):
        clean_name(name)


@pytest.mark.asvs("5.4.2")
@pytest.mark.parametrize(
    "name", ['";malicious.bat', "a\r\nX: b", "\u202egpj.exe", "prijs €.pdf", "a;b=c'd.pdf"]
)
def test_the_header_for_a_download_holds_no_sign_that_ends_it(name):
    plain = r'attachment; filename="[A-Za-z0-9._ -]*"; filename\*=UTF-8\'\'[A-Za-z0-9._~%-]*'
    assert re.fullmatch(plain, disposition(name))


def test_what_a_file_begins_as_counts_and_not_what_is_said_of_it():
    assert media_type_of(b"%PDF-1.7", "image/png") == "application/pdf"
    assert media_type_of(b"<svg", "image/png") == UNKNOWN
    assert media_type_of(b"RIFF\x00\x00\x00\x00WEBP", "") == "image/webp"


@pytest.mark.parametrize(
    "said",
    ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "a", "É/x"],
)
def test_a_type_that_a_browser_might_run_is_none(said):
    assert media_type_of(b"<html>", said) == UNKNOWN


def test_a_plain_type_is_taken_as_it_was_said():
    assert media_type_of(b"hello", "text/plain; charset=utf-8") == "text/plain"
