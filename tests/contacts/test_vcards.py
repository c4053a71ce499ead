"""Cards (vCard) out and in, in the versions that are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.contacts import vcard
from leadwright.contacts.cards import bring_in, hand_out, read_cards
from leadwright.contacts.models import Contact
from leadwright.contacts.vcard_lines import NotACard
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
    assert Contact.objects.get().remarks.endswith("Company: Acme NV")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"BEGIN:VCARD\nFN:x\n", b"\xff\xfe\x00", b"x" * (2**21 + 1)]
)
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
    (card,) = vcard.read(vcard.write([data]).encode())
    assert card.fields.get("job_title", "") == " ".join(plain.split())
