"""The values of a field are copied into a new one of another kind: seen first, then done, recorded for each row."""

import pytest

from leadwright.fields.facets import unequal
from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Subject
from leadwright.history.models import Entry
from tests.fields.test_computed import value
from tests.fields.test_lists import make, numbers
from tests.fields.test_pages import signed_in
from tests.makers import House, make_contact, make_lead

CHOICES = [{"code": "a", "label": {"en": "A"}}, {"code": "b", "label": {"en": "B"}}]


def pk(key: str) -> int:
    return OwnField.objects.get(key=key).pk


def copied(talk, user, start: str, end: str, **more):
    return talk(user).post(f"/fields/{pk(start)}/copy", {"to": pk(end), **more})


def test_a_dry_run_counts_and_stores_nothing(house: House, talk) -> None:
    make(talk, house.dina, "old", "text")
    make(talk, house.dina, "new", "integer")
    leads = [make_lead(house.dina, fields=fields) for fields in ({"old": "12"}, {"old": "many"})]
    make_lead(house.dina, fields={"old": "3", "new": 4})
    answer = copied(talk, house.dina, "old", "new", dry_run=True)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {
        "copied": 1,
        "filled": 1,
        "unfit": 1,
        "examples": [{"value": "many", "reason": "write a whole number such as 12"}],
    }
    assert [value(lead, "new") for lead in leads] == [None, None]
    assert not Entry.objects.filter(fact__in=("field.copied", "value.copied")).exists()


def test_what_is_filled_is_overwritten_only_if_that_is_said(house: House, talk) -> None:
    make(talk, house.dina, "old", "text")
    make(talk, house.dina, "new", "integer")
    lead = make_lead(house.dina, fields={"old": "3", "new": 4})
    assert copied(talk, house.dina, "old", "new").json()["copied"] == 0
    assert value(lead, "new") == 4
    assert copied(talk, house.dina, "old", "new", overwrite=True).json()["copied"] == 1
    assert value(lead, "new") == 3


def test_facets_search_and_computed_fields_follow(house: House, talk) -> None:
    make(talk, house.dina, "old", "integer")
    make(talk, house.dina, "new", "decimal", filterable=True)
    make(talk, house.dina, "double", "decimal", expression="new * 2", filterable=True)
    make(talk, house.dina, "words", "text", searchable=True)
    lead = make_lead(house.dina, fields={"old": 21})
    for end in ("new", "words"):
        assert copied(talk, house.dina, "old", end).json()["copied"] == 1
    assert value(lead, "double") == "42"
    assert numbers(talk, house.dina, "field.double.from=42") == [lead.pk]
    assert unequal(Subject.LEAD) == 0
    lead.refresh_from_db()
    assert lead.search.endswith(" 21")


def test_each_row_and_the_field_have_an_entry_and_the_row_a_new_version(house: House, talk) -> None:
    make(talk, house.dina, "old", "text")
    make(talk, house.dina, "new", "integer", label="Number")
    lead = make_lead(house.dina, fields={"old": "12"})
    before = lead.version
    copied(talk, house.dina, "old", "new")
    said = talk(house.dina).get(f"/leads/{lead.pk}/history").json()["items"][0]
    assert said["changes"] == [{"field": f"own.{pk('new')}", "label": "Number", "before": "", "after": "12"}]
    lead.refresh_from_db()
    assert lead.version == before + 1
    entry = Entry.objects.get(fact="field.copied")
    assert (entry.details["to"], entry.details["rows"]) == ("new", 1)


def test_nobodys_data_is_kept_longer_because_values_were_copied(house: House, talk) -> None:
    for key in ("old", "new"):
        talk(house.dina).post("/fields", {"subject": "contact", "key": key, "kind": "text", "label": key})
    contact = make_contact(house.dina, fields={"old": "x"})
    before = contact.updated_at
    assert copied(talk, house.dina, "old", "new").json()["copied"] == 1
    contact.refresh_from_db()
    assert (contact.updated_at, contact.version) == (before, 2)


KINDS = [
    ("text", "a", "choice", "a"),
    ("text", "a, b", "choices", ["a", "b"]),
    ("text", "2026-03-12", "date", "2026-03-12"),
    ("text", "true", "boolean", True),
    ("text", "12.50 EUR", "money", {"amount": "12.50", "currency": "EUR"}),
    ("choice", "b", "choices", ["b"]),
    ("choice", "b", "choice", "b"),
    ("choices", ["a"], "choice", "a"),
    ("choices", ["a", "b"], "choice", None),
    ("choices", ["a", "b"], "text", "a, b"),
    ("integer", 3, "decimal", "3"),
    ("decimal", "3.5", "integer", None),
    ("decimal", "3.5", "text", "3.5"),
    ("boolean", True, "long_text", "true"),
    ("money", {"amount": "1.00", "currency": "EUR"}, "money", {"amount": "1.00", "currency": "EUR"}),
    ("date", "2026-03-12", "datetime", None),
]


