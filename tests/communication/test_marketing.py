"""Marketing: only to those who agreed, asked again when the mail leaves, and ended by one click without a session."""

from datetime import timedelta

import pytest
from django.test import Client

from leadwright.communication.actions import change_template
from leadwright.communication.models import Communication
from leadwright.consent.answers import allows
from leadwright.foundation.clock import now
from leadwright.history.models import Entry
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.models import Message
from leadwright.messages.sending import send_due
from tests.communication.saying import MARKETING, make_template, say
from tests.consent.telling import say as agree
from tests.makers import NOON, House, make_lead, refused
from tests.messages.serving import mail_server

LATER = NOON + timedelta(minutes=1)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
CELL = {"channel": "email", "sender": "dealer", "purpose": "newsletter"}


def link_in(row: Communication) -> str:
    """Return the path of the link by which a mail is unsubscribed."""
    link = Message.objects.get(key=row.message_key).headers["List-Unsubscribe"]
    return f"/consent/{link.strip('<>').partition('/consent/')[2]}"


def test_who_has_not_agreed_gets_no_marketing_but_still_letters_about_the_lead(house: House, lead) -> None:
    with refused("OPT_IN_MISSING"):
        say(lead, house.ann, **MARKETING)
    assert say(lead, house.ann).message_key


def test_a_consent_counts_for_its_channel_its_sender_and_its_purpose_alone(house: House, lead, eva) -> None:
    agree("given", eva, by=house.ann)
    assert say(lead, house.ann, **MARKETING).is_marketing
    with refused("OPT_IN_MISSING"):
        say(lead, house.ann, **(MARKETING | {"sender": "importer"}))
    with refused("OPT_IN_MISSING"):
        say(lead, house.ann, **(MARKETING | {"purpose": "events"}))
    with refused("OPT_IN_MISSING"):
        say(lead, house.ann, medium="sms", **MARKETING)


def test_a_medium_without_a_channel_of_consent_carries_no_marketing(house: House, lead, eva) -> None:
    agree("given", eva, by=house.ann)
    with refused("FIELD_INVALID", "marketing"):
        say(lead, house.ann, medium="face-to-face", **MARKETING)


def test_a_template_of_marketing_stays_marketing_whatever_is_said(house: House, lead, eva) -> None:
    more = {"marketing": True, "sender": "dealer", "purpose": "newsletter"}
    template = make_template(house.adm, **more)
    with refused("OPT_IN_MISSING"):
        say(lead, house.ann, template=template.pk, marketing=False)
    agree("given", eva, by=house.ann)
    assert say(lead, house.ann, template=template.pk).purpose.code == "newsletter"
    with refused("FIELD_REQUIRED", "sender"):
        change_template(template.pk, {"sender": None}, by=house.adm, at=NOON)


def test_a_mail_of_marketing_carries_what_unsubscribes_with_one_click(house: House, lead, eva) -> None:
    agree("given", eva, by=house.ann)
    row = say(lead, house.ann, **MARKETING)
    path = link_in(row)
    Message.objects.exclude(kind="communication").delete()
    with mail_server() as server:
        send_due(LATER, channel=SmtpChannel(read_server(server.url)))
    (mail,) = server.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].endswith(f"{path}>")
    assert path in mail.get_body(("plain",)).get_content()
    assert Message.objects.get(key=row.message_key).headers == {}


def test_each_mail_has_a_link_of_its_own_that_nobody_can_guess(house: House, lead, eva) -> None:
    agree("given", eva, by=house.ann)
    links = {link_in(say(lead, house.ann, **MARKETING)) for _time in range(3)}
    tokens = {link.split("/")[3] for link in links}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)


def test_looking_changes_nothing_and_one_post_without_a_session_withdraws(house: House, lead, eva) -> None:
    agree("given", eva, by=house.ann)
    path, stranger = link_in(say(lead, house.ann, **MARKETING)), Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert allows(eva, **CELL, at=now())
    for body in ({}, {"List-Unsubscribe": "Two-Clicks"}, ONE_CLICK | {"more": "1"}):
        assert stranger.post(path, body).status_code == 400
    assert allows(eva, **CELL, at=now())
    answer = stranger.post(path, ONE_CLICK)
    assert (answer.status_code, answer.headers.get("Location")) == (200, None)
    assert not allows(eva, **CELL, at=now())
    with refused("OPT_IN_MISSING"):
        say(lead, house.ann, at=now(), **MARKETING)


@pytest.mark.parametrize("number", [1000])
def test_one_post_stops_a_campaign_in_flight(house: House, lead, eva, number: int) -> None:
    agree("given", eva, by=house.ann)
    row = say(lead, house.ann, **MARKETING)
    campaign(row, number)
    assert send_due(LATER, limit=3, channel=MailboxChannel()) == 3
    assert Client().post(link_in(row), ONE_CLICK).status_code == 200
    while Message.objects.waiting().exists():
        send_due(now(), limit=200, channel=MailboxChannel())
    sent = Message.objects.filter(kind="communication", state="SENT")
    dropped = Message.objects.filter(kind="communication", state="DROPPED")
    assert (sent.count(), dropped.count()) == (3, number - 3)
    assert Entry.objects.filter(fact="lead.communication_dropped").count() == number - 3
    assert Communication.objects.exclude(dropped_at=None).count() == number - 3


def campaign(row: Communication, number: int) -> None:
    """Let there be many mails like one, each a row of its own."""
    letter = Message.objects.get(key=row.message_key)
    Message.objects.exclude(pk=letter.pk).delete()
    rows = [copy_of(row, message_key=f"communication:copy-{place}") for place in range(number - 1)]
    Communication.objects.bulk_create(rows)
    Message.objects.bulk_create(
        copy_of(letter, key=copy.message_key, message_id=f"<{place}@x.example>")
        for place, copy in enumerate(rows)
    )


def copy_of(row, **more):
    """Return an unsaved row that differs in what is named."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**(values | {"id": None} | more))


def test_a_consent_that_was_withdrawn_meanwhile_drops_the_mail_and_history_says_so(
    house: House, lead, eva
) -> None:
    agree("given", eva, by=house.ann)
    row = say(lead, house.ann, **MARKETING)
    other = say(make_lead(house.ann, contact=eva), house.ann, "about the lead")
    agree("withdrawn", eva, by=house.ann, at=NOON + timedelta(seconds=30))
    send_due(LATER, channel=MailboxChannel())
    states = dict(Message.objects.filter(kind="communication").values_list("key", "state"))
    assert states == {row.message_key: "DROPPED", other.message_key: "SENT"}
    entry = Entry.objects.get(fact="lead.communication_dropped")
    assert (entry.details["communication"], entry.subject_id) == (row.pk, lead.pk)
