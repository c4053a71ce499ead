"""What a program sends is told from what somebody wrote."""

import pytest

from leadwright.inbox.letters.letter import CalendarAnswer, Kind
from leadwright.inbox.letters.parsing import read
from tests.inbox.writing import ARRIVED, bounce, calendar_answer, letter, raw

ANSWERS = {"In-Reply-To": "<x@vendor.example>"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Auto-Submitted": "auto-generated; owner-email=x"},
        {"X-Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Subject": "Automatic reply: Printers", "X-Auto-Response-Suppress": "All"},
        {"Subject": "Out of office: Printers"} | ANSWERS,
        {"Subject": "Automatisch antwoord: Printers"} | ANSWERS,
        {"Subject": "Afwezig: Printers"} | ANSWERS,
        {"Subject": "Réponse automatique : Imprimantes"} | ANSWERS,
        {"Subject": "Automatische Antwort: Drucker"} | ANSWERS,
        {"Subject": "Автоответ: Принтеры"} | ANSWERS,
    ],
)
def test_an_automatic_reply_is_known_by_what_it_says_of_itself_or_by_its_subject(headers):
    assert letter("I am away.", headers).kind == Kind.AUTOMATIC


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "no"},
        {"Subject": "Out of office furniture"},
        {"Subject": "RE: Afwezigheid"},
        {"Precedence": "list"},
        {},
    ],
)
def test_what_somebody_wrote_stays_a_mail(headers):
    assert letter("hello", headers).kind == Kind.MAIL


def test_a_report_names_the_mail_the_address_and_the_reason():
    row = read(bounce("<ours@vendor.example>", "jan@customer.example"), arrived_at=ARRIVED)
    assert row.kind == Kind.BOUNCE
    assert row.bounce.addresses == ("jan@customer.example",)
    assert "<ours@vendor.example>" in row.bounce.message_ids
    assert (row.bounce.is_permanent, "no such user" in row.bounce.words) == (True, True)


@pytest.mark.parametrize(
    ("status", "action"), [("4.2.2", "delayed"), ("4.2.2", "failed"), ("2.0.0", "relayed")]
)
def test_a_delay_is_no_refusal(status, action):
    row = read(
        bounce("<a@b.example>", "jan@customer.example", status=status, action=action), arrived_at=ARRIVED
    )
    assert (row.kind, row.bounce.is_permanent) == (Kind.BOUNCE, False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Undelivered Mail Returned to Sender", "<jan@customer.example>: 550 5.1.1 unknown user"),
        ("Mail delivery failed", "jan@customer.example\n  550 no such user"),
        ("Onbestelbaar: Printers", "De server van jan@customer.example zegt: 550 5.1.1 onbekend"),
        ("Unzustellbar: Drucker", "jan@customer.example 550 5.1.1 unbekannt"),
        ("Сообщение не доставлено", "jan@customer.example: 550 5.1.1"),
    ],
)
def test_reports_in_words_of_their_own_are_known_too(subject, text):
    body = f"{text}\n\nMessage-ID: <ours@vendor.example>"
    headers = {"From": "MAILER-DAEMON@mx.example", "Subject": subject}
    row = read(raw(body, headers), arrived_at=ARRIVED)
    assert (row.kind, row.bounce.is_permanent) == (Kind.BOUNCE, True)
    assert "jan@customer.example" in row.bounce.addresses
    assert "<ours@vendor.example>" in row.bounce.message_ids


def test_a_delay_in_words_is_no_refusal():
    headers = {"From": "MAILER-DAEMON@mx.example", "Subject": "Delivery status: delayed"}
    row = read(raw("jan@customer.example: will be retried for two days", headers), arrived_at=ARRIVED)
    assert (row.kind, row.bounce.is_permanent) == (Kind.BOUNCE, False)


def test_the_answer_to_an_invitation_is_read():
    row = read(calendar_answer(), arrived_at=ARRIVED)
    assert row.kind == Kind.CALENDAR_ANSWER
    assert row.calendar == CalendarAnswer(
        uid="meeting-1@vendor.example",
        attendee="jan@customer.example",
        answer="accepted",
        sequence=2,
        summary="Showroom, Ghent",
    )
