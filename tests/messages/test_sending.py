"""What waits is sent once the server took it: with servers that refuse, hang, break off or are not there."""

from datetime import timedelta

import pytest

from leadwright.history.facts import SYSTEM
from leadwright.messages import actions
from leadwright.messages.channels import NotTaken
from leadwright.messages.channels.choosing import chosen_channel
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.models import Message
from leadwright.messages.sending import BACK_OFF, LEASE, TRIES, send_due
from tests.messages.serving import mail_server
from tests.messages.writing import NOON, queue

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def through(server) -> SmtpChannel:
    return SmtpChannel(read_server(server.url))


def test_a_message_arrives_with_its_head_and_both_bodies(settings):
    settings.DEFAULT_FROM_EMAIL = "Leadwright <leadwright@leads.example>"
    message = queue(context={"description": "Kantoor in Genève – 3 étages"}, reply_to="vera@vendor.example")
    with mail_server() as server:
        assert send_due(NOON, channel=through(server)) == 1
    [mail] = server.mails
    assert server.recipients == ["ann@north.example"]
    assert mail["Message-ID"] == message.message_id
    assert (mail["Subject"], mail["To"]) == ("New lead notification: L-17 · Lumen", "ann@north.example")
    assert (mail["From"], mail["Reply-To"]) == (
        "Leadwright <leadwright@leads.example>",
        "vera@vendor.example",
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Kantoor in Genève – 3 étages" in mail.get_body(["plain"]).get_content()
    assert "Kantoor in Genève – 3 étages" in mail.get_body(["html"]).get_content()


def test_a_mail_has_exactly_the_headers_that_it_should_have():
    queue(context={"description": "x\nBcc: evil@x.example\n\n.\n=?utf-8?q?a=0ABcc:_x?="})
    with mail_server() as server:
        send_due(NOON, channel=through(server))
    assert set(server.mails[0].keys()) == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Auto-Submitted", "Message-ID",
    }  # fmt: skip


def test_a_sent_message_is_marked_and_not_sent_again():
    queue()
    with mail_server() as server:
        send_due(NOON, channel=through(server))
        send_due(NOON + 30 * MINUTE, channel=through(server))
    message = Message.objects.get()
    assert (message.state, message.leased_until, len(server.raw)) == ("SENT", None, 1)
    assert message.sent_at >= NOON


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("451 4.3.0 try later", "451 4.3.0 try later"),
        ("554 5.7.1 no thank you", "554 5.7.1 no thank you"),
        ("break", "SMTPServerDisconnected"),
        ("hang", "SMTPServerDisconnected"),
    ],
)
def test_a_message_that_was_not_taken_goes_later_with_the_same_id(answer, said):
    message = queue()
    with mail_server(answer) as server:
        assert send_due(NOON, channel=through(server)) == 0
        waiting = Message.objects.get()
        assert (waiting.state, waiting.attempts, waiting.leased_until) == ("WAITING", 1, None)
        assert waiting.last_error.startswith(said)
        assert send_due(NOON + MINUTE / 2, channel=through(server)) == 0
        assert send_due(NOON + 2 * MINUTE, channel=through(server)) == 1
    assert [mail["Message-ID"] for mail in server.mails] == [message.message_id]


def test_a_recipient_who_is_refused_for_now_is_tried_again():
    queue()
    with mail_server(to_recipient=["450 4.2.1 box is full"]) as server:
        assert send_due(NOON, channel=through(server)) == 0
        assert Message.objects.get().last_error == "450 4.2.1 box is full"
        assert send_due(NOON + 2 * MINUTE, channel=through(server)) == 1


@pytest.mark.parametrize("answer", ["451 later", "break", "hang"])
def test_one_bad_message_does_not_hold_up_the_next(answer):
    queue(), queue(to="bob@north.example")
    with mail_server(answer) as server:
        assert send_due(NOON, channel=through(server)) == 1
    assert server.recipients == ["bob@north.example"]


def test_where_nobody_listens_only_one_message_is_tried():
    queue(), queue()
    with mail_server() as server:
        url = server.url
    assert send_due(NOON, channel=SmtpChannel(read_server(url))) == 0
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 1]
    assert "ConnectionRefusedError" in Message.objects.get(attempts=1).last_error


class Refusing(MailboxChannel):
    """Takes nothing."""

    def deliver(self, message: Message) -> None:
        raise NotTaken("451 not now")


