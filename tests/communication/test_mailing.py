"""What leaves by mail: to one reader, from a person by name, with nothing slipped into its head."""

from datetime import timedelta

import pytest
from django.conf import settings

from leadwright.communication.models import Communication
from leadwright.contacts.actions import edit as edit_contact
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import SmtpChannel, read_server
from leadwright.messages.models import Message
from leadwright.messages.sending import send_due
from leadwright.people.models import User
from tests.communication.saying import say
from tests.makers import NOON, House, make_contact, make_lead, refused
from tests.messages.serving import MailServer, mail_server

LATER = NOON + timedelta(minutes=1)
# What would change the head of a mail, or add a reader to it.
TRICKS = [
    "Hi\r\nBcc: evil@x.example",
    "Hi\nBcc: evil@x.example",
    "Hi\rBcc: evil@x.example",
    "Hi\x0bBcc: evil@x.example",
    "Hi\x85Bcc: evil@x.example",
    "Hi\u2028Bcc: evil@x.example",
    "=?utf-8?q?a=0ABcc:_evil@x.example?=",
    "Hi\x00",
    "x" * 1000,
]


def sent(server: MailServer) -> None:
    """Let the outbox go to a mail server."""
    Message.objects.exclude(kind="communication").delete()
    send_due(LATER, channel=SmtpChannel(read_server(server.url)))


def test_a_mail_is_from_the_person_by_name_and_answers_go_there(house: House, lead) -> None:
    say(lead, house.ann, "Good day #contact_name")
    with mail_server() as server:
        sent(server)
    (mail,) = server.mails
    assert server.recipients == ["eva@janssens.example"]
    assert mail["From"].addresses[0].display_name == "Ann, Partner P"
    assert mail["From"].addresses[0].addr_spec in settings.DEFAULT_FROM_EMAIL
    assert (mail["Reply-To"], mail["Auto-Submitted"]) == (house.ann.email, "no")
    assert mail.get_body(("plain",)).get_content().strip() == "Good day Eva Janssens"
    assert "List-Unsubscribe" not in mail


def test_values_are_escaped_in_the_html_of_a_mail(house: House, lead) -> None:
    markup = "<script>alert(1)</script> & more"
    actions.edit(lead.pk, {"description": markup}, by=house.ann, at=NOON, version=lead.version)
    say(lead, house.ann, "You asked: #lead_description")
    with mail_server() as server:
        sent(server)
    (mail,) = server.mails
    html = mail.get_body(("html",)).get_content()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    assert "<script>" not in html
    assert markup in mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_is_slipped_in_through_what_is_typed(house: House, lead, trick: str) -> None:
    with refused("FIELD_INVALID", "subject"):
        say(lead, house.ann, subject=trick)
    assert not Message.objects.filter(kind="communication").exists()


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("place", ["description", "contact", "owner"])
def test_nothing_is_slipped_in_through_what_tags_say(house: House, lead, place: str, trick: str) -> None:
    """Values that no form would take are planted in the rows themselves; a mail then has one reader, or is refused."""
    kept = trick.replace("\x00", "")
    if place == "description":
        Lead.objects.filter(pk=lead.pk).update(description=kept)
    elif place == "contact":
        type(lead.contact).objects.filter(pk=lead.contact_id).update(name=kept[:200])
    else:
        User.objects.filter(pk=house.ann.pk).update(name=kept[:100])
    tag = {"description": "lead_description", "contact": "contact_name", "owner": "owner_name"}[place]
    by = User.objects.get(pk=house.ann.pk)
    refusals: list[str] = []
    try:
        say(lead, by, f"#{tag}", subject=f"About #{tag}")
    except Refused as no:
        refusals.append(no.code)
    with mail_server() as server:
        sent(server)
    assert (refusals, server.recipients) in (
        (["FIELD_INVALID"], []),
        ([], ["eva@janssens.example"]),
    )
    assert not any({"Bcc", "Cc"} & {*mail.keys()} for mail in server.mails)


@pytest.mark.parametrize(
    "address",
    ["a@b.example, evil@x.example", "a@b.example;evil@x.example", '"a" <a@b.example>', "a b@c.example"],
)
def test_an_address_that_is_a_list_reaches_nobody(house: House, lead, address: str) -> None:
    Lead.objects.filter(pk=lead.pk).update(contact_email=address)
    with refused("FIELD_INVALID", "contact_email"):
        say(lead, house.ann)
    assert not Communication.objects.exists()


def test_who_was_blocked_meanwhile_is_not_written_to_and_history_says_so(house: House, lead, eva) -> None:
    row = say(lead, house.ann)
    edit_contact(eva.pk, by=house.ann, at=NOON, version=eva.version, blocked=True)
    send_due(LATER, channel=MailboxChannel())
    assert Message.objects.get(key=row.message_key).state == "DROPPED"
    row.refresh_from_db()
    assert row.dropped_at is not None
    facts = [entry.fact for entry in Entry.objects.about("lead", lead.pk)]
    assert facts.count("lead.communication_dropped") == 1


def test_a_mail_about_a_lead_that_was_closed_meanwhile_still_goes(house: House) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann))
    row = say(lead, house.ann)
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    send_due(LATER, channel=MailboxChannel())
    assert Message.objects.get(key=row.message_key).state == "SENT"
