"""Columns of a file that are own fields: read by the reader of the field, and one bad cell never costs a line."""

import pytest

from leadwright.contacts.models import Contact
from leadwright.fields.actions import make, purge, retire
from leadwright.fields.models import OwnField
from leadwright.foundation.refusals import Refused
from leadwright.intake.models import Import
from leadwright.intake.own_columns import Columns
from leadwright.intake.receiving import Received
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.privacy.erasing import erase
from tests.api.conftest import talk
from tests.intake.bringing import Folder, again, checked, let_in, waiting, with_columns
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead, refused
from tests.privacy.planting import where
from tests.sheets import table_of

__all__ = ["talk"]
HEAD = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"
LINES = (
    'A1,Dina Doe,Chair,Acme,Engaging,2/9/2017,,,12,reverse charge,12/03/2026,"1,5",3',
    'A2,Dina Doe,Chair,Acme,Engaging,2/9/2017,,,a dozen,Normal,31/12/2026,"2.000,25",4',
    "A3,Dina Doe,Chair,,Engaging,2/9/2017,,,,,,,5",
)
FILE = "\n".join((f"{HEAD},Size,VAT scheme,Built on,Weight,Floor", *LINES)) + "\n"
CHOICES = [
    {"code": "normal", "label": {"en": "Normal", "nl": "Normaal"}},
    {"code": "reverse", "label": {"en": "Reverse charge"}},
]
FIELDS = {"size": "integer", "scheme": "choice", "built": "date", "weight": "decimal"}
HEADERS = {"size": "size", "scheme": "VAT scheme", "built": "Built on", "weight": "Weight"}


@pytest.fixture
def house(db) -> House:
    house = House()
    change_rights(house.dina, configuration_edit="all", user_manage="organisation")
    return house


@pytest.fixture
def fields(house: House) -> dict[str, OwnField]:
    """Return an own field of leads for each column, and one of the contact."""
    made = {key: field_of(house, key, kind) for key, kind in FIELDS.items()}
    return made | {"floor": field_of(house, "floor", "integer", subject="contact")}


def field_of(house: House, key: str, kind: str, *, subject: str = "lead") -> OwnField:
    more = {"choices": CHOICES} if kind == "choice" else {}
    data = {"subject": subject, "key": key, "kind": kind, "label": key.title()} | more
    return make(data, by=house.dina, at=NOON)


def tried(house: House, text: str = FILE) -> Import:
    return checked(Received("deals.csv", text.encode()), [], currency="EUR", by=house.dina, at=NOON)


def chosen(house: House, fields: dict[str, OwnField], *, floor: bool = True) -> Import:
    columns = {header: fields[key].pk for key, header in HEADERS.items()}
    columns |= {"floor": fields["floor"].pk} if floor else {}
    given = Columns(fields=columns, has_commas=True)
    return with_columns(tried(house).pk, given, by=house.dina, at=NOON)


def brought_in(house: House, upload: Import) -> list[Lead]:
    let_in(upload.pk, by=house.dina, at=NOON)
    return list(Lead.objects.order_by("external_key"))


def values_of(lead: Lead, fields: dict[str, OwnField]) -> dict[str, object]:
    keys = {str(field.pk): key for key, field in fields.items()}
    return {keys[pk]: value for pk, value in lead.own_fields.items()}


def test_values_come_in_by_the_readers_of_their_fields(house: House, fields) -> None:
    first, _second, third = brought_in(house, chosen(house, fields, floor=False))
    reverse = fields["scheme"].choices[1].pk
    assert values_of(first, fields) == {"size": 12, "scheme": reverse, "built": "2026-03-12", "weight": "1.5"}
    assert (third.own_fields, third.gaps.count("own_value")) == ({}, 0)


def test_a_cell_that_cannot_be_read_is_a_gap_and_its_words_are_kept(house: House, fields) -> None:
    upload = chosen(house, fields)
    _first, second, _third = brought_in(house, upload)
    assert "size" not in values_of(second, fields)
    assert values_of(second, fields)["weight"] == "2000.25"
    assert "own_value" in second.gaps
    assert "Size: a dozen" in second.comment_of(house.vendor.pk)
    assert not waiting()


