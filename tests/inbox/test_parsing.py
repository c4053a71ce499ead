"""A mail is read as far as it can be, and nothing that arrives stops the reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from leadwright.foundation.text import storable
from leadwright.inbox.letters.letter import Attachment, Letter, Unreadable
from leadwright.inbox.letters.parsing import read
from tests.conftest import PROVE
from tests.inbox.malformed import MALFORMED
from tests.inbox.writing import ARRIVED, in_base64, letter, parts, raw

MANY = settings(max_examples=5_000 if PROVE else 100)
UNREADABLE = {
    "no head at all",
    "no head, not even an empty line",
    "nothing",
    "spaces alone",
    "parts in parts, very deep",
    "parts in parts without end",
    "a mail in a mail in a mail",
    "a head of ten megabytes",
    "a hundred thousand lines in the head",
}


def tried(content: bytes) -> Letter | str:
    try:
        return read(content, arrived_at=ARRIVED)
    except Unreadable as no:
        return str(no)


def words(row: Letter) -> list[str]:
    """Return all texts of a letter."""
    return [
        *(
            row.message_id,
            row.in_reply_to,
            row.sender,
            row.sender_name,
            row.subject,
            row.text,
            row.quoted,
            row.html,
        ),
        *row.recipients,
        *row.headers.values(),
        *(file.name for file in row.attachments),
    ]


def test_a_plain_mail_says_who_wrote_what_to_whom_and_when():
    row = letter(cc="desk@vendor.example")
    assert (row.sender, row.sender_name) == ("jan@customer.example", "Jan Peeters")
    assert row.recipients == ("leads@vendor.example", "desk@vendor.example")
    assert (row.subject, row.text) == ("The offices in Ghent", "We want ten printers.")
    assert (row.message_id, row.sent_at.isoformat()) == (
        "<first@customer.example>",
        "2026-03-02T09:00:00+00:00",
    )


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_mail_is_read_or_says_why_not(name):
    result = tried(MALFORMED[name])
    assert isinstance(result, str) == (name in UNREADABLE), result
    if isinstance(result, Letter):
        assert [text for text in words(result) if storable(text) != text] == []


def test_there_are_thirty_of_them():
    assert len(MALFORMED) >= 30


def test_an_encoded_word_never_makes_another_line_of_the_head():
    row = read(MALFORMED["an encoded word with a line break"], arrived_at=ARRIVED)
    assert row.subject == "a Bcc: evil@x.example"
    assert row.recipients == ("leads@vendor.example",)


def test_a_mail_that_names_two_authors_has_none_that_is_believed():
    assert read(MALFORMED["headers that come twice"], arrived_at=ARRIVED).sender == ""
    assert letter(headers={"From": "a@x.example, b@x.example"}).sender == ""


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("Seamus O'Neil <seamus.o'neil@x.example>", "Seamus O'Neil", "seamus.o'neil@x.example"),
        ("Ann <Ann@MÜNCHEN.example>", "Ann", "ann@xn--mnchen-3ya.example"),
        ("Ann <a..b@x.example>", "Ann <a..b@x.example>", ""),
        ("-x@-y", "-x@-y", ""),
        ("nobody", "", ""),
    ],
)
def test_addresses_are_read_as_those_of_contacts_and_no_name_is_lost(written, name, address):
    row = letter(headers={"From": written})
    assert (row.sender_name, row.sender) == (name, address)


def test_a_mail_without_an_id_is_known_by_its_bytes():
    first, again, other = (letter(text, {"Message-ID": None}) for text in ("one", "one", "two"))
    assert first.message_id == again.message_id != other.message_id
    assert first.message_id.endswith("@unnamed.invalid>")


def test_a_moment_that_cannot_be_is_none():
    assert letter(date="Mon, 2 Mar 2099 10:00:00 +0100").sent_at is None
    assert letter(date="yesterday").sent_at is None


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
def test_names_and_subjects_are_read_in_their_charset(charset):
    row = letter(
        headers={
            "From": f"{in_base64('Иван', charset)} <i@x.example>",
            "Subject": in_base64("Привет", charset),
        }
    )
    assert (row.sender_name, row.subject) == ("Иван", "Привет")


def test_a_head_in_plain_utf8_is_read_too():
    assert letter(subject="Één offerte").subject == "Één offerte"


def test_files_are_listed_without_their_path():
    row = read(
        parts(
            ("Content-Type: text/plain", "See the plan."),
            (
                'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="../a/plan.pdf"',
                "%PDF",
            ),
        ),
        arrived_at=ARRIVED,
    )
    assert (row.text, row.attachments) == (
        "See the plan.",
        (Attachment(name="plan.pdf", type="application/pdf", size=4),),
    )


def test_of_a_mail_in_html_alone_the_words_are_taken():
    html = "<p>Dear Ann</p><p>ten <b>printers</b></p><blockquote>On Monday<br>you wrote</blockquote>"
    row = letter(html, {"Content-Type": "text/html"})
    assert row.text == "Dear Ann\n\nten printers"
    assert row.quoted == "> On Monday\n> you wrote"


@MANY
@given(some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    assert isinstance(tried(content), Letter | str)


@given(
    some.dictionaries(
        some.sampled_from(
            [
                "From",
                "To",
                "Subject",
                "Date",
                "Message-ID",
                "References",
                "Content-Type",
                "Content-Transfer-Encoding",
            ]
        ),
        some.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore").decode().replace("\n", "\n ")),
    ),
    some.text(max_size=200),
)
def test_any_head_and_any_body_are_read_into_texts_that_can_be_stored(headers, body):
    result = tried(raw(body.encode("utf-8", "ignore").decode(), headers))
    if isinstance(result, Letter):
        assert [text for text in words(result) if storable(text) != text] == []


@MANY
@given(some.data())
def test_a_mail_in_which_bytes_were_changed_is_read_or_refused(data):
    content = bytearray(
        parts(("Content-Type: text/html; charset=utf-8", "<p>hello</p>"), ("Content-Type: a/b", "x"))
    )
    for _time in range(data.draw(some.integers(1, 12))):
        content[data.draw(some.integers(0, len(content) - 1))] = data.draw(some.integers(0, 255))
    assert isinstance(tried(bytes(content)), Letter | str)
