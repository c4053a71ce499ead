"""Cells that name a contact or a user: by number, address or name within reach, asked for at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadwright.contacts.models import Contact
from leadwright.fields.models import OwnField
from leadwright.intake.models import Import
from leadwright.leads.models import Lead
from tests.fields.test_hostile_files import file_of, read_in
from tests.intake.test_own_columns import field_of
from tests.makers import House, change_rights, make_contact, make_user


@pytest.fixture
def house(db) -> House:
    house = House()
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    return house


@pytest.fixture
def bolt(house: House) -> Contact:
    return make_contact(house.dina, name="Bölt & Co", email="Info@bolt.example")


def read_one(house: House, field: OwnField, cell: str) -> Lead:
    (lead,) = read_in(house, field, file_of([cell]))
    return lead


@pytest.mark.parametrize("text", ["{0.pk}", " info@BOLT.example", "Bölt & Co", "bolt & co"])
def test_a_cell_names_a_contact_by_number_by_address_and_by_name(house: House, bolt, text: str) -> None:
    field = field_of(house, "backer", "contact")
    lead = read_one(house, field, text.format(bolt))
    assert (lead.own_fields, "own_value" in lead.gaps) == ({str(field.pk): bolt.pk}, False)


@pytest.mark.parametrize("text", ["dina@vendor.example", "Dina"])
def test_a_cell_names_a_user_by_address_and_by_full_name(house: House, text: str) -> None:
    field = field_of(house, "helper", "user")
    cell = house.dina.email.upper() if "@" in text else house.dina.name
    assert read_one(house, field, cell).own_fields == {str(field.pk): house.dina.pk}


@pytest.mark.parametrize("kind", ["contact", "user"])
def test_a_name_that_two_have_is_a_gap_that_says_so(house: House, bolt, kind: str) -> None:
    make_contact(house.dina, name="BOLT & CO", email="second@bolt.example", confirm_new=True)
    make_user(house.dina.name, unit=house.dina.unit)
    cell = "Bolt & Co" if kind == "contact" else house.dina.name
    lead = read_one(house, field_of(house, "someone", kind), cell)
    ((_line, _field, _text, reason),) = Import.objects.get().summary["unread_lines"]
    assert (lead.own_fields, "own_value" in lead.gaps) == ({}, True)
    assert f"means 2 {kind}s" in reason


@pytest.mark.parametrize("kind", ["contact", "user"])
def test_nobody_out_of_reach_is_named(house: House, kind: str) -> None:
    hidden = make_contact(house.cas, name="Hidden Holding", email="x@hidden.example")
    field = field_of(house, "someone", kind)
    cells = [str(hidden.pk), "x@hidden.example", "Hidden Holding", house.cas.email, house.cas.name]
    leads = read_in(house, field, file_of(cells))
    assert [(lead.own_fields, "own_value" in lead.gaps) for lead in leads] == [({}, True)] * len(cells)


def test_many_names_ask_no_more_than_few(house: House) -> None:
    def questions(number: int) -> int:
        cells = [f"Nobody {place}" for place in range(number)]
        with CaptureQueriesContext(connection) as captured:
            read_in(house, field, file_of(cells))
        return len([row for row in captured if 'SELECT "contacts_contact"."sort_name"' in row["sql"]])

    field = field_of(house, "backer", "contact")
    assert questions(2) == questions(40) > 0