def test_the_trial_says_which_values_cannot_be_read_and_why(house: House, fields) -> None:
    upload = chosen(house, fields, floor=False)
    ((line, name, text, reason),) = upload.summary["unread_lines"]
    assert (line, name, text) == (3, "fields.size", "a dozen")
    assert "not a number" in reason
    assert ["own_value", 1] in upload.summary["gaps"]
    assert not Lead.objects.exists()


def test_entering_the_value_fills_the_gap(house: House, fields) -> None:
    _first, second, _third = brought_in(house, chosen(house, fields))
    data = {"description": "chairs"}
    lead = actions.edit(second.pk, data, by=house.dina, at=NOON, version=second.version)
    assert "own_value" in fresh(lead).gaps
    lead = actions.edit(second.pk, {"fields": {"size": 12}}, by=house.dina, at=NOON, version=lead.version)
    assert "own_value" not in fresh(lead).gaps


def test_a_new_contact_gets_its_own_values_and_what_differs_waits_on_the_lead(house: House, fields) -> None:
    first, second, third = brought_in(house, chosen(house, fields))
    contact = Contact.objects.get(name="Acme")
    assert contact.own_fields == {str(fields["floor"].pk): 3}
    assert "own_value" not in first.gaps
    assert "Floor: 4" in second.comment_of(house.vendor.pk)
    assert "Floor: 5" in third.comment_of(house.vendor.pk)


def test_a_column_is_shown_with_what_was_read(house: House, fields) -> None:
    upload = chosen(house, fields)
    examples = {row["field"]: row["example"] for row in upload.summary["fields"]}
    assert (examples["fields.weight"], examples["fields.built"]) == ("1.5", "2026-03-12")
    assert examples["contact.fields.floor"] == "3"
    assert ["VAT scheme"] in [row["columns"] for row in upload.summary["fields"]]
    assert upload.summary["unused"] == []
    assert upload.summary["columns"] == ["Size", "VAT scheme", "Built on", "Weight", "Floor"]


def test_a_column_or_a_field_that_is_not_there_is_refused_by_name(house: House, fields) -> None:
    upload = tried(house)
    for columns in ({"colour": fields["size"].pk}, {"size": 999_999}, {"account": fields["size"].pk}):
        with refused("FIELD_INVALID", "columns"):
            with_columns(upload.pk, Columns(fields=columns), by=house.dina, at=NOON)
    with refused("FIELD_INVALID", "columns"):
        twice = {"size": fields["size"].pk, "weight": fields["size"].pk}
        with_columns(upload.pk, Columns(fields=twice), by=house.dina, at=NOON)


def test_nobody_fills_a_field_that_he_does_not_know(house: House) -> None:
    foreign = make({"subject": "lead", "key": "own_x", "kind": "text", "label": "X"}, by=house.adm, at=NOON)
    retired = field_of(house, "former", "text")
    retire(retired.pk, by=house.dina, at=NOON)
    upload = tried(house)
    for field in (foreign, retired):
        with refused("FIELD_INVALID", "columns"):
            with_columns(upload.pk, Columns(fields={"size": field.pk}), by=house.dina, at=NOON)


def test_a_field_that_is_retired_after_the_trial_leaves_its_column_out(house: House, fields) -> None:
    upload = chosen(house, fields)
    retire(fields["size"].pk, by=house.dina, at=NOON)
    first, *_others = brought_in(house, upload)
    assert "size" not in values_of(first, fields)
    assert "scheme" in values_of(first, fields)


def test_after_it_was_brought_in_columns_stay_as_they_are(house: House, fields) -> None:
    upload = chosen(house, fields)
    brought_in(house, upload)
    with refused("IMPORT_DONE"):
        with_columns(upload.pk, Columns(), by=house.dina, at=NOON)
    again(upload.pk, by=house.dina, at=NOON)
    assert Lead.objects.count() == 3


def test_computed_fields_follow_from_what_came_in(house: House, fields) -> None:
    data = {
        "subject": "lead",
        "key": "double",
        "kind": "decimal",
        "label": "Double",
        "expression": "size * 2",
    }
    double = make(data, by=house.dina, at=NOON)
    first, *_others = brought_in(house, chosen(house, fields))
    assert first.own_fields[str(double.pk)] == "24"


