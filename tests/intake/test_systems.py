"""Exports of well-known systems are recognised in each language, with columns renamed and moved, and read alike."""

from zoneinfo import ZoneInfo

import pytest

from leadwright.contacts.models import Contact
from leadwright.history.facts import SYSTEM
from leadwright.intake.contact_fields import EMAILS, PHONES
from leadwright.intake.converting import Around
from leadwright.intake.reading.opening import read_table
from leadwright.intake.recognising import recognised, shipped_by_code
from leadwright.intake.translating import Translator
from leadwright.leads.actions.beginning import begun
from leadwright.leads.models import Lead
from tests.intake.bringing import Folder
from tests.intake.exports import SHAPES, SYSTEMS, System
from tests.makers import NOON, refused

EACH = pytest.mark.parametrize(
    ("system", "shape"), SHAPES, ids=[f"{system.title} {shape}" for system, shape in SHAPES]
)
LEADS = [(system, shape) for system, shape in SHAPES if system.kind == "leads"]


@EACH
def test_an_export_is_recognised_by_some_of_its_headers(system, shape):
    headers = read_table(system.text(shape).encode()).headers
    mapping = recognised(headers)
    assert (mapping.title, mapping.kind) == (system.title, system.kind)


@EACH
def test_an_export_says_the_same_in_each_shape(system, shape):
    table = read_table(system.text(shape).encode())
    mapping = recognised(table.headers)
    usual = Around(currency="EUR", country="BE")
    translator = Translator(mapping, table, {}, ZoneInfo("UTC"), usual=usual)
    values = translator.cells(table.lines[0]).values
    said = {name: _said(value) for name, value in values.items()}
    expected = {name: text for name, text in system.first.items() if name in mapping.fields}
    assert {name: said.get(name) for name in expected} == expected
    lacking = len(system.first) - len(expected)
    assert lacking <= (len(system.renamed) if shape == "renamed" else 1 if shape == system.language else 0)


@pytest.mark.parametrize(
    ("system", "shape"), LEADS, ids=[f"{system.title} {shape}" for system, shape in LEADS]
)
def test_each_lead_of_an_export_comes_in_whatever_its_stage_is_called(house, tmp_path, system, shape):
    folder = Folder(tmp_path)
    folder.put(system.text(shape))
    text = folder.bring(by=house.dina)
    rows = Lead.objects.order_by("pk").values_list("status__code", flat=True)
    assert list(rows) == system.statuses, text


def test_a_stage_that_nobody_knows_is_kept_in_the_comment_and_told_as_assumed(house, tmp_path):
    folder = Folder(tmp_path)
    folder.put(_named("HubSpot deals").text("en"))
    text = folder.bring(by=house.dina)
    lead = Lead.objects.with_rules().get(external_key="502")
    assert "Deal Stage: Trial set-up" in lead.comment_of(house.vendor.pk)
    assert "“Trial set-up” is not in the mapping: read as in-contact: 1" in text


def test_in_another_set_up_the_states_are_those_of_its_first_lead_type(house, tmp_path):
    begun("software-demo", by=SYSTEM, at=NOON)
    folder = Folder(tmp_path)
    folder.put(_named("HubSpot deals").text("en"))
    folder.bring(by=house.dina)
    rows = Lead.objects.order_by("pk").values_list("type__code", "status__code")
    codes = ["customer", "demo-scheduled", "not-interested"]
    assert list(rows) == [("demo-request", code) for code in codes]


def test_an_export_of_people_brings_in_people(house, tmp_path):
    folder = Folder(tmp_path)
    folder.put(_named("HubSpot contacts").text("en"))
    before = Contact.objects.count()
    folder.bring(by=house.dina)
    assert Contact.objects.count() > before
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        ("Record ID;Deal Name;Deal Stage;Close Date;Deal owner;Amount", "HubSpot deals"),
        (
            "Opportunity Name;Account Name;Stage;Close Date;Amount;Opportunity Owner",
            "Salesforce opportunities",
        ),
        ("Created on;Opportunity;Contact Name;Email;Salesperson;Expected Revenue;Stage", "Odoo leads"),
        ("id;name;partner_name;contact_name;email_from;phone;user_id;stage_id", "Odoo leads"),
        ("Deal - Title;Organization;Contact person;Deal - Stage (pipeline);Deal - Value", "Pipedrive deals"),
    ],
)
def test_a_few_usual_headers_of_a_system_are_enough(headers, title):
    assert recognised(headers.split(";")).title == title


@pytest.mark.parametrize(
    "headers",
    [
        "Id;Name;Company;Email;Phone;Status;Owner;City;Amount",
        "First Name;Last Name;Email Address;Company;Position;Phone;Owner;Status",
        "Lead Name;Company;Contact;Stage;Amount;Close Date;Owner;Next Step",
        "Klant;Contactpersoon;Telefoon;E-mail;Fase;Bedrag;Verkoper;Datum",
        "Firma;Ansprechpartner;Telefon;E-Mail;Status;Betrag;Betreuer;Land;Notizen",
    ],
)
def test_a_plain_list_of_somebodys_own_is_none_of_these(headers):
    with refused("FILE_UNKNOWN", "mapping"):
        recognised(headers.split(";"))


def _named(title: str) -> System:
    return next(system for system in SYSTEMS if system.title == title)


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def test_each_number_and_address_of_a_contact_comes_along(house, tmp_path):
    folder = Folder(tmp_path)
    head, *_rest = _named("Google contacts").text("en").splitlines()
    names = [*head.split(","), "Phone 2 - Value", "E-mail 2 - Value"]
    said = {
        "First Name": "Bo",
        "Phone 1 - Value": "0470 11 12 22 ::: 02 555 01 01",
        "Phone 2 - Value": "02 555 01 02",
        "E-mail 1 - Value": "bo@x.example",
        "E-mail 2 - Value": "bo@y.example",
    }
    folder.put("\n".join([",".join(names), ",".join(said.get(name, "") for name in names)]))
    folder.bring(by=house.dina)
    bo = Contact.objects.get(name="Bo")
    assert sorted(row.number for row in bo.phones.all()) == ["+3225550101", "+3225550102", "+32470111222"]
    assert sorted(row.address for row in bo.emails.all()) == ["bo@x.example", "bo@y.example"]


def test_no_shipped_mapping_takes_only_the_first_of_several_numbers_or_addresses():
    channels = {f"{whom}.{name}" for whom in ("person", "company") for name in (*EMAILS, *PHONES)}
    dropped = [
        (code, name)
        for code, mapping in shipped_by_code().items()
        for name, source in mapping.fields.items()
        if name in channels and len(source.columns) > 1
    ]
    assert dropped == []