def test_the_waits_grow_and_after_twelve_tries_it_is_given_up():
    queue()
    at, waits = NOON, []
    for _ in range(TRIES):
        send_due(at, channel=Refusing())
        message = Message.objects.get()
        waits.append(message.next_try_at - at)
        at = message.next_try_at + MINUTE
    assert (message.state, message.attempts) == ("FAILED", TRIES)
    assert [round(wait / MINUTE) for wait in waits[:5]] == [1, 5, 15, 60, 120]
    assert sorted(BACK_OFF) == list(BACK_OFF)
    assert send_due(at, channel=MailboxChannel()) == 0


class Breaking(MailboxChannel):
    """Fails in a way that nobody thought of."""

    def deliver(self, message: Message) -> None:
        raise UnicodeError


def test_a_fault_of_our_own_does_not_jam_the_outbox():
    queue()
    assert send_due(NOON, channel=Breaking()) == 0
    queue(to="bob@north.example")
    assert send_due(NOON + 10 * MINUTE, channel=MailboxChannel()) == 2


class Killed(BaseException):
    """The worker is gone."""


class Killing(MailboxChannel):
    """Takes the message, and the worker dies."""

    def deliver(self, message: Message) -> None:
        raise Killed


def test_a_dead_workers_message_goes_again_when_its_lease_has_run_out():
    queue()
    with pytest.raises(Killed):
        send_due(NOON, channel=Killing())
    assert send_due(NOON + LEASE / 2, channel=MailboxChannel()) == 0
    assert send_due(NOON + LEASE + MINUTE, channel=MailboxChannel()) == 1


def test_a_message_that_kills_every_worker_is_given_up():
    queue()
    for n in range(TRIES):
        with pytest.raises(Killed):
            send_due(NOON + n * 2 * LEASE, channel=Killing())
    send_due(NOON + TRIES * 2 * LEASE, channel=Killing())
    assert Message.objects.get().state == "FAILED"


def test_nothing_leaves_while_the_tap_is_closed():
    queue()
    actions.pause(by=SYSTEM, at=NOON)
    assert send_due(NOON, channel=MailboxChannel()) == 0
    assert Message.objects.get().attempts == 0
    actions.resume(by=SYSTEM, at=NOON)
    assert send_due(NOON, channel=MailboxChannel()) == 1


class Closing(MailboxChannel):
    """Somebody turns the tap while a message is on its way."""

    def deliver(self, message: Message) -> None:
        actions.pause(by=SYSTEM, at=NOON)


def test_a_closed_tap_ends_a_round_that_is_in_progress():
    queue(), queue()
    assert send_due(NOON, channel=Closing()) == 1
    assert Message.objects.waiting().count() == 1


def test_a_link_that_lets_somebody_in_is_not_kept_once_it_was_sent():
    queue("invitation", context={"expires_at": NOON})
    with mail_server() as server:
        send_due(NOON, channel=through(server))
    message = Message.objects.get()
    assert "/leads/17/" in server.mails[0].get_body(["plain"]).get_content()
    assert (message.state, message.text, message.html) == ("SENT", "", "")


def test_the_built_in_mailbox_keeps_what_it_shows():
    queue("invitation", context={"expires_at": NOON})
    send_due(NOON, channel=MailboxChannel())
    assert "/leads/17/" in Message.objects.get(state="SENT").text


def test_a_round_sends_no_more_than_asked_and_the_oldest_first():
    for hours in (3, 1, 2):
        queue(at=NOON - hours * 60 * MINUTE, key=f"{hours}")
    assert send_due(NOON, 2, channel=MailboxChannel()) == 2
    assert Message.objects.waiting().get().key == "1"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "none", "", "")),
        ("smtp://ann:p%40ss@mail.example", ("mail.example", 587, "starttls", "ann", "p@ss")),
        ("smtp://mail.example:2525?tls=ssl", ("mail.example", 2525, "ssl", "", "")),
    ],
)
def test_a_mail_server_is_named_by_its_address(url, expected):
    server = read_server(url)
    assert (server.host, server.port, server.tls, server.user, server.password) == expected
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    "url", ["mail.example", "https://mail.example", "smtp://", "smtp://mail.example?tls=maybe"]
)
def test_what_is_no_mail_server_is_refused(url):
    with pytest.raises(ValueError, match="smtp://user:password"):
        read_server(url)


def test_without_a_mail_server_messages_wait(settings):
    settings.MAIL_CHANNEL, settings.SMTP_URL = "smtp", ""
    queue()
    assert chosen_channel() is None
    assert send_due(NOON) == 0
    assert Message.objects.get().attempts == 0


def test_the_settings_choose_the_channel(settings):
    settings.MAIL_CHANNEL, settings.SMTP_URL = "smtp", "smtp://mail.example"
    assert isinstance(chosen_channel(), SmtpChannel)
    settings.MAIL_CHANNEL = "mailbox"
    assert isinstance(chosen_channel(), MailboxChannel)
