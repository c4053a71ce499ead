"""Rows that are no leads: people and companies, products and users; each says what became of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.contacts.drafting import draft_of
from leadwright.contacts.duplicates import likely
from leadwright.contacts.models import Contact
from leadwright.history.models import Entry
from leadwright.intake.kind_fields import KIND_FIELDS
from leadwright.intake.kinds import KINDS
from leadwright.intake.mapping import CONVERSIONS
from leadwright.leads.models import Product
from leadwright.messages.models import Message
from leadwright.people.actions.users import invite_again
from leadwright.people.models import User
from leadwright.web.imports.field_words import OF_A_LINE, OF_A_PART, PARTS
from tests.intake.row_kinds import bring_rows, verdicts
from tests.intake.test_mapping import HOW_TO
from tests.makers import NOON, make_user, refused

ANA = {
    "company.name": "Alpha",
    "company.city": "Gent",
    "person.name": "Ana Sample",
    "person.email": "ana@alpha.example",
    "person.job_title": "Buyer",
}


def test_a_row_makes_a_company_and_its_person(house):
    _rows, [taken] = bring_rows("contacts", ANA, by=house.dina)
    ana = Contact.objects.get(name="Ana Sample")
    assert (taken.verdict, taken.about.id) == ("made", ana.pk)
    assert (ana.company.name, ana.job_title) == ("Alpha", "Buyer")
    assert {thing.id for thing in taken.made} == {ana.pk, ana.company.pk}


def test_what_is_there_is_known_and_what_says_otherwise_is_named_and_left(house):
    bring_rows("contacts", ANA, by=house.dina)
    _rows, taken = bring_rows("contacts", ANA, by=house.dina)
    assert verdicts(taken) == ["known"]
    _rows, [taken] = bring_rows("contacts", ANA | {"person.job_title": "Head"}, by=house.dina)
    assert (taken.verdict, taken.differs) == ("changed", ("job_title",))
    assert Contact.objects.get(name="Ana Sample").job_title == "Buyer"


def test_a_name_alone_joins_nobody_and_a_likely_twin_is_listed(house):
    bring_rows("contacts", {"person.name": "Jan Peeters", "person.city": "Gent"}, by=house.dina)
    _rows, [taken] = bring_rows(
        "contacts", {"person.name": "Jan Peeters", "person.city": "Gent"} | {"person.key": "7"}, by=house.dina
    )
    assert taken.verdict == "made"
    twins = likely(draft_of({"name": "Jan Peeters", "city": "Gent"}, by=house.dina), by=house.dina)
    assert len(twins) == 2


def test_two_lines_of_one_person_are_one_contact(house):
    other = ANA | {"person.phone": "+32 470 11 12 22", "company.name": ""}
    _rows, taken = bring_rows("contacts", ANA, other, by=house.dina)
    assert verdicts(taken) == ["made", "known"]
    assert Contact.objects.get(name="Ana Sample").phone == "+32470111222"


def test_what_has_no_place_stands_in_the_remarks_and_is_listed(house):
    rows, _taken = bring_rows(
        "contacts",
        {"person.name": "Ana", "person.phone": "none", "company.register_number": "HRB 1"},
        by=house.dina,
    )
    assert Contact.objects.get(name="Ana").remarks.splitlines() == [
        "person.phone: none",
        "company.register_number: HRB 1",
    ]
    assert [row.name for _line, row in rows.unread] == ["person.phone", "company.register_number"]


def test_a_line_that_names_nobody_waits(house):
    rows, taken = bring_rows("contacts", {"company.city": "Gent"}, by=house.dina)
    assert (len(rows.faults), taken) == (1, [])


def test_whoever_may_enter_no_contacts_brings_none_in(house):
    with refused("PERMISSION_DENIED"):
        bring_rows("contacts", ANA, by=house.nina)


def test_companies_come_without_people(house):
    _rows, taken = bring_rows(
        "companies",
        {"company.name": "Alpha"},
        {"company.name": "alpha"},
        {"company.name": "Beta"},
        by=house.dina,
    )
    assert verdicts(taken) == ["made", "known", "made"]


def test_many_rows_take_as_many_statements_as_few(house):
    people = [
        {"person.name": f"P{n}", "person.email": f"p{n}@x.example", "company.name": f"C{n}"}
        for n in range(40)
    ]
    bring_rows("contacts", *people[:2], by=house.dina)
    assert statements("contacts", *people[8:], by=house.dina) <= statements(
        "contacts", *people[2:5], by=house.dina
    )


def statements(kind, *lines, by) -> int:
    with CaptureQueriesContext(connection) as queries:
        bring_rows(kind, *lines, by=by)
    return len(queries)


def test_products_are_made_known_and_refused_with_the_reason(house):
    adm = make_user("chief", unit=house.dina.unit, profile="company-admin lead-distributor configurator")
    pump = {
        "product.code": "PUMP",
        "product.name": "Pump",
        "product.kind": "goods",
        "product.description": "wet",
    }
    _rows, taken = bring_rows(
        "products",
        pump,
        {**pump, "product.code": "", "product.name": "pump"},
        {**pump, "product.name": "Valve", "product.code": "no code!"},
        {**pump, "product.name": "Hose", "product.code": "HOSE", "product.kind": "tube"},
        by=adm,
    )
    assert verdicts(taken) == ["made", "known", "refused", "refused"]
    assert "no code!" in taken[2].reason
    assert "goods" in taken[3].reason
    assert taken[0].about.id == Product.objects.get(code="PUMP").pk


def test_a_product_that_is_there_stays_as_it_is(house):
    Product.objects.create(code="PUMP", kind="goods", labels={"en": "Pump"}, description="dry")
    adm = make_user("chief", unit=house.dina.unit, profile="company-admin lead-distributor configurator")
    said = {"product.code": "pump", "product.name": "Pump", "product.kind": "goods"}
    _rows, taken = bring_rows("products", said, {**said, "product.description": "wet"}, by=adm)
    assert [(row.verdict.value, row.differs) for row in taken] == [
        ("known", ()),
        ("changed", ("description",)),
    ]


def test_products_need_the_right_to_configure(house):
    with refused("PERMISSION_DENIED"):
        bring_rows("products", {"product.name": "Pump"}, by=house.dina)


IDA = {
    "user.email": "Ida@partner.example",
    "user.name": "Ida Field",
    "user.profiles": "portal-writer",
    "unit": "U2",
    "group": "GP",
}


def test_a_user_comes_in_signs_in_nowhere_and_can_be_invited(house):
    Message.objects.all().delete()
    _rows, [taken] = bring_rows("users", IDA, by=house.adm)
    ida = User.objects.get(email="ida@partner.example")
    assert (taken.verdict, taken.about.id) == ("made", ida.pk)
    assert (ida.unit, ida.has_usable_password()) == (house.u2, False)
    assert [profile.code for profile in ida.profiles.all()] == ["portal-writer"]
    assert not Message.objects.exists()
    assert Entry.objects.about("user", ida.pk).get().fact == "user.adopted"
    invite_again(ida.pk, by=house.adm, at=NOON)
    assert Message.objects.exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"user.email": ""}, "address"),
        ({"user.name": ""}, "name"),
        ({"unit": "Nowhere"}, "Nowhere"),
        ({"user.profiles": "king"}, "king"),
        ({"user.profiles": ""}, "profile"),
        ({"user.profiles": "lead-distributor"}, "allow"),
        ({"user.language": "fi"}, "fi"),
    ],
    ids=["address", "name", "unit", "profile", "none", "too high", "language"],
)
def test_a_user_who_cannot_be_one_is_refused_with_the_reason(house, change, reason):
    before = User.objects.count()
    _rows, [taken] = bring_rows("users", IDA | change, by=house.adm)
    assert taken.verdict == "refused"
    assert reason in taken.reason
    assert User.objects.count() == before


def test_who_is_a_user_already_stays_and_one_of_another_company_is_not_named(house):
    _rows, taken = bring_rows(
        "users",
        IDA | {"user.email": house.bob.email, "user.name": "Bob"},
        IDA | {"user.email": house.bob.email, "user.name": "Robert"},
        IDA | {"user.email": house.cas.email},
        by=house.adm,
    )
    assert verdicts(taken) == ["known", "changed", "refused"]
    assert "already" not in taken[2].reason


def test_whoever_may_not_add_users_is_told_so_on_each_row(house):
    _rows, taken = bring_rows("users", IDA, IDA, by=house.ann)
    assert verdicts(taken) == ["refused", "refused"]
    assert taken[0].reason


def test_many_users_take_as_many_statements_as_few(house):
    people = [IDA | {"user.email": f"u{n}@partner.example"} for n in range(30)]
    few = statements("users", *people[:2], by=house.adm)
    assert statements("users", *people[2:], by=house.adm) <= few


@pytest.mark.parametrize("name", sorted({name for kind in KIND_FIELDS.values() for name in kind.names}))
def test_each_field_of_a_row_has_words_on_the_page(name):
    part, dot, rest = name.partition(".")
    assert (part in PARTS and rest in OF_A_PART) if dot else name in OF_A_LINE


def test_the_how_to_names_each_field_of_a_row():
    table = HOW_TO.read_text().partition("| kind of row |")[2].partition("\n\n")[0]
    rows = {row.split("|")[1].strip(" `"): row.split("|")[2] for row in table.splitlines()[2:]}
    assert rows.keys() == KINDS.keys() == KIND_FIELDS.keys()
    for code, text in rows.items():
        words = re.findall("`([a-z_.…]+)`", text)
        named = {
            name
            for name in KIND_FIELDS[code].names
            if name in words or f"{name.partition('.')[0]}.…" in words
        }
        assert named == set(KIND_FIELDS[code].names)


@pytest.mark.parametrize("code", KIND_FIELDS)
def test_the_fields_of_a_kind_are_read_as_a_mapping_can_say(code):
    fields = KIND_FIELDS[code]
    assert set(fields.needs) <= set(fields.names)
    assert {fields.conversions.get(name, "line") for name in fields.names} <= set(CONVERSIONS)
