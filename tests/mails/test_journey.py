"""A mail goes out by a real mail server and its answers come in by a real mailbox, each to where it belongs."""

from email import message_from_bytes, policy

import pytest

from leadwright.config import jobs
from leadwright.foundation.clock import now
from leadwright.inbox.models import RawArrival
from leadwright.leads.models import Lead
from leadwright.mails.models import Mail
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.refused import refused_among
from leadwright.messages.sending import send_due
from tests.inbox.malformed import MALFORMED
from tests.inbox.serving import imap_server
from tests.inbox.writing import bounce, calendar_answer, in_base64, raw
from tests.makers import House, make_contact, make_lead
from tests.messages.serving import mail_server
from tests.messages.writing import queue

JAN = "jan@customer.example"
OOO = {
    "Subject": "Out of office: your lead",
    "Auto-Submitted": "auto-replied",
    "Message-ID": "<ooo@customer.example>",
}


@pytest.fixture
def house(committed) -> House:
    """Return a vendor and its partners, committed."""
    return House()


def outgoing(lead: Lead) -> str:
    """Send a mail about a lead to its contact by SMTP; returns the id that arrived with it."""
    queue(to=JAN, subject_kind="lead", subject_id=lead.pk, at=now())
    with mail_server() as server:
        send_due(now(), channel=SmtpChannel(read_server(server.url)))
        mails = [message_from_bytes(content, policy=policy.default) for content in server.raw]
    return next(str(mail["Message-ID"]) for mail in mails if mail["To"] == JAN)


def reply(text: str, message_id: str, number: int, **headers: str) -> bytes:
    own = {"In-Reply-To": message_id, "Message-ID": f"<reply-{number}@customer.example>"}
    return raw(text, own | headers)


def answers(message_id: str) -> list[bytes]:
    """Return what comes back to a mail: replies, programs, a calendar, a bounce, and one that is made up."""
    quote = "On Mon, 2 Mar 2026 at 10:00, Leadwright <leads@vendor.example> wrote:\n> A lead"
    dutch = "Op ma 2 mrt 2026 om 10:00 schreef Leadwright <leads@vendor.example>:\n> Een lead"
    russian = "пн, 2 мар. 2026 г. в 10:00, Leadwright <leads@vendor.example>:\n> Лид"
    return [
        reply(f"Yes, please.\n\n{quote}", message_id, 1),
        reply(f"Ja, graag.\n\n{dutch}", message_id, 2),
        reply(f"Да, пожалуйста.\n\n{russian}", message_id, 3, Subject=in_base64("Ответ")),
        reply("I am away.", message_id, 4, **OOO),
        calendar_answer(**{"In-Reply-To": message_id}),
        bounce(message_id, JAN),
        reply("Let me in.", message_id, 5, From="evil@elsewhere.example"),
    ]


def test_each_answer_comes_to_the_lead_or_waits_and_no_malformed_mail_is_lost(house, settings):
    lead = make_lead(
        house.dina, contact=make_contact(house.dina, kind="person", name="Jan Peeters", email=JAN)
    )
    message_id = outgoing(lead)
    broken = [content for content in MALFORMED.values() if content]
    with imap_server() as box:
        box.put(*answers(message_id), *broken)
        settings.IMAP_URL = box.url(move="Done")
        jobs.receive_mail(0)
        assert (box.folders["INBOX"], len(box.folders["Done"])) == ([], 7 + len(broken))
    of_lead = Mail.objects.filter(lead=lead, in_reply_to=message_id).order_by("pk")
    texts = [(row.kind, row.text) for row in of_lead][:4]
    assert texts[:3] == [("mail", "Yes, please."), ("mail", "Ja, graag."), ("mail", "Да, пожалуйста.")]
    assert texts[3][0] == "automatic"
    assert Mail.objects.get(kind="calendar_answer").lead == lead
    assert (Mail.objects.get(kind="bounce", lead=lead).lead, JAN in refused_among([JAN])) == (lead, True)
    assert Mail.objects.get(sender="evil@elsewhere.example").lead is None
    kept = [bytes(content) for content in RawArrival.objects.values_list("content", flat=True)]
    assert sorted(kept) == sorted({*answers(message_id), *broken})
    assert not RawArrival.objects.filter(verdict="NEW").exists()


def test_a_mailbox_that_cannot_be_opened_stops_no_other(house, settings):
    with imap_server() as box:
        box.put(raw())
        settings.IMAP_URL = f"imap://a:b@127.0.0.1:1/INBOX?tls=none {box.url()}"
        jobs.receive_mail(0)
    assert Mail.objects.count() == 1
