"""What a mapping can say: made from TOML or from data, told in TOML again, and what its options do."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leadwright.foundation.refusals import Refused
from leadwright.foundation.text import fault_in_line
from leadwright.intake.converting import Around
from leadwright.intake.mapping import FIELDS
from leadwright.intake.mapping_reading import OF_A_FIELD, mapping_from, mapping_in
from leadwright.intake.mapping_reading import OPTIONS as OPTIONS_OF_MAPPINGS
from leadwright.intake.mapping_writing import toml_of
from leadwright.intake.reading.opening import read_table
from leadwright.intake.recognising import recognised, shipped
from leadwright.intake.translating import Translator
from leadwright.values.assumptions import assume
from tests.intake.bringing import DEALS, Folder, brought
from tests.makers import refused

WORDS = some.text(min_size=1, max_size=12).filter(lambda text: not fault_in_line(text))
HEADERS = some.lists(some.text("abcdé ", min_size=1, max_size=3).map(str.strip).filter(bool), max_size=3).map(
    lambda more: ["Id", "Stage", *more]
)
CONDITIONS = some.fixed_dictionaries(
    {"column": WORDS, "value": WORDS | some.just("")},
    optional={"otherwise": WORDS | some.just(""), "equals": some.lists(WORDS, min_size=1, max_size=2)},
)
SOURCES = some.fixed_dictionaries(
    {"columns": some.lists(WORDS, min_size=1, max_size=3)},
    optional={
        "lines": some.lists(WORDS, max_size=2),
        "values": some.dictionaries(WORDS, WORDS, max_size=3),
        "when": some.lists(CONDITIONS, max_size=2),
        "otherwise": WORDS,
        "when_empty": WORDS,
        "decimal": some.sampled_from((".", ",")),
        "format": some.sampled_from(("%d.%m.%Y", ["%Y", "%m/%d/%Y"])),
    },
)
MAPPINGS = some.fixed_dictionaries(
    {
        "title": WORDS,
        "signature": HEADERS,
        "fields": some.dictionaries(some.sampled_from(FIELDS), SOURCES, max_size=4).map(
            lambda rows: rows | {"status": {"value": "new"}, "company.name": {"value": "Bolt"}}
        ),
    },
    optional={
        "partial": some.booleans(),
        "kind": some.sampled_from(("leads", "contacts")),
        "source": WORDS,
        "country": some.sampled_from(("BE", "DE", "Nederland")),
        "entity": some.lists(WORDS, max_size=2),
        "synonyms": some.dictionaries(WORDS, some.lists(WORDS, max_size=2), max_size=2),
        "beside": some.dictionaries(
            WORDS,
            some.fixed_dictionaries({"signature": HEADERS, "column": WORDS, "matches": WORDS}),
            max_size=2,
        ),
    },
)
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
OPTIONS = (
    "title",
    "kind",
    "source",
    "partial",
    "signature",
    "entity",
    "synonyms",
    "country",
    "beside",
    "fields",
)


@given(MAPPINGS)
def test_a_mapping_comes_back_from_data_and_from_toml_as_it_was(data):
    mapping = mapping_from(data)
    assert mapping_from(mapping.data()) == mapping
    assert mapping_in(toml_of(mapping)) == mapping


@pytest.mark.parametrize("mapping", shipped(), ids=lambda mapping: mapping.title)
def test_each_shipped_mapping_comes_back_from_toml_as_it_was(mapping):
    assert mapping_in(toml_of(mapping)) == mapping


@given(some.dictionaries(some.sampled_from(OPTIONS), ANYTHING), MAPPINGS)
def test_whatever_stands_in_a_mapping_it_is_read_or_refused_by_name(change, data):
    with suppress(Refused):
        mapping = mapping_from({**data, **change})
        assert mapping_in(toml_of(mapping)) == mapping


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("kind", "kitchens"),
        ("partial", "yes"),
        ("signature", "Id"),
        ("entity", "Deal"),
        ("synonyms", {"Id": "Nr"}),
        ("title", "a\nb"),
        ("fields", {"status": {"value": "new"}, "key": {"column": ["Id"]}}),
        ("fields", {"status": {"when": {"column": "Id"}}}),
        ("fields", {"status": {"when": {"column": "Id", "exists": "x", "value": "new"}}}),
        ("fields", {"status": {"when": {"exists": "nowhere", "value": "new"}}}),
        ("fields", {"status": {"when": {"column": "Id", "filled": "no", "value": "new"}}}),
        ("fields", {"status": {"value": "new"}, "started_at": {"column": "At", "format": "%d%d"}}),
        ("fields", {"status": {"value": "new"}, "fields.size": {"column": "Size", "otherwise": "1"}}),
        ("fields", {"status": {"value": True}}),
    ],
)
def test_an_option_that_is_wrong_is_refused_with_its_place(option, value):
    with refused("FIELD_INVALID", "mapping"):
        mapping_from(_mapping() | {option: value})


def test_a_word_that_is_not_listed_and_an_empty_cell_are_read_as_said_and_told_as_assumed():
    status = {
        "column": "Stage",
        "values": {"won": "closed-won"},
        "otherwise": "in-contact",
        "when_empty": "new",
    }
    rows = _read(_mapping(status=status), "Id,Stage\n1,won\n2,odd\n3,\n")
    assert [row.values["status"] for row in rows] == ["closed-won", "in-contact", "new"]
    assumed = [[item for _label, item in row.assumed] for row in rows]
    assert assumed == [
        [],
        [assume("otherwise", text="odd", value="in-contact")],
        [assume("empty", value="new")],
    ]
    assert [row.kept for row in rows] == [[], [("Stage", "odd")], []]


def test_a_value_can_depend_on_whether_a_column_is_filled():
    when = {"column": "Closed", "value": "closed-won", "otherwise": "in-contact"}
    rows = _read(_mapping(status={"when": when}), "Id,Stage,Closed\n1,a,2026-01-02\n2,b,\n")
    assert [row.values["status"] for row in rows] == ["closed-won", "in-contact"]
    assert rows[0].assumed == []


def test_the_first_condition_that_decides_counts_and_the_column_is_read_where_none_does():
    when = [
        {"column": "Won", "equals": ["Yes", "1"], "value": "closed-won"},
        {"column": "Stage", "filled": False, "value": "new"},
    ]
    status = {"column": "Stage", "when": when}
    rows = _read(_mapping(status=status), "Id,Stage,Won\n1,x,yes\n2,,no\n3,in-contact,\n")
    assert [row.values["status"] for row in rows] == ["closed-won", "new", "in-contact"]


@pytest.mark.parametrize("is_partial", [True, False])
def test_a_condition_can_take_another_column_or_leave_the_field_empty(is_partial):
    company = {"column": "Employer", "when": {"column": "Type", "equals": ["firm"], "value": "{Called}"}}
    person = {"column": "called", "when": {"column": "Type", "equals": ["firm"], "value": ""}}
    data = _mapping(**{"company.name": company, "person.name": person}) | {"partial": is_partial}
    text = "Id,Stage,Type,CALLED,Employer\n1,new,firm,Bolt,\n2,new,human,Ada,Nut\n3,new,human,{Called},\n"
    names = [(row.values.get("company.name"), row.values.get("person.name")) for row in _read(data, text)]
    assert names == [("Bolt", None), ("Nut", "Ada"), (None, "{Called}")]


def test_a_value_can_depend_on_a_line_of_a_file_beside_and_says_nothing_without_that_file():
    beside = {"closings": {"signature": ["Deal", "Date"], "column": "Id", "matches": "Deal"}}
    when = {"exists": "closings", "value": "closed-won", "otherwise": "in-contact"}
    data = _mapping(status={"when": when, "when_empty": "new"}) | {"beside": beside}
    text = "Id,Stage\n1,a\n2,b\n"
    rows = _read(data, text, closings="Deal,Date\n1,2026-01-02\n")
    assert [row.values["status"] for row in rows] == ["closed-won", "in-contact"]
    assert [row.values["status"] for row in _read(data, text)] == ["new", "new"]


def test_a_column_in_a_line_may_be_empty_if_the_line_says_so():
    fields = {"person.name": {"lines": ["{?First} {?Middle} {?Last}"]}, "comment": {"lines": ["Of {First}"]}}
    rows = _read(_mapping(**fields), "Id,Stage,First,Middle,Last\n1,x,Ada,,Quay\n2,x,,,Brook\n3,x,,,\n")
    assert [row.values.get("person.name") for row in rows] == ["Ada Quay", "Brook", None]
    assert [row.values.get("comment") for row in rows] == ["Of Ada", None, None]


def test_what_a_file_lacks_is_left_out_of_a_partial_mapping_and_refused_in_another():
    fields = {
        "description": {"columns": ["Topic", "Subject"]},
        "person.name": {"lines": ["{?First} {?Last}"]},
    }
    data = _mapping(**fields)
    text = "Id,Stage,Subject,Last\n1,x,Lamps,Quay\n"
    row = _read(data | {"partial": True}, text)[0]
    assert (row.values["description"], row.values["person.name"]) == ("Lamps", "Quay")
    with refused("FIELD_INVALID", "mapping"):
        _read(data, text)


def test_a_status_whose_column_is_lacking_is_the_one_of_an_empty_cell():
    status = {"column": "Phase", "when_empty": "new"}
    row = _read(_mapping(status=status) | {"partial": True}, "Id,Stage\n1,x\n")[0]
    assert (row.values["status"], len(row.assumed)) == ("new", 1)


def test_a_header_is_known_by_its_synonyms_and_behind_the_word_of_its_entity():
    data = _mapping(status={"column": "Stage"}) | {
        "partial": True,
        "signature": ["Id", "Stage", "Owner"],
        "entity": ["Deal"],
        "synonyms": {"Stage": ["Fase"], "Owner": ["Eigenaar"]},
    }
    rows = _read(data, "Deal - Id,FASE *,Deal - eigenaar\n7,new,Mia\n")
    assert rows[0].values == {"key": "7", "status": "new"}


def _mapping(**fields: Mapping[str, Any]) -> dict[str, Any]:
    usual = {"key": {"column": "Id"}, "status": {"value": "new"}}
    return {"title": "Odd", "signature": ["Id", "Stage"], "fields": usual | fields}


def _read(data: Mapping[str, Any], text: str, **beside: str) -> list[Any]:
    table = read_table(text.encode())
    mapping = recognised(table.headers, own=mapping_from(data))
    tables = {name: read_table(other.encode()) for name, other in beside.items()}
    usual = Around(currency="EUR", country="BE")
    translator = Translator(mapping, table, tables, ZoneInfo("UTC"), usual=usual)
    return [translator.cells(line) for line in table.lines]


def test_the_guide_names_each_option_and_its_examples_are_mappings():
    text = (Path(__file__).parents[2] / "docs/how-to/import.md").read_text()
    first, stages, names = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert "status" in mapping_in(first).fields
    signature = 'title = "Odd"\nsignature = ["Phase", "Gewonnen"]\nbeside.closings = '
    beside = '{ signature = ["Deal", "Date"], column = "Id", matches = "Deal" }\n'
    assert len(mapping_in(signature + beside + stages).fields["status"].when) == 3
    told_apart = mapping_in(f'{signature}{beside}[fields]\nstatus = {{ value = "new" }}\n{names}').fields
    assert told_apart["company.name"].reads == ("Employer", "Type", "Name")
    named = set(re.findall(r"`(\w+)(?:\.…)?`", text))
    assert (OPTIONS_OF_MAPPINGS | OF_A_FIELD) - named == set()


def test_a_file_with_iso_dates_is_recognised_as_its_sister_with_american_ones_is(house, tmp_path):
    folder = Folder(tmp_path)
    lines = [
        "AA01,Ana Sample,Lamp,Alpha,Won,2016-10-20,2017-03-01,1054",
        "AA02,Ana Sample,Lamp,,Prospecting,,,",
    ]
    folder.put("\n".join([DEALS.splitlines()[0], *lines]))
    assert "Mapping: Opportunities with accounts, products and sales teams" in folder.bring(by=house.dina)
    lead = brought("AA01")
    assert [at.date().isoformat() for at in (lead.started_at, lead.completed_at)] == [
        "2016-10-20",
        "2017-03-01",
    ]