MAPPING = """
title = "With own fields"
signature = ["Vorgang", "Stand"]
[fields]
key = { column = "Vorgang" }
"company.name" = { column = "Firma" }
"fields.size" = { column = "Größe", decimal = "," }
"fields.built" = { column = "Gebaut", format = "%d.%m.%Y" }
"contact.fields.floor" = { column = "Etage" }
[fields.status]
column = "Stand"
values = { offen = "in-contact" }
"""
GERMAN = "Vorgang;Stand;Firma;Größe;Gebaut;Etage\nV-1;offen;Müller;1.200;31.12.2024;7\n"


class OwnGerman(Folder):
    """A file of another shape, with its mapping."""

    def __init__(self, folder, mapping: str = MAPPING) -> None:
        super().__init__(folder)
        self.put(GERMAN)
        self.mapping = folder / "own.toml"
        self.put(mapping, name="own.toml")


def test_a_mapping_names_own_fields_by_their_keys(house: House, fields, tmp_path) -> None:
    report = OwnGerman(tmp_path).bring(organisation="Vendor")
    lead = Lead.objects.get(external_key="V-1")
    assert values_of(lead, fields) == {"size": 1200, "built": "2024-12-31"}
    assert Contact.objects.get(name="Müller").own_fields == {str(fields["floor"].pk): 7}
    assert "fields.size" in report


@pytest.mark.parametrize(
    ("wrong", "told"), [("fields.colour", "colour"), ("contact.fields.size", "contact.fields.size")]
)
def test_a_mapping_that_names_no_own_field_is_refused(house: House, fields, tmp_path, wrong, told) -> None:
    mapping = MAPPING.replace("fields.size", wrong, 1)
    with pytest.raises(Refused) as fault:
        OwnGerman(tmp_path, mapping).bring(organisation="Vendor")
    assert (fault.value.code, told in str(fault.value.errors[0].detail)) == ("FIELD_INVALID", True)


def test_what_was_exported_comes_in_again_as_it_was(house: House, talk, fields) -> None:
    values = {"size": -12, "scheme": "reverse", "built": "2026-03-09", "weight": "-1.5"}
    make_lead(house.dina, contact=make_contact(house.dina), fields=values)
    table = table_of(talk(house.dina).get("/leads/export.csv"))
    cells = dict(zip(table.headers, table.lines[0].cells, strict=True))
    line = ",".join(cells[f"fields.{key}"] for key in FIELDS)
    text = f"{HEAD},{','.join(HEADERS.values())}\nB1,Dina Doe,Chair,,Engaging,2/9/2017,,,{line}\n"
    columns = Columns(fields={header: fields[key].pk for key, header in HEADERS.items()})
    upload = with_columns(tried(house, text).pk, columns, by=house.dina, at=NOON)
    let_in(upload.pk, by=house.dina, at=NOON)
    old, new = Lead.objects.order_by("pk")
    assert old.own_fields == new.own_fields


def test_erasing_a_person_takes_what_could_not_be_read_along(house: House, fields) -> None:
    change_rights(house.dina, privacy_manage="organisation")
    brought_in(house, chosen(house, fields))
    assert where("a dozen") == {
        "intake_import.summary",
        "intake_importrow.cells",
        "intake_importrow.reasons",
        "intake_keptfile.content",
        "leads_comment.text",
    }
    erase([Contact.objects.get(name="Acme").pk], by=house.dina, at=NOON)
    assert where("a dozen") == set()


def test_a_removed_field_leaves_its_values_in_the_kept_file_alone(house: House, fields) -> None:
    upload = chosen(house, fields)
    retire(fields["weight"].pk, by=house.dina, at=NOON)
    assert "intake_import.summary" in where("2026-03-12")
    retire(fields["built"].pk, by=house.dina, at=NOON)
    purge(fields["built"].pk, by=house.dina, at=NOON, confirm=True)
    assert where("2026-03-12") == set()
    assert "Built on" not in Import.objects.get(pk=upload.pk).columns["fields"]
