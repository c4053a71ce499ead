"""A contact that is handed out as a card is read back as what it was: each property, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.contacts import vcard
from leadwright.contacts.cards import bring_in, card_data, hand_out, read_cards
from leadwright.contacts.models import Contact
from leadwright.contacts.vcard_writing import write
from leadwright.foundation.text import fault_in_line
from tests.makers import NOON, House, make_contact

SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"])
LINE = st.text(SIGNS | st.sampled_from(" ,;:\\\"'=+n"), max_size=60).map(lambda text: " ".join(text.split()))
WORDS = LINE.filter(lambda text: text and not fault_in_line(text))
LABEL = st.sampled_from(
    ["", "work", "home", "cell", "work, home", "fax", "Work", "Zomerhuis", "work, Gent; 2"]
)
TEXT = st.lists(LINE, max_size=5).map(lambda rows: "\n".join(rows).strip())
ADDRESS = ("street", "street_extra", "city", "region", "postcode")


@st.composite
def people(draw):
    """Return what a card of a person holds."""
    mails = [(f"a{n}@x.example", draw(LABEL), n == 0) for n in range(draw(st.integers(0, 3)))]
    phones = [(f"+3247011122{n}", draw(LABEL), n == 1) for n in range(draw(st.integers(0, 3)))]
    place = {name: draw(LINE) for name in ADDRESS}
    names = {name: draw(WORDS) for name in ("name", "given_name", "family_name", "job_title", "company")}
    data = {"uid": "u", "kind": "person", "title": "", "emails": mails, "phones": phones, "revised": "r"}
    return data | names | place | {"country": "BE", "birth_date": "1985-04-13", "remarks": draw(TEXT)}


@given(people())
def test_any_person_is_read_back(person):
    (read,) = vcard.read(write([person]).encode())
    expected = {name: value for name, value in person.items() if value and name not in ("uid", "revised")}
    expected["country_name"] = expected.pop("country")
    expected["birth_date"] = "19850413"
    for kind, part in (("emails", "address"), ("phones", "number")):
        rows = [{part: value, "label": label, "main": main} for value, label, main in person[kind]]
        expected |= {kind: rows} if rows else {}
    assert (read.fields, read.rest) == (expected, [])


@given(WORDS)
def test_any_company_is_read_back(name):
    data = {"uid": "u", "kind": "company", "name": name, "revised": "r", "city": "Gent"}
    (read,) = vcard.read(write([data]).encode())
    assert read.fields == {"kind": "company", "name": name, "city": "Gent"}


def test_a_person_who_is_called_as_his_company_stays_a_person():
    data = {"uid": "u", "kind": "person", "name": "Acme", "company": "Acme", "revised": "r"}
    assert vcard.read(write([data]).encode())[0].fields == {
        "kind": "person",
        "name": "Acme",
        "company": "Acme",
    }


@pytest.mark.django_db
def test_contacts_that_are_handed_out_and_brought_in_elsewhere_are_the_same():
    house = House()
    contact = make_contact(
        house.ann,
        kind="person",
        name="Dr. An Maes",
        given_name="An",
        family_name="Maes",
        title="dr",
        job_title="Chief; of “all”, \\ and more",
        emails=[
            {"address": "an@x.example", "label": "work", "main": True},
            {"address": "an@home.example", "label": "Zomerhuis"},
        ],
        phones=[{"number": "+3225550101", "label": "ext. 12", "main": True}],
        street="Street 1, box; 2",
        city="Gent",
        postcode="9000",
        country="BE",
        birth_date="1985-04-13",
        language="nl-BE",
        remarks="one\ntwo, three",
    )
    text = hand_out([contact], by=house.ann, at=NOON)
    (result,) = bring_in(read_cards(text.encode()), by=house.dina, at=NOON)
    assert result.contact is not None, result.reason
    twin = Contact.objects.get(pk=result.contact.pk)
    known = {"uid", "revised"}
    first, second = (
        {name: value for name, value in card_data(row, user).items() if name not in known}
        for row, user in ((contact, house.ann), (twin, house.dina))
    )
    assert second == first
