"""Just before a mail leaves it is asked once more whether it should; a refused address is shown, not tried again."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from leadwright.clocks.sweep import sweep
from leadwright.leads import actions as leads
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.models import Message
from leadwright.messages.refused import refused_among
from leadwright.messages.sending import send_due
from leadwright.people.models import User
from tests.makers import NOON as BEGIN
from tests.makers import House, make_contact, qualify
from tests.messages.serving import mail_server
from tests.messages.writing import NOON, queue

pytestmark = pytest.mark.django_db
LATER = BEGIN + timedelta(days=20)
MINUTE = timedelta(minutes=1)


def through(server) -> SmtpChannel:
    return SmtpChannel(read_server(server.url))


def states(kind: str) -> set[str]:
    return set(Message.objects.filter(kind=kind).values_list("state", flat=True))


@pytest.mark.parametrize("outcome", ["nurture", "invalid"])
def test_a_lead_that_was_qualified_meanwhile_sends_no_reminder(outcome: str) -> None:
    house = House()
    lead = house.accepted()
    sweep(LATER)
    assert states("lead_update") == {"WAITING"}
    why = {"reason": "bad-data"} if outcome == "invalid" else {}
    qualify(lead, outcome, by=house.ann, at=LATER, **why)
    send_due(LATER + 5 * MINUTE, channel=MailboxChannel())
    assert states("lead_update") == {"DROPPED"}


def test_a_reminder_whose_clock_still_runs_is_sent() -> None:
    House().accepted()
    sweep(LATER)
    send_due(LATER, channel=MailboxChannel())
    assert states("lead_update") == {"SENT"}


def test_an_offer_that_was_withdrawn_meanwhile_sends_no_mail() -> None:
    house = House()
    lead = house.offered()
    leads.withdraw(lead.pk, by=house.dina, at=BEGIN)
    send_due(BEGIN, channel=MailboxChannel())
    assert states("new_lead") == {"DROPPED"}


def test_a_user_who_was_switched_off_meanwhile_gets_no_mail() -> None:
    house = House()
    house.offered()
    User.objects.update(is_active=False)
    send_due(BEGIN, channel=MailboxChannel())
    assert states("new_lead") == {"DROPPED"}


def test_what_was_erased_between_claim_and_sending_is_not_sent() -> None:
    class Erasing(MailboxChannel):
        def __enter__(self) -> "Erasing":
            return self

        def deliver(self, message: Message) -> None:
            Message.objects.filter(address="late@x.example").update(
                state="FAILED", text="", last_error="erased"
            )

    queue(), queue(to="late@x.example")
    assert send_due(NOON, channel=Erasing()) == 1
    assert Message.objects.get(address="late@x.example").state == "FAILED"


def test_an_address_that_is_refused_for_good_is_tried_once_and_told() -> None:
    queue(to="Gone@north.example")
    with mail_server(to_recipient=["550 5.1.1 nobody here"]) as server:
        assert send_due(NOON, channel=through(server)) == 0
        assert send_due(NOON + 2 * MINUTE, channel=through(server)) == 0
    message = Message.objects.get()
    assert (message.state, message.attempts, message.leased_until) == ("FAILED", 1, None)
    assert refused_among(["gone@north.example", "other@x.example"]) == {
        "gone@north.example": "550 5.1.1 nobody here"
    }


def test_an_address_that_takes_mail_again_is_no_longer_told() -> None:
    queue(to="back@north.example")
    with mail_server(to_recipient=["550 5.1.1 nobody here"]) as server:
        send_due(NOON, channel=through(server))
        queue(to="back@north.example", at=NOON + MINUTE)
        assert send_due(NOON + 2 * MINUTE, channel=through(server)) == 1
    assert refused_among(["back@north.example"]) == {}


def test_a_refused_address_is_shown_to_whoever_can_mend_it() -> None:
    house = House()
    contact = make_contact(house.ann, email="gone@customer.example")
    queue(to=house.bob), queue(to="gone@customer.example")
    with mail_server(to_recipient=["550 5.1.1 nobody here", "550 5.1.1 no such box"]) as server:
        send_due(NOON, channel=through(server))
    admin, writer = Client(), Client()
    admin.force_login(house.adm, backend=settings.AUTHENTICATION_BACKENDS[-1])
    writer.force_login(house.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert admin.get("/company/users/").text.count("Mail refused") == 1
    assert "550 5.1.1 nobody here" in admin.get(f"/company/users/{house.bob.pk}/").text
    assert "550 5.1.1 no such box" in writer.get(f"/contacts/{contact.pk}/").text
