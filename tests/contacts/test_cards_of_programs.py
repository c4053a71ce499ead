"""Cards as they came out of phones and address books, with the faults of the programs that wrote them."""

import pytest

from leadwright.contacts import vcard
from leadwright.contacts.cards import bring_in, read_cards
from tests.makers import NOON, House

NAMED = b"N:Maes;An\r\n"
AN = {"family_name": "Maes", "given_name": "An"}
CARDS = {
    "a year of Apple's that stands for none": (b"BDAY;value=date:1604-06-26", {"birth_date": "--06-26"}),
    "the same without dashes": (b"BDAY;X-APPLE-OMIT-YEAR=1604:16040626", {"birth_date": "--06-26"}),
    "another year that stands for none": (
        b"BDAY;X-APPLE-OMIT-YEAR=1904:1904-06-26",
        {"birth_date": "--06-26"},
    ),
    "a real day beside that rule": (b"BDAY;X-APPLE-OMIT-YEAR=1604:1985-06-26", {"birth_date": "1985-06-26"}),
    "types with an escaped comma": (
        b"TEL;TYPE=VOICE\\,CELL:+49 1681 9999999",
        {"phones": [{"number": "+49 1681 9999999", "label": "cell", "main": False}]},
    ),
    "types in quotes": (
        b'TEL;TYPE="cell,voice";VALUE=uri:tel:+32-470-11-12-22;ext=5',
        {"phones": [{"number": "+32-470-11-12-22;ext=5", "label": "cell", "main": False}]},
    ),
    "preference as a number, and not the first": (
        b"EMAIL;PREF=2:a@x.example\r\nEMAIL;PREF=1:b@x.example",
        {
            "emails": [
                {"address": "a@x.example", "label": "", "main": False},
                {"address": "b@x.example", "label": "", "main": True},
            ]
        },
    ),
    "a picture's address that is broken in two": (
        b"NOTE:one\r\nPHOTO:https://x.example/-l_Y/AAA\r\nA/N_q2.V-s/photo.jpg\r\nTITLE:x",
        {"remarks": "one", "job_title": "x"},
    ),
    "an escaped colon": (b"TITLE:Rp\\: Chief", {"job_title": "Rp: Chief"}),
    "an escaped bracket of a name": (
        b"TITLE:A&A (Punctures\\; Flats)",
        {"job_title": "A&A (Punctures; Flats)"},
    ),
    "an address that says itself once more": (
        b"item1.ADR:;;54 S Ave;Oakland;CA;94609;US;54 S Ave\\nO\r\n akland\\, CA\r\nitem1.X-ABLabel:",
        {"street": "54 S Ave", "city": "Oakland", "region": "CA", "postcode": "94609", "country_name": "US"},
    ),
    "an address with a label": (
        b'ADR;TYPE=WORK;LABEL="1 Main St\\nX: Y":;;1 Main St;Ghent;;9000;BE',
        {"street": "1 Main St", "city": "Ghent", "postcode": "9000", "country_name": "BE"},
    ),
    "escapes in a note": (
        b"NOTE:one\\ntwo\\Nthree\\, four\\; five \\\\n six",
        {"remarks": "one\ntwo\nthree, four; five \\n six"},
    ),
    "twice escaped": (b"NOTE:A\\\\\\, b. 2023.", {"remarks": "A\\, b. 2023."}),
    "a soft break within a letter": (
        b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=92=D0=\r\n=B8=D0=BA",
        {"remarks": "Вик"},
    ),
    "a soft break and a quoted line end": (
        b"NOTE;ENCODING=QUOTED-PRINTABLE:a=3D b=\r\n\r\nTITLE:x",
        {"remarks": "a= b", "job_title": "x"},
    ),
    "letters of full quoted text": (
        b"TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=43=68=69=65=66",
        {"job_title": "Chief"},
    ),
    "groups in capitals": (
        b"ITEM1.EMAIL;type=INTERNET:a@x.example\r\nItem1.X-ABLabel:Thuis",
        {"emails": [{"address": "a@x.example", "label": "Thuis", "main": False}]},
    ),
    "the same property in two languages": (
        b"TITLE;ALTID=1;LANGUAGE=fr:Patron\r\nTITLE;ALTID=1;LANGUAGE=en:Boss",
        {"job_title": "Patron"},
    ),
    "a name that is sorted by something else": (
        b'N;SORT-AS="Maes,An":Maes;An;Rosa;Dr.;Jr.',
        {"family_name": "Maes", "given_name": "An Rosa", "title": "Dr."},
    ),
    "a picture as an address": (b"PHOTO;VALUE=uri:https://x.example/p.jpg", {"remarks": None}),
    "a picture in a line of its own kind": (b"PHOTO:data:image/png;base64,AAAA", {"remarks": None}),
    "a space before the colon": (b"TITLE :Chief", {"job_title": "Chief"}),
    "an empty property": (
        b"TEL:\r\nEMAIL:\r\nTITLE:Chief",
        {"phones": None, "emails": None, "job_title": "Chief"},
    ),
    "a mark in front of the value": (
        b"EMAIL:\xef\xbb\xbfa@x.example",
        {"emails": [{"address": "a@x.example", "label": "", "main": False}]},
    ),
}


def card(lines: bytes) -> bytes:
    return b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + NAMED + lines + b"\r\nEND:VCARD\r\n"


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_of_a_program_says_what_was_meant(kind):
    lines, right = CARDS[kind]
    (read,) = vcard.read(card(lines))
    assert {name: read.fields.get(name) for name in AN | right} == AN | right


@pytest.mark.parametrize(
    "line", [b'TEL;TYPE="HOME";+31612345678', b"Some words that belong nowhere", b"a@x.example"]
)
def test_a_line_that_is_no_property_is_kept_with_its_number(line):
    (read,) = vcard.read(card(line))
    assert read.rest == [("line", f"4: {line.decode()}")]


def test_what_is_left_of_a_picture_is_no_line_to_be_kept():
    (read,) = vcard.read(card(b"TITLE:x\r\n\r\nAAAABBBBCCCC/+==\r\n\r\nDDDD"))
    assert read.rest == []


BIRTHS = [
    ("1985-04-13", "1985-04-13", ""),
    ("19850413", "1985-04-13", ""),
    ("1985-04-13T00:00:00Z", "1985-04-13", ""),
    ("1604-04-13", None, "Birthday: 13 April"),
    ("--0413", None, "Birthday: 13 April"),
    ("1985-04", None, "The date of birth: 1985-04"),
    ("circa 1800", None, "The date of birth: circa 1800"),
    ("1985-02-30", None, "The date of birth: 1985-02-30"),
    ("2985-04-13", None, "The date of birth: 2985-04-13"),
]


@pytest.mark.parametrize(("text", "day", "remark"), BIRTHS)
def test_a_day_of_birth_is_a_day_or_a_remark_and_never_costs_its_card(db, text, day, remark):
    (result,) = bring_in(
        read_cards(card(f"EMAIL:an@x.example\r\nBDAY:{text}".encode())), by=House().dina, at=NOON
    )
    contact = result.contact
    assert contact is not None, result.reason
    assert (str(contact.birth_date) if contact.birth_date else None, contact.remarks) == (day, remark)
