"""What a file says of a company and of a person is kept with it; what a contact has no place for, in its remarks."""

import pytest

from leadwright.contacts.actions import enter
from leadwright.contacts.models import Contact, ContactGroup
from leadwright.contacts.national import HIDDEN
from tests.intake.bringing import brought
from tests.intake.named_columns import bring_columns, statements_for
from tests.makers import NOON

PERSON = {
    "person.title": "Ms.",
    "person.given_name": "Ana",
    "person.family_name": "Sample",
    "person.job_title": "Head of Sales",
    "person.birth_date": "1980-03-02",
    "person.department": "Sales",
    "person.street": "Long Street 1",
    "person.postcode": "9000",
    "person.region": "East Flanders",
    "person.country": "Belgium",
    "person.fax": "09 111 22 33",
    "person.website": "ana.example",
    "person.remarks": "likes tea",
}


def person_of(key: str) -> Contact:
    contact = brought(key).contact
    assert contact.kind == "person"
    return contact


def test_a_person_comes_with_all_that_a_contact_can_hold(house, english):
    bring_columns(english, PERSON)
    ana = person_of("1")
    assert (ana.name, ana.given_name, ana.family_name) == ("Ana Sample", "Ana", "Sample")
    assert (ana.title, ana.job_title, ana.birth_date.isoformat()) == ("ms", "Head of Sales", "1980-03-02")
    assert (ana.street, ana.postcode, ana.region) == ("Long Street 1", "9000", "East Flanders")


def test_what_a_contact_has_no_field_for_stands_in_its_remarks_under_its_column(house, english):
    bring_columns(english, PERSON)
    assert person_of("1").remarks.splitlines() == [
        "likes tea",
        "person.fax: 09 111 22 33",
        "person.website: ana.example",
        "person.department: Sales",
    ]


def test_further_channels_come_with_their_labels_and_the_first_is_the_main_one(house, english):
    bring_columns(
        english,
        {
            "person.name": "Ana Sample",
            "person.email": "ana@sample.example",
            "person.email2": "home@sample.example",
            "person.email2_label": "private",
            "person.phone": "+32 470 11 12 22",
            "person.phone2": "+32 470 11 12 23 / +32 470 11 12 22",
            "person.mobile": "+32 470 11 12 24",
        },
    )
    ana = person_of("1")
    assert [(row.address, row.label, row.is_main) for row in ana.emails.all()] == [
        ("ana@sample.example", "", True),
        ("home@sample.example", "private", False),
    ]
    assert [row.number[-2:] for row in ana.phones.all()] == ["22", "23", "24"]
    assert ana.phones.last().label == "Mobile"


def test_groups_are_known_by_code_or_name_and_a_strange_one_is_remarked(house, english):
    ContactGroup.objects.create(code="vip", labels={"en": "Important", "nl": "Belangrijk"})
    bring_columns(english, {"company.name": "Alpha", "company.groups": "belangrijk, VIP; Nobody"})
    alpha = brought("1").contact
    assert [row.code for row in alpha.groups.all()] == ["vip"]
    assert alpha.remarks == "company.groups: Nobody"


def test_what_only_the_brand_group_has_needs_that_group(house, english):
    ContactGroup.objects.create(code="own", labels={"en": "Brand"}, is_brand=True)
    bring_columns(
        english,
        {"company.name": "Alpha", "company.segment": "A", "company.groups": "own"},
        {"company.name": "Beta", "company.segment": "B", "company.groups": ""},
    )
    assert brought("1").contact.segment == "A"
    assert (brought("2").contact.segment, brought("2").contact.remarks) == ("", "company.segment: B")


@pytest.mark.parametrize("day", ["1850-01-01", f"{NOON.year + 1}-01-01"])
def test_nobody_was_born_on_an_impossible_day_and_it_is_remarked(house, english, day):
    bring_columns(english, {"person.name": "Ana", "person.birth_date": day})
    ana = person_of("1")
    said = f"person.birth_date: {day}"
    assert ana.birth_date is None
    assert said in (ana.remarks, brought("1").comment_of(house.vendor.pk))


def test_a_company_keeps_its_register_number_and_never_that_of_a_person(house, english):
    bring_columns(
        english,
        {"company.name": "Alpha", "company.register_number": "HRB 1234"},
        {"company.name": "Beta", "company.register_number": "85.07.30-033.28"},
    )
    assert brought("1").contact.register_number == "HRB 1234"
    beta = brought("2").contact
    assert (beta.register_number, beta.remarks) == ("", f"company.register_number: {HIDDEN}")


def test_a_country_without_a_company_goes_to_the_person(house, english):
    bring_columns(english, {"person.name": "Ana", "company.country": "Belgium", "company.city": "Gent"})
    assert (person_of("1").country, person_of("1").city) == ("BE", "Gent")


def test_a_country_of_nobody_stands_in_the_comment_and_is_counted(house, english):
    report = bring_columns(english, {"company.country": "Belgium"})
    assert brought("1").comment_of(house.vendor.pk) == "company.country: Belgium"
    assert "company.country" in report.split("could not be read")[-1]


def test_what_two_lines_say_otherwise_of_a_company_stands_in_the_comment(house, english):
    bring_columns(
        english,
        {"company.name": "Alpha", "company.city": "Gent", "company.language": "nl"},
        {"company.name": "Alpha", "company.city": "Gent", "company.language": "fr"},
    )
    assert brought("1").contact == brought("2").contact
    assert brought("2").contact.language == "nl"
    assert brought("2").comment_of(house.vendor.pk) == "company.language: fr"


def test_the_number_of_statements_does_not_grow_with_the_contacts(house, english):
    firms = [{"company.name": f"Firm {place}", "company.email": f"a{place}@x.example"} for place in range(40)]
    bring_columns(english, *firms[:2])
    few = statements_for(english, *firms[2:4], start=100)
    assert statements_for(english, *firms[4:], start=200) <= few


def test_a_contact_that_was_there_before_stays_and_what_is_said_otherwise_is_listed(house, english):
    enter({"name": "Ana Sample", "email": "ana@alpha.example", "job_title": "Buyer"}, by=house.dina, at=NOON)
    ana = {"person.name": "Ana Sample", "person.email": "ana@alpha.example", "person.job_title": "Head"}
    report = bring_columns(english, ana | {"person.phone": "+32 470 11 12 22"})
    assert brought("1").contact.job_title == "Buyer"
    assert "Ana Sample: job_title, phones" in report
    assert "stay as they are" not in bring_columns(english, ana | {"person.job_title": "Buyer"}, start=9)
