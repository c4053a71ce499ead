"""Each field of a lead is described: every column, every answer, and what a person's erasure must reach."""

from django.db.models import TextField

from leadwright.api.lead_bodies import LeadBody, LeadChange
from leadwright.foundation.naming import field_in_words
from leadwright.intake.mapping import CONVERSIONS
from leadwright.leads import fields
from leadwright.leads.models import Lead
from leadwright.leads.telling import NAMES
from tests.makers import House, make_lead, token_of

# What an answer says beside fields: names of the rows that a field refers to, and what follows from fields.
BESIDE_FIELDS = {
    "code",
    "important",
    "opportunity",
    "owner_name",
    "sender_name",
    "organisation_name",
    "unit_name",
    "email",
    "phone",
    "priority_label",
    "importance_label",
    "warnings",
}


def test_each_column_of_a_lead_belongs_to_a_field() -> None:
    held = {column for field in fields.ROWS for column in field.columns}
    columns = {column.name for column in Lead._meta.concrete_fields} | {
        relation.name for relation in Lead._meta.many_to_many
    }
    assert columns == held


def test_no_field_is_described_twice() -> None:
    assert len(fields.BY_NAME) == len(fields.ROWS)


def test_each_field_has_its_words() -> None:
    assert [field.name for field in fields.ROWS if str(field.words) != field_in_words(field.name)] == []
    named = (field for field in fields.ROWS if set(field.places) & {fields.Place.EDIT, fields.Place.IMPORT})
    assert [field.name for field in named if not field.label] == []
    assert [name for name in fields.REQUIRABLE if not fields.BY_NAME[name].label] == []


def test_each_field_that_can_be_set_says_what_it_takes() -> None:
    assert [field.name for field in fields.ROWS if field.places and field.kind is None] == []
    assert {field.kind.conversion for field in fields.IMPORT if field.kind} <= set(CONVERSIONS)


def test_each_free_text_of_a_lead_is_personal() -> None:
    texts = {column.name for column in Lead._meta.concrete_fields if isinstance(column, TextField)}
    assert texts <= fields.MARKS


def test_the_document_names_what_can_be_set_and_no_more() -> None:
    assert LeadBody.model_fields.keys() == fields.CREATE
    assert LeadChange.model_fields.keys() == fields.EDIT


def test_an_answer_holds_nothing_that_is_no_field(house: House, client) -> None:
    lead = make_lead(house.ann)
    headers = {"Authorization": f"Bearer {token_of(house.ann)}"}
    answer = client.get(f"/api/v1/leads/{lead.pk}", headers=headers).json()
    assert answer.keys() - NAMES - BESIDE_FIELDS == set()
    listed = client.get("/api/v1/leads", headers=headers).json()["items"][0]
    assert listed.keys() - NAMES - BESIDE_FIELDS == set()
