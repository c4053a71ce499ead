"""A shape of file is described by a mapping, and by nothing else."""

import tomllib
from pathlib import Path

import pytest

from leadwright import intake
from leadwright.intake.mapping import SHIPPED, parsed, recognised, shipped
from tests.intake.bringing import GERMAN_MAPPING
from tests.makers import refused

ENGINE = sorted(Path(intake.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.stem)
def test_the_engine_knows_no_header_of_any_file(path):
    raw = [tomllib.loads(file.read_text()) for file in SHIPPED.glob("*.toml")]
    headers = {header for row in raw for header in row["signature"]}
    headers |= {header for row in raw for side in row["beside"].values() for header in side["signature"]}
    text = path.read_text()
    assert [header for header in headers if "_" in header and header in text] == []


def test_a_file_is_recognised_by_its_headers_in_any_order():
    mapping = shipped()[0]
    assert recognised({"something", *mapping.signature}) is mapping


def test_a_file_that_nothing_fits_is_refused_with_what_it_lacks():
    with refused("FILE_UNKNOWN", "mapping"):
        recognised({"something"})


@pytest.mark.parametrize(
    "change",
    [
        ('signature = ["Vorgang", "Betreuer", "Stand", "Angelegt am"]', ""),
        ("[fields.status]", '[fields.colour]\ncolumn = "x"\n[fields.status]'),
        ('key = { column = "Vorgang" }', 'key = { colum = "Vorgang" }'),
        ('decimal = ","', 'as = "guess"'),
        ('key = { column = "Vorgang" }', "key = { }"),
        ("[fields.status]", "[fields.nothing]"),
    ],
    ids=["signature", "field", "option", "conversion", "source", "status"],
)
def test_a_mapping_with_a_mistake_is_refused(change):
    with refused("FIELD_INVALID", "mapping"):
        parsed(tomllib.loads(GERMAN_MAPPING.replace(*change)))