@pytest.mark.parametrize(("start", "given", "end", "expected"), KINDS)
def test_values_are_read_as_the_other_kind_reads_them(
    house: House, talk, start, given, end, expected
) -> None:
    for key, kind in (("old", start), ("new", end)):
        more = {"choices": CHOICES} if kind.startswith("choice") else {}
        make(talk, house.dina, key, kind, filterable=kind != "long_text", **more)
    lead = make_lead(house.dina, fields={"old": given})
    answer = copied(talk, house.dina, "old", "new")
    assert answer.json()["unfit"] == (expected is None), answer.content
    assert talk(house.dina).get(f"/leads/{lead.pk}").json()["fields"]["new"] == expected


def test_numbers_become_amounts_of_a_currency_that_is_named(house: House, talk) -> None:
    make(talk, house.dina, "old", "decimal")
    make(talk, house.dina, "new", "money")
    lead = make_lead(house.dina, fields={"old": "12.5"})
    assert copied(talk, house.dina, "old", "new", dry_run=True).json()["unfit"] == 1
    wrong = copied(talk, house.dina, "old", "new", currency="XXA")
    assert wrong.json()["errors"][0]["pointer"] == "/currency"
    assert copied(talk, house.dina, "old", "new", currency="EUR").json()["copied"] == 1
    assert value(lead, "new") == {"amount": "12.50", "currency": "EUR"}


REFUSED = [
    ({}, {"expression": "1 + 1", "kind": "decimal"}, "computed"),
    ({}, {"subject": "contact"}, "same"),
    ({}, {"key": "own_new"}, "same"),
    ({"sees": "sender"}, {}, "more people"),
    ({}, {"personal": False}, "personal"),
    ({"kind": "money"}, {}, "amounts"),
]


@pytest.mark.parametrize(("start", "end", "because"), REFUSED)
def test_into_what_values_cannot_be_copied(house: House, talk, start, end, because) -> None:
    body = {"subject": "lead", "kind": "text", "label": "X"}
    rows = (body | {"key": "old"} | start, body | {"key": "new"} | end)
    pks = [talk(house.dina).post("/fields", row).json()["id"] for row in rows]
    answer = talk(house.dina).post(f"/fields/{pks[0]}/copy", {"to": pks[1]})
    assert answer.status_code == 422, answer.content
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/to"
    assert because in error["detail"]


@pytest.mark.parametrize("to", [None, "x", 0, 10**30, True])
def test_what_is_no_field_is_refused_by_name(house: House, talk, to) -> None:
    make(talk, house.dina, "old", "text")
    answer = talk(house.dina).post(f"/fields/{pk('old')}/copy", {"to": to})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/to")


def test_a_retired_field_is_copied_from_and_not_into(house: House, talk) -> None:
    make(talk, house.dina, "old", "text")
    make(talk, house.dina, "new", "url")
    make_lead(house.dina, fields={"old": "https://example.org"})
    talk(house.dina).post(f"/fields/{pk('old')}/retire")
    assert copied(talk, house.dina, "old", "new").json()["copied"] == 1
    assert copied(talk, house.dina, "new", "old").status_code == 422


def test_who_may_not_change_a_field_copies_nothing(house: House, talk) -> None:
    make(talk, house.dina, "old", "text")
    make(talk, house.dina, "new", "text")
    assert copied(talk, house.ann, "old", "new").status_code == 403
    talk(house.adm).post("/fields", {"subject": "lead", "key": "own_a", "kind": "text", "label": "A"})
    assert copied(talk, house.dina, "own_a", "new").status_code == 404


@pytest.mark.parametrize("subject", ["contact", "lead"])
def test_values_of_rows_out_of_reach_are_counted_and_never_shown(house: House, talk, subject: str) -> None:
    body = {"subject": subject, "kind": "text", "label": "X"}
    for more in ({"key": "old", "sees": "handler"}, {"key": "new", "kind": "integer", "sees": "handler"}):
        talk(house.dina).post("/fields", body | more)
    row = make_contact(house.ann, fields={"old": "secret"}) if subject == "contact" else house.accepted()
    row.own_fields = {str(pk("old")): "secret"}
    row.save(update_fields=["own_fields"])
    answer = copied(talk, house.dina, "old", "new", dry_run=True).json()
    assert (answer["unfit"], answer["examples"]) == (1, [])


def test_the_page_shows_first_what_would_become_of_the_values(house: House, talk) -> None:
    make(talk, house.dina, "old", "text")
    make(talk, house.dina, "new", "integer", label="Number")
    leads = [make_lead(house.dina, fields={"old": text}) for text in ("12", "<b>many")]
    page, address = signed_in(house.dina), f"/company/fields/{pk('old')}/copy/"
    assert address in page.get(f"/company/fields/{pk('old')}/").content.decode()
    text = page.get(f"{address}?to={pk('new')}").content.decode()
    assert "&lt;b&gt;many" in text
    assert value(leads[0], "new") is None
    assert page.post(address, {"to": pk("new")}).status_code == 303
    assert value(leads[0], "new") == 12
    assert page.get(f"{address}?to=0").status_code == 422
