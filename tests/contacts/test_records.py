"""What is kept of a person and of a company, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from leadwright.contacts.actions import edit, enter
from leadwright.contacts.fields import COMPANY
from leadwright.contacts.models import Contact, ContactGroup
from leadwright.contacts.warnings import warnings_about
from leadwright.history.models import Entry
from leadwright.people.models import Group
from tests.makers import NOON, make_contact, make_group, make_user, refused

PERSON = {"kind": "person", "name": "Jan Peeters", "email": "jan@example.org"}


def entered(house, **fields) -> Contact:
    return enter(PERSON | fields, by=house.ann, at=NOON)


def changed(house, contact, **changes) -> Contact:
    return edit(contact.pk, by=house.ann, at=NOON, version=contact.version, **changes)


@pytest.mark.parametrize("channel", [{"email": "a@example.org"}, {"phone": "+32 2 555 01 01"}])
def test_either_an_address_or_a_number_is_enough(house, channel):
    contact = enter({"name": "Jan", **channel}, by=house.ann, at=NOON)
    assert contact.has_channel


def test_a_contact_that_cannot_be_reached_is_refused(house):
    with refused("CONTACT_CHANNEL_REQUIRED", "email"):
        enter({"name": "Jan"}, by=house.ann, at=NOON)


def test_several_addresses_are_kept_and_one_of_them_is_the_main_one(house):
    emails = [{"address": "a@x.be", "label": "work"}, {"address": "b@x.be", "main": True}, "c@x.be"]
    contact = entered(house, email=None, emails=emails)
    assert contact.email == "b@x.be"
    assert [email.address for email in contact.emails.all()] == ["b@x.be", "a@x.be", "c@x.be"]


def test_another_main_address_takes_the_place_of_the_former(house):
    contact = entered(house, emails=["a@x.be", "b@x.be"], email=None)
    contact = changed(house, contact, email="new@x.be")
    assert [email.address for email in contact.emails.all()] == ["new@x.be", "b@x.be"]


def test_a_known_address_can_be_made_the_main_one(house):
    contact = entered(house, emails=["a@x.be", "b@x.be"], email=None)
    contact = changed(house, contact, email="B@x.be")
    assert [email.address for email in contact.emails.all()] == ["B@x.be", "a@x.be"]


def test_the_last_channel_cannot_be_taken_away(house):
    contact = entered(house)
    with refused("CONTACT_CHANNEL_REQUIRED"):
        changed(house, contact, email="")
    assert changed(house, contact, email="", phone="+3225550101").email == ""


@pytest.mark.parametrize(
    ("emails", "place"),
    [
        ("a@x.be", "emails"),
        ([1], "emails.0"),
        ([{"address": "x"}], "emails.0.address"),
        ([{"address": "a@x.be", "main": "yes"}], "emails.0.main"),
        ([{"address": "a@x.be", "label": "x" * 61}], "emails.0.label"),
        ([{"address": "a@x.be", "main": True}, {"address": "b@x.be", "main": True}], "emails"),
        (["a@x.be"] * 21, "emails"),
        ([{"address": "a@x.be", "id": 5}], "emails.0"),
    ],
)
def test_a_strange_list_of_addresses_is_refused_by_its_place(house, emails, place):
    with refused("FIELD_INVALID", place):
        entered(house, email=None, emails=emails)


def test_a_number_is_kept_in_one_writing(house):
    contact = entered(house, phones=["02 555 01 01", "+32 (0)2 555 01 01"])
    assert [phone.number for phone in contact.phones.all()] == ["+3225550101"]


def test_a_person_is_called_by_given_and_family_name(house):
    contact = entered(house, name="", given_name="An", family_name="Janssens")
    assert contact.name == "An Janssens"
    assert changed(house, contact, family_name="Maes").name == "An Maes"


def test_age_is_told_on_the_day(house):
    contact = entered(house, birth_date="2000-06-15")
    assert contact.age_on(date(2026, 3, 1)) == 25
    assert contact.age_on(date(2026, 6, 15)) == 26


def test_only_a_company_has_a_register_number(house):
    with refused("FIELD_INVALID", "register_number"):
        entered(house, register_number="0428.759.497")
    company = enter(
        {"title": COMPANY, "name": "Acme NV", "email": "i@acme.be", "register_number": "0428.759.497"},
        by=house.ann,
        at=NOON,
    )
    assert company.kind == "company"


@pytest.mark.parametrize("name", ["birth_date", "job_title", "given_name"])
def test_only_a_person_has_what_belongs_to_a_person(house, name):
    value = "2000-01-01" if name == "birth_date" else "x"
    with refused("FIELD_INVALID", name):
        entered(house, kind="company", **{name: value})


def test_a_register_number_that_looks_wrong_is_a_warning_only(house):
    company = make_contact(house.ann, country="BE", register_number="0428.759.498")
    assert "0428.759.498" in warnings_about(company)[0]
    assert warnings_about(make_contact(house.ann, country="BE", register_number="0428.759.497")) == []


def test_a_wrong_vat_number_of_the_union_is_refused_and_a_right_one_kept_plainly(house):
    with refused("FIELD_INVALID", "vat_number"):
        make_contact(house.ann, vat_number="BE 0428.759.498")
    assert make_contact(house.ann, vat_number="BE 0428.759.497").vat_number == "BE0428759497"
    assert make_contact(house.ann, country="BE", vat_number="0428.759.497").vat_number == "BE0428759497"


def test_segment_and_fleet_code_need_a_brand_group(house):
    with refused("FIELD_INVALID", "segment"):
        entered(house, segment="B2B")
    contact = entered(house, segment="B2B", fleet_code="F1", groups=["brand-group"])
    assert (contact.segment, contact.fleet_code) == ("B2B", "F1")
    assert changed(house, contact, groups=["customers"]).segment == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("vat_rate", "101"),
        ("vat_rate", "21.555"),
        ("vat_rate", "NaN"),
        ("vat_rate", "1e3"),
        ("vat_rate", True),
        ("birth_date", "15/06/2000"),
        ("birth_date", "2999-01-01"),
        ("birth_date", 20000615),
        ("country", "XY"),
        ("language", "dutch please"),
        ("language", "xx-YY"),
        ("title", "sir"),
        ("groups", "customers"),
        ("groups", ["nobody"]),
        ("groups", [{}]),
        ("access_group", 999_999),
        ("access_group", 2**70),
        ("company", "no such company"),
        ("company", -1),
        ("street", "x" * 201),
        ("street", "a\x00b"),
        ("remarks", "x" * 10_001),
        ("remarks", ["list"]),
        ("blocked", "yes"),
        ("kind", "robot"),
        ("name", ""),
    ],
)
def test_a_strange_value_is_refused_by_its_field(house, field, value):
    with refused("FIELD_REQUIRED" if value == "" else "FIELD_INVALID", field):
        entered(house, **{field: value})
    assert not Contact.objects.exists()


def test_all_faults_are_told_at_once(house):
    with refused("FIELD_INVALID", "vat_rate", "country", "emails.0.address"):
        entered(house, vat_rate="x", country="XY", email=None, emails=["no address"])


def test_a_vat_rate_is_a_decimal(house):
    assert entered(house, vat_rate="21,5").vat_rate == Decimal("21.5")


def test_a_company_can_be_named_instead_of_numbered(house):
    acme = make_contact(house.ann, name="Acmé NV")
    assert entered(house, company="acme nv").company == acme
    make_contact(house.ann, name="Acme NV")
    with refused("FIELD_INVALID", "company"):
        entered(house, company="acme nv")


def test_a_contact_with_an_access_group_is_seen_by_that_group_alone(house):
    other = make_user("olga", unit=make_group(house.partner, "North").units.create(name="N1"))
    contact = entered(house, access_group=house.group.pk)
    assert Contact.objects.within_reach(house.bob, "contact.view").filter(pk=contact.pk).exists()
    assert not Contact.objects.within_reach(other, "contact.view").filter(pk=contact.pk).exists()


def test_a_group_of_another_company_gives_no_access(house):
    foreign = Group.objects.exclude(organisation=house.partner).first()
    with refused("FIELD_INVALID", "access_group"):
        entered(house, access_group=foreign.pk)


def test_a_change_tells_old_and_new(house):
    contact = changed(house, entered(house, city="Gent"), city="Brugge", emails=["x@y.be"])
    entry = Entry.objects.about("contact", contact.pk).newest_first()[0]
    assert entry.details["fields"] == ["city", "emails"]
    assert (entry.texts()["city_from"], entry.texts()["city_to"]) == ("Gent", "Brugge")


def test_blocking_is_a_change_of_its_own_and_needs_a_permission(house):
    contact = changed(house, entered(house), blocked=True)
    assert contact.is_blocked
    facts = [row.fact for row in Entry.objects.about("contact", contact.pk).newest_first()]
    assert facts == ["contact.blocked", "contact.entered"]
    house.ann.held[0].permissions |= {"contact.block": "none"}
    with refused("PERMISSION_DENIED"):
        changed(house, contact, blocked=False)


def test_a_contact_can_be_blocked_as_it_is_entered(house):
    assert entered(house, blocked=True).is_blocked


def test_all_groups_that_are_shipped_are_there(house):
    assert set(ContactGroup.objects.values_list("code", flat=True)) >= {"customers", "brand-group"}
