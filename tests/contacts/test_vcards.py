"""Cards (vCard) out and in, in the versions that are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.contacts import vcard
from leadwright.contacts.cards import bring_in, hand_out, read_cards
from leadwright.contacts.models import Contact
from leadwright.contacts.vcard_properties import NotACard
from leadwright.contacts.vcard_writing import write
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from tests.makers import NOON, make_contact, refused

APPLE = """BEGIN:VCARD
VERSION:3.0
N:Peeters;Jan;;;
FN:Jan Peeters
ORG:Acme NV;Sales
item1.EMAIL;type=INTERNET;type=WORK;type=pref:jan@acme.example
item2.TEL;type=CELL;type=VOICE:+32 470 12 34 56
TEL;type=FAX:+32 2 555 99 99
item3.ADR;type=WORK:;;Kerkstraat 1;Gent;;9000;Belgium
BDAY:1980-02-29
NOTE:likes\\, among others\\; semicolons\\nand lines
END:VCARD
"""
OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg =\r\nM=C3=BCller\r\n"
    "TEL;CELL;PREF:+49 151 23456789\r\nEND:VCARD\r\n"
)
NEW = """BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Acme NV
EMAIL;TYPE=work;PREF=1:info@acme.example
TEL;VALUE=uri;TYPE="voice,work":tel:+3225550101
LANG:nl
END:VCARD
"""


def test_a_card_of_version_three_is_read(house):
    (card,) = read_cards(APPLE.encode())
    assert (card["given_name"], card["family_name"], card["company"]) == ("Jan", "Peeters", "Acme NV")
    assert card["emails"] == [{"address": "jan@acme.example", "label": "work", "main": True}]
    assert [row["number"] for row in card["phones"]] == ["+32 470 12 34 56"]
    assert (card["street"], card["postcode"], card["country"]) == ("Kerkstraat 1", "9000", "BE")
    assert card["remarks"] == "likes, among others; semicolons\nand lines"


def test_a_card_of_version_two_is_read_with_its_umlauts(house):
    (card,) = read_cards(OLD.encode())
    assert (card["given_name"], card["family_name"]) == ("Jörg", "Müller")
    assert card["phones"] == [{"number": "+49 151 23456789", "label": "cell", "main": True}]


def test_a_card_of_version_four_is_read(house):
    (card,) = read_cards(NEW.encode())
    assert (card["kind"], card["name"], card["language"]) == ("company", "Acme NV", "nl")
    assert card["phones"][0]["number"] == "+3225550101"


def test_what_was_handed_out_comes_in_the_same(house):
    acme = make_contact(house.ann, name="Acme, Sons; NV")
    person = make_contact(
        house.ann,
        kind="person",
        name="",
        given_name="Ann-Sofie",
        family_name="D’Hondt 🦊",
        company=acme.pk,
        emails=[{"address": "a@x.be", "label": "home"}, {"address": "b@x.be", "label": "work", "main": True}],
        email=None,
        birth_date="1980-02-29",
        street="Überweg 5; bus 2, links",
        city="Gent",
        country="BE",
        remarks="one\ntwo, three",
        language="nl",
    )
    text = hand_out([person], by=house.ann, at=NOON)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    (done,) = bring_in(read_cards(text.encode()), by=house.bob, at=NOON)
    back = done.contact
    assert back is not None
    for name in ("name", "given_name", "family_name", "birth_date", "street", "city", "country", "remarks"):
        assert getattr(back, name) == getattr(person, name) or str(getattr(person, name)) == str(
            getattr(back, name)
        )
    assert (back.email, back.company) == ("b@x.be", acme)


def test_each_handing_out_is_recorded(house):
    contact = make_contact(house.ann)
    hand_out([contact], by=house.ann, at=NOON)
    assert Entry.objects.about("contact", contact.pk).filter(fact="contact.exported").count() == 1
    with refused("PERMISSION_DENIED"):
        hand_out([contact], by=house.nina, at=NOON)


def test_one_card_with_a_fault_does_not_stop_the_others(house):
    nobody = "BEGIN:VCARD\nVERSION:3.0\nFN:Nobody\nEND:VCARD\n"
    done = bring_in(read_cards((nobody + APPLE).encode()), by=house.ann, at=NOON)
    assert [row.contact is None for row in done] == [True, False]
    assert "e-mail address or telephone number" in done[0].reason
    assert Contact.objects.get().remarks.endswith("Company: Acme NV\nDepartment: Sales\nFax: +32 2 555 99 99")


@pytest.mark.parametrize("content", [b"", b"hello", b"END:VCARD\nFN:x\n", b"\xff\xfe\x00"])
def test_a_file_without_a_card_is_refused(house, content):
    with refused("FIELD_INVALID", "file"):
        read_cards(content)


def test_a_file_with_too_many_cards_is_refused(house):
    with refused("FIELD_INVALID", "file"):
        read_cards(b"BEGIN:VCARD\nFN:x\nEND:VCARD\n" * 1001)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(noise):
    try:
        cards = vcard.read(b"BEGIN:VCARD\n" + noise + b"\nEND:VCARD\n")
    except NotACard:
        return
    assert all(isinstance(card.fields, dict) for card in cards)


@given(st.text(max_size=200))
def test_any_text_survives_a_card(text):
    plain = " ".join(text.replace("\ud800", "").split()).encode("utf-8", "ignore").decode()
    data = {"uid": "1", "kind": "person", "name": "x", "revised": "", "job_title": plain}
    (card,) = vcard.read(write([data]).encode())
    assert card.fields.get("job_title", "") == " ".join(plain.split())


def card_of(*lines: str) -> bytes:
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", "FN:Zoe Sample", *lines, "END:VCARD", "")).encode()


def test_a_property_that_cannot_be_read_is_kept_by_name_and_costs_no_card(house):
    content = card_of(
        "EMAIL:zoe@x.example",
        "EMAIL:a..b@x.example",
        "TEL:keine",
        "BDAY:soon",
        "LANG:klingon",
        "ADR:;;;;;;Narnia",
    )
    (done,) = bring_in(read_cards(content), by=house.ann, at=NOON)
    assert done.contact is not None
    assert (done.contact.email, done.contact.phone, done.contact.birth_date) == ("zoe@x.example", "", None)
    for text in ("a..b@x.example", "keine", "soon", "klingon", "Narnia"):
        assert f": {text}" in done.contact.remarks


@pytest.mark.parametrize(
    ("line", "born", "remark"),
    [
        ("BDAY:19800229", "1980-02-29", ""),
        ("BDAY:1980-02-29T00:00:00Z", "1980-02-29", ""),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09", "None", "Birthday: 9 May"),
        ("BDAY:--0509", "None", "Birthday: 9 May"),
        ("BDAY:--05-09", "None", "Birthday: 9 May"),
        ("BDAY:19800229T133000Z", "1980-02-29", "19800229T133000Z"),
        ("BDAY:1880-01-01", "None", "1880-01-01"),
    ],
)
def test_a_birthday_is_a_day_or_a_remark(house, line, born, remark):
    (done,) = bring_in(read_cards(card_of("EMAIL:zoe@x.example", line)), by=house.ann, at=NOON)
    assert done.contact is not None
    assert (str(done.contact.birth_date), remark in done.contact.remarks) == (born, True)


def test_a_number_is_of_the_country_of_its_card(house):
    content = card_of("TEL:905-555-1234", "TEL:+32470111222;ext=12", "ADR:;;1 Main St;New York;NY;12345;USA")
    (done,) = bring_in(read_cards(content), by=house.ann, at=NOON)
    assert done.contact is not None
    assert done.contact.country == "US"
    assert [(row.number, row.label) for row in done.contact.phones.all()] == [
        ("+19055551234", ""),
        ("+32470111222", "ext. 12"),
    ]


def test_a_name_and_a_note_that_are_too_long_cost_no_card(house):
    content = b"BEGIN:VCARD\nVERSION:3.0\nFN:" + b"Long " * 60 + b"\nEMAIL:l@x.example\nNOTE:" + b"x" * 12_000
    (done,) = bring_in(read_cards(content + b"\nTEL:keine\nEND:VCARD\n"), by=house.ann, at=NOON)
    assert done.contact is not None
    assert (len(done.contact.name), done.contact.name[-1], len(done.contact.remarks)) == (200, "…", 10_000)
    assert "keine" in done.contact.remarks
    assert done.contact.remarks.endswith("(shortened: the card has 12000 characters)")


def test_marks_that_nobody_sees_cost_no_number(house):
    (done,) = bring_in(read_cards(card_of("TEL:\u202a+32 470 12 34 58\u202c")), by=house.ann, at=NOON)
    assert done.contact is not None
    assert done.contact.phone == "+32470123458"


def test_a_card_that_is_known_is_left_out_with_whom_it_is(house):
    jan = make_contact(house.ann, kind="person", name="Jan Peeters", email="jan@acme.example")
    again = b"BEGIN:VCARD\nFN:An Maes\nTEL:+3225550101\nEND:VCARD\n"
    cards = read_cards(APPLE.encode() + again + again)
    done = bring_in(cards, by=house.ann, at=NOON, unless_known={0, 1, 2})
    assert [row.known and row.known.contact.name for row in done] == ["Jan Peeters", None, "An Maes"]
    assert done[0].known is not None
    assert (done[0].known.contact.pk, done[1].contact is not None, done[2].line) == (jan.pk, True, 17)


def test_a_refused_card_is_named_with_its_line_in_words_of_a_contact(house):
    nobody = b"BEGIN:VCARD\nVERSION:3.0\nFN:Nobody\nTEL;TYPE=WORK:1234\nEND:VCARD\n"
    done = bring_in(read_cards(APPLE.encode() + nobody), by=house.ann, at=NOON)
    assert (done[1].name, done[1].line) == ("Nobody", 13)
    assert "lead" not in done[1].reason


@pytest.mark.parametrize(
    ("content", "called"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"BEGIN:VCALENDAR\r\n", "a calendar"),
        (b'{"a": 1}', "lines of JSON"),
        (b"<html>", "a page"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_kind(house, content, called):
    with pytest.raises(Refused) as no:
        read_cards(content)
    assert called in no.value.sentence


def test_a_file_that_is_too_large_without_its_pictures_is_refused(house):
    with refused("TOO_LARGE", "file"):
        read_cards(b"BEGIN:VCARD\nNOTE:" + b"x" * 2**21)


def test_a_remark_of_full_length_costs_no_card_with_a_company(house):
    content = card_of("EMAIL:z@x.example", "ORG:Unknown NV", "NOTE:" + "x" * 10_000)
    (done,) = bring_in(read_cards(content), by=house.ann, at=NOON)
    assert done.contact is not None
    assert "Company: Unknown NV" in done.contact.remarks
