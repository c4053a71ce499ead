"""Addresses and numbers of contacts: one rule, extensions in the label, numbers of companies in one form."""

import pytest

from leadwright.contacts.finding import find_contacts
from leadwright.foundation.refusals import Refused
from tests.makers import make_contact, refused


@pytest.mark.parametrize("email", ["seamus.o'neil@x.example", "a+b@x.example", "a@xn--mnchen-3ya.de"])
def test_what_a_server_takes_is_an_address(house, email):
    assert make_contact(house.ann, email=email).email == email


@pytest.mark.parametrize(
    "email", ["a..b@x.example", "-x@-y", "jürgen@x.example", "Ann <a@x.example>", "a@münchen.de"]
)
def test_what_no_server_takes_or_is_not_bare_is_refused(house, email):
    with refused("FIELD_INVALID", "email"):
        make_contact(house.ann, email=email)


def test_an_extension_is_kept_in_the_label_of_its_number(house):
    contact = make_contact(
        house.ann,
        phones=[{"number": "02 555 01 01 ext. 12", "label": "work"}, "+32470111222 x7"],
        country="BE",
    )
    assert [(row.number, row.label) for row in contact.phones.all()] == [
        ("+3225550101", "work, ext. 12"),
        ("+32470111222", "ext. 7"),
    ]


def test_a_number_of_a_list_is_called_a_telephone_number_of_the_contact(house):
    with pytest.raises(Refused) as no:
        make_contact(house.ann, phones=["+32470111222", {"number": "nonsense"}])
    assert no.value.errors[0].field == "phones.1.number"
    assert "the telephone number" in no.value.sentence
    assert "lead" not in no.value.sentence


@pytest.mark.parametrize("phone", ["٠٤٧٠١١١٢٢٢", "041 44 500 00 01", "02 555 01 01 / 0470 11 12 22"])
def test_a_number_of_other_digits_of_another_country_or_of_two_is_refused(house, phone):
    with refused("FIELD_INVALID", "phone"):
        make_contact(house.ann, phone=phone, country="BE")


@pytest.mark.parametrize("asked", ["DE136695976", "DE 136,695 976", "136 695 976", "ＤＥ１３６６９５９７６"])
def test_a_number_of_a_company_is_found_in_either_form(house, asked):
    company = make_contact(house.ann, kind="company", name="Acme", vat_number="DE 136,695 976", country="DE")
    assert company.vat_number == "DE136695976"
    assert find_contacts(asked, by=house.ann)[0] == company
