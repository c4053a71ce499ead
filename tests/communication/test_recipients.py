"""A mail to several: contacts of the lead and typed addresses, each asked about, each with a mail of its own."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from leadwright.communication import recipients
from leadwright.communication.models import Communication
from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry, Value
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.messages.channels.mailbox import MailboxChannel
from leadwright.messages.channels.smtp import mail_of
from leadwright.messages.models import Message
from leadwright.messages.sending import send_due
from leadwright.privacy.erasing import erase
from tests.communication.saying import MARKETING, make_template, say
from tests.consent.telling import say as agree
from tests.files.attaching import attach
from tests.files.conftest import store
from tests.makers import NOON, House, change_rights, make_contact, refused

__all__ = ["store"]
BOSS, LAW = "boss@acme.example", "law@firm.example"


@pytest.fixture
def els(house: House, lead: Lead) -> Contact:
    """Return a second contact of the lead."""
    person = {"kind": "person", "name": "Els", "email": "els@x.example"}
    line = leads.add_party(lead.pk, {"contact": person, "person_role": "buyer"}, by=house.ann, at=NOON)
    return line.person


def heads(row: Communication) -> dict[str, tuple[str | None, str | None, list[str]]]:
    """Return, by where it goes, what the head of each mail says, and to whom it is handed over."""
    rows = [row, *row.copies.order_by("pk")]
    mails = {each.address: mail_of(Message.objects.get(key=each.message_key)) for each in rows}
    read = {
        address: message_from_bytes(mail.message().as_bytes(), policy=policy.default)
        for address, mail in mails.items()
    }
    return {
        address: (read[address]["To"], read[address]["Cc"], mail.recipients())
        for address, mail in mails.items()
    }


def test_each_gets_a_mail_of_its_own_that_says_who_else_got_it(house: House, lead, eva, els) -> None:
    row = say(lead, house.ann, to=[{"contact": eva.pk}, BOSS], cc=[{"contact": els.pk}, {"address": LAW}])
    to, cc = f"{eva.email}, {BOSS}", f"els@x.example, {LAW}"
    assert heads(row) == {address: (to, cc, [address]) for address in (eva.email, BOSS, "els@x.example", LAW)}
    assert [copy.contact for copy in row.copies.order_by("pk")] == [None, els, None]


def test_without_a_list_it_goes_to_the_contact_of_the_lead_alone(house: House, lead, eva, els) -> None:
    row = say(lead, house.ann, to=[], cc=None)
    assert heads(row) == {eva.email: (eva.email, None, [eva.email])}
    assert heads(say(lead, house.ann, cc=[LAW]))[LAW] == (eva.email, LAW, [LAW])
    assert heads(say(lead, house.ann, to=[{"contact": els.pk}])).keys() == {"els@x.example"}


@pytest.mark.parametrize(
    "strange",
    [
        "no address",
        "a@x.example, b@x.example",
        "a@x.example\r\nBcc: evil@x.example",
        "a@x.example\nX: y",
        "Boss <boss@acme.example>",
        '"a b"@x.example',
        "",
        None,
        7,
        {},
        {"contact": 2**70},
        {"contact": True},
        {"contact": "x"},
        {"address": 3},
        {"address": LAW, "name": "Law"},
        ["a@x.example"],
        LAW.upper(),
    ],
)
def test_who_cannot_be_written_to_is_named_by_its_place_and_nothing_is_sent(
    house: House, lead, strange
) -> None:
    with refused("FIELD_INVALID", "cc.1"):
        say(lead, house.ann, cc=[LAW, strange])
    assert not Communication.objects.exists()


def test_others_than_the_contacts_of_the_lead_are_strangers(house: House, lead) -> None:
    other, silent = make_contact(house.ann), make_contact(house.ann, email="", phone="+3225550101")
    leads.add_party(lead.pk, {"contact": {"id": silent.pk}}, by=house.ann, at=NOON)
    for contact in (other, make_contact(house.cas), silent):
        with refused("FIELD_INVALID", "to.0"):
            say(lead, house.ann, to=[{"contact": contact.pk}])
    for more in (
        {"to": "x"},
        {"medium": "letter", "to": [LAW]},
        {"cc": [f"a{n}@x.example" for n in range(21)]},
    ):
        with pytest.raises(Exception, match="FIELD_INVALID"):
            say(lead, house.ann, **more)


def test_blocked_ones_are_refused_also_by_an_address_that_is_typed(house: House, lead, els) -> None:
    contacts.edit(els.pk, by=house.ann, at=NOON, version=els.version, blocked=True)
    boss = make_contact(house.ann, email=BOSS)
    contacts.edit(boss.pk, by=house.ann, at=NOON, version=boss.version, blocked=True)
    for cc in ([{"contact": els.pk}], ["ELS@x.example"], [BOSS.upper()]):
        with refused("CONTACT_BLOCKED", "cc.0"):
            say(lead, house.ann, cc=cc)
    assert not Message.objects.filter(kind="communication").exists()


def test_marketing_goes_only_to_those_of_whom_each_agreed(house: House, lead, eva, els) -> None:
    agree("given", eva, by=house.ann)
    for cc in ([{"contact": els.pk}], [LAW]):
        with refused("OPT_IN_MISSING", "cc.0"):
            say(lead, house.ann, cc=cc, **MARKETING)
    agree("given", els, by=house.ann)
    row = say(lead, house.ann, cc=[{"contact": els.pk}], **MARKETING)
    links = {
        Message.objects.get(key=each.message_key).headers["List-Unsubscribe"]
        for each in (row, *row.copies.all())
    }
    assert len(links) == 2


def test_one_who_is_blocked_meanwhile_gets_none_and_the_others_do(house: House, lead, els) -> None:
    row = say(lead, house.ann, to=[{"contact": lead.contact_id}, BOSS], cc=[{"contact": els.pk}])
    contacts.edit(els.pk, by=house.ann, at=NOON, version=els.version, blocked=True)
    make_contact(house.ann, email=BOSS, blocked=True)
    send_due(NOON + timedelta(minutes=1), channel=MailboxChannel())
    keys = [row.message_key, *row.copies.order_by("pk").values_list("message_key", flat=True)]
    states = dict(Message.objects.filter(key__in=keys).values_list("key", "state"))
    assert [states[key] for key in keys] == ["SENT", "DROPPED", "DROPPED"]
    assert Value.objects.filter(entry__fact="lead.communication_dropped", value="els@x.example").exists()


def test_history_and_the_api_name_each_of_them_once(house: House, lead, els, talk) -> None:
    file = attach(lead, house.ann)
    sent = {"medium": "email", "subject": "Hi", "body": "x", "files": [file.pk]}
    sent |= {"to": [{"contact": lead.contact_id}, {"contact": els.pk}], "cc": [LAW]}
    made = talk(house.ann).post(f"/leads/{lead.pk}/communicate", sent)
    assert made.status_code == 201
    (item,) = talk(house.ann).get(f"/leads/{lead.pk}/communications").json()["items"]
    assert [(row["role"], row["address"]) for row in item["recipients"]] == [
        ("to", "eva@janssens.example"),
        ("to", "els@x.example"),
        ("cc", LAW),
    ]
    assert {row["delivery"] for row in item["recipients"]} == {"WAITING"}
    entry = Entry.objects.get(fact="lead.communicated")
    texts = dict(Value.objects.filter(entry=entry).values_list("field", "value"))
    assert (texts["to"], texts["cc"]) == ("eva@janssens.example, els@x.example", LAW)
    assert mail_of(Message.objects.get(address=LAW)).attachments[0].filename == file.name
    no = talk(house.ann).post(f"/leads/{lead.pk}/communicate", sent | {"cc": ["x"]})
    assert (no.status_code, no.json()["errors"][0]["pointer"]) == (422, "/cc/0")


def test_who_is_erased_stands_in_no_mail_to_others(house: House, lead, eva, els) -> None:
    row = say(lead, house.ann, to=[{"contact": eva.pk}], cc=[{"contact": els.pk}, LAW])
    law = make_contact(house.ann, name="Law", email=LAW)
    change_rights(house.ann, privacy_manage="organisation")
    erase([els.pk, law.pk], by=house.ann, at=NOON)
    rows = list(Message.objects.filter(kind="communication").order_by("pk"))
    assert not any(mark in str(vars(each)) for each in rows for mark in ("els@x", LAW))
    assert [each.state for each in rows] == ["WAITING", "FAILED", "FAILED"]
    assert not Value.objects.filter(value__contains=LAW).exists()
    row.refresh_from_db()
    assert row.address == eva.email


def test_the_page_sends_to_who_is_ticked_and_typed_and_keeps_what_is_refused(
    house: House, lead, els, enter
) -> None:
    ann, address = enter(house.ann), f"/leads/{lead.pk}/communicate/"
    sheet = {
        "medium": "email",
        "direction": "outgoing",
        "subject": "Hi",
        "body": "x",
        "names_recipients": "1",
    }
    sent = sheet | {"to": [els.pk], "cc_typed": f"{LAW}, nonsense"}
    refused_page = ann.post(address, sent)
    assert (refused_page.status_code, f"{LAW}, nonsense" in refused_page.text) == (422, True)
    assert ann.post(address, sheet).status_code == 422
    typed = f'"Law, at" <{LAW}>; mailto:els@x.example'
    assert ann.post(address, sent | {"cc_typed": typed}).status_code == 422
    assert ann.post(address, sent | {"cc_typed": f'"Law, at" <{LAW}>;'}).status_code == 303
    row = Communication.objects.get(copy_of=None)
    assert (row.contact, [copy.address for copy in row.copies.all()]) == (els, [LAW])
    assert "els@x.example" in ann.get(f"/leads/{lead.pk}/").text


def test_a_talk_is_noted_on_a_lead_of_which_only_another_contact_has_an_address(
    house: House, lead, eva, els, enter
) -> None:
    Contact.objects.filter(pk=eva.pk).update(email="")
    sheet = {"medium": "phone", "direction": "outgoing", "body": "x", "names_recipients": "1"}
    assert enter(house.ann).post(f"/leads/{lead.pk}/communicate/", sheet).status_code == 303


def test_history_says_whom_a_mail_did_not_reach(house: House, lead, eva) -> None:
    say(lead, house.ann, cc=[LAW])
    contacts.edit(eva.pk, by=house.ann, at=NOON, version=eva.version, blocked=True)
    send_due(NOON + timedelta(minutes=1), channel=MailboxChannel())
    dropped = Value.objects.filter(entry__fact="lead.communication_dropped", field="address")
    assert dropped.get().value == eva.email


def test_the_address_of_a_lead_without_a_contact_is_asked_about_when_it_is_written(
    house: House, lead
) -> None:
    Lead.objects.filter(pk=lead.pk).update(contact=None, contact_email=BOSS)
    make_contact(house.ann, email=BOSS, blocked=True)
    with refused("CONTACT_BLOCKED"):
        say(lead, house.ann)
    assert not Message.objects.filter(kind="communication").exists()


def test_who_is_named_stays_in_sight_when_a_template_is_filled_in(house: House, lead, els, enter) -> None:
    template = make_template(house.adm)
    sent = {"part": "fill", "template": template.pk, "medium": "email", "names_recipients": "1"}
    ann, address = enter(house.ann), f"/leads/{lead.pk}/communicate/"
    page = ann.post(address, sent | {"to": lead.contact_id, "cc_typed": LAW}).text
    assert ('<details class="kept" open>' in page, LAW in page) == (True, True)
    assert '<details class="kept">' in ann.post(address, sent | {"to": lead.contact_id}).text


def test_the_other_contacts_are_asked_for_only_where_somebody_is_named(
    house: House, lead, monkeypatch
) -> None:
    asked = []
    monkeypatch.setattr(recipients, "contacts_of", lambda *args, **more: asked.append(args) or [])
    say(lead, house.ann)
    assert asked == []


def test_the_short_form_on_the_page_of_the_lead_names_recipients_too(house: House, lead, els, enter) -> None:
    ann = enter(house.ann)
    short = ann.get(f"/leads/{lead.pk}/").text.partition("mail-kind")[2].partition("</form>")[0]
    assert ('name="names_recipients" value="1"' in short, "Els &lt;els@x.example&gt;" in short) == (
        True,
        True,
    )
    names = set(re.findall(r'name="(\w+)"', short)) - {"csrfmiddlewaretoken", "form_key", "part"}
    assert names == {
        "medium",
        "direction",
        "subject",
        "body",
        "names_recipients",
        "to",
        "to_typed",
        "cc",
        "cc_typed",
    }
    sent = {"medium": "email", "direction": "outgoing", "subject": "Hi", "body": "x", "names_recipients": "1"}
    more = {"to": [lead.contact_id], "to_typed": "", "cc": [els.pk], "cc_typed": "", "part": "send"}
    assert ann.post(f"/leads/{lead.pk}/communicate/", sent | more).status_code == 303
    assert [row.contact for row in Communication.objects.get(copy_of=None).copies.all()] == [els]
