"""Communicating a lead: a mail to its contact, or a note of what was said; stored, and shown in history."""

import pytest

from leadwright.communication.actions import communicate
from leadwright.communication.models import Communication, Medium
from leadwright.contacts.actions import edit as edit_contact
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.entry_telling import contacts_among, entries_about, readable_entries
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.models import User
from tests.communication.saying import say
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead, refused


def heard(lead: Lead, user: User) -> list[str]:
    """Return what the contact history of a lead says of communications to a user."""
    rows = list(contacts_among(entries_about(lead, by=user)))
    entries = readable_entries(rows, by=user, lead=fresh(lead))
    return [entry.texts["text"] for entry in entries if entry.fact == "lead.communicated"]


def test_a_mail_with_tags_goes_to_the_contact_of_the_lead_and_stands_in_history(house: House, lead) -> None:
    row = say(lead, house.ann, "Dear #contact_name, ref #lead_number")
    message = Message.objects.get(key=row.message_key)
    text = f"Dear Eva Janssens, ref {lead.pk}"
    assert (row.text, message.text.strip(), message.address) == (text, text, "eva@janssens.example")
    assert heard(lead, house.ann) == [text]


def test_the_address_of_the_lead_comes_before_that_of_its_contact(house: House, lead) -> None:
    own = {"contact_email": "desk@janssens.example"}
    actions.edit(lead.pk, own, by=house.ann, at=NOON, version=lead.version)
    assert say(lead, house.ann).address == "desk@janssens.example"


@pytest.mark.parametrize(("medium", "channel"), [("email", "email"), ("sms", "phone"), ("phone", "phone")])
def test_without_an_address_nobody_is_reached_by_that_medium(house: House, medium: str, channel: str) -> None:
    other = {"email": "", "phone": "+3225550101"} if channel == "email" else {"phone": ""}
    lead = make_lead(house.ann, contact=make_contact(house.ann, **other))
    with refused("ADDRESS_MISSING", "medium"):
        say(lead, house.ann, medium=medium)
    assert not Communication.objects.exists()
    assert not Message.objects.filter(kind="communication").exists()


@pytest.mark.parametrize("medium", ["sms", "phone", "letter", "face-to-face"])
def test_what_the_product_does_not_send_is_noted(house: House, lead, medium: str) -> None:
    row = say(lead, house.ann, "Called back", medium=medium, subject="")
    assert (row.message_key, heard(lead, house.ann)) == ("", ["Called back"])


def test_what_came_in_is_noted_and_sends_nothing(house: House, lead) -> None:
    row = say(lead, house.ann, "She says yes", direction="incoming")
    assert (row.direction, row.message_key) == ("incoming", "")
    assert not Message.objects.filter(kind="communication").exists()


def test_a_medium_carries_so_many_signs_with_the_tags_filled_in(house: House, lead) -> None:
    Medium.objects.filter(code="sms").update(limit=20)
    say(lead, house.ann, "Hi #contact_name", medium="sms")
    with refused("FIELD_INVALID", "body"):
        say(lead, house.ann, "Good day #contact_name", medium="sms")


def test_only_an_open_lead_is_communicated_and_the_lead_stays_as_it_is(house: House, lead) -> None:
    say(lead, house.ann)
    assert fresh(lead).version == lead.version
    actions.cancel(lead.pk, by=house.ann, at=NOON)
    with refused("STATE_NOT_ALLOWED"):
        say(lead, house.ann)


def test_the_right_decides_and_a_foreign_lead_is_not_there(house: House, lead) -> None:
    with refused("PERMISSION_DENIED"):
        say(lead, house.nina)
    with refused("NOT_FOUND"):
        say(lead, house.cas)
    change_rights(house.ann, lead_communicate="none")
    with refused("PERMISSION_DENIED"):
        say(lead, house.ann)


def test_the_sender_of_a_lead_writes_to_nobody_once_it_is_handed_over(house: House) -> None:
    lead = house.queued()
    assert say(lead, house.dina).organisation == house.vendor
    handed = house.accepted()
    with refused("PERMISSION_DENIED"):
        say(handed, house.dina)


def test_a_blocked_contact_is_not_written_to(house: House, lead, eva) -> None:
    edit_contact(eva.pk, by=house.ann, at=NOON, version=eva.version, blocked=True)
    with refused("CONTACT_BLOCKED"):
        say(lead, house.ann)


def test_the_sender_reads_only_what_is_shared(house: House) -> None:
    lead = house.accepted()
    say(lead, house.ann, "between us")
    say(lead, house.ann, "for all", shared=True)
    assert (heard(lead, house.ann), heard(lead, house.dina)) == (
        ["between us", "for all"],
        ["for all"],
    )
    seen = Communication.objects.filter(lead=lead).open_to(house.dina)
    assert [row.text for row in seen] == ["for all"]
    assert not Communication.objects.open_to(house.cas).exists()


def test_each_communication_is_one_entry_of_history(house: House, lead) -> None:
    before = Entry.objects.about("lead", lead.pk).count()
    say(lead, house.ann)
    assert Entry.objects.about("lead", lead.pk).count() == before + 1
    entry = Entry.objects.get(fact="lead.communicated")
    assert "Good day" not in str(entry.details)


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({"medium": None}, "FIELD_REQUIRED", "medium"),
        ({"medium": "fax"}, "FIELD_INVALID", "medium"),
        ({"medium": ["email"]}, "FIELD_INVALID", "medium"),
        ({"body": None}, "FIELD_REQUIRED", "body"),
        ({"subject": ""}, "FIELD_REQUIRED", "subject"),
        ({"subject": 7}, "FIELD_INVALID", "subject"),
        ({"body": "a\x00b"}, "FIELD_INVALID", "body"),
        ({"body": "x" * 30_000}, "FIELD_INVALID", "body"),
        ({"direction": "sideways"}, "FIELD_INVALID", "direction"),
        ({"language": "xx"}, "FIELD_INVALID", "language"),
        ({"template": 999_999}, "FIELD_INVALID", "template"),
        ({"template": {"id": 1}}, "FIELD_INVALID", "template"),
        ({"shared": "yes"}, "FIELD_INVALID", "shared"),
        ({"marketing": "yes"}, "FIELD_INVALID", "marketing"),
        ({"marketing": True}, "FIELD_REQUIRED", "sender"),
        ({"attachments": [1]}, "FIELD_UNKNOWN", "attachments"),
        ({"files": [1]}, "FIELD_INVALID", "files.0"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    house: House, lead, data: dict, code: str, field: str
) -> None:
    usual = {"medium": "email", "subject": "Hello", "body": "Hi"}
    with refused(code, field):
        communicate(lead.pk, usual | data, by=house.ann, at=NOON)
    assert not Communication.objects.exists()
