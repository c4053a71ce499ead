"""A shape of file is described by a mapping, and by nothing else."""

import re
import tomllib
from pathlib import Path

import pytest

from leadwright import intake
from leadwright.intake.mapping import FIELDS
from leadwright.intake.mapping_reading import mapping_from
from leadwright.intake.recognising import SHIPPED, recognised, shipped
from tests.intake.bringing import GERMAN_MAPPING
from tests.makers import refused

HOW_TO = Path(__file__).parents[2] / "docs/how-to/import.md"
ENGINE = sorted(Path(intake.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.stem)
def test_the_engine_knows_no_header_of_any_file(path):
    # What another installation hands out is called as here.
    raw = [
        tomllib.loads(file.read_text()) for file in SHIPPED.glob("*.toml") if "leadwright" not in file.stem
    ]
    headers = {header for row in raw for header in row["signature"]}
    headers |= {
        header for row in raw for side in row.get("beside", {}).values() for header in side["signature"]
    }
    text = path.read_text()
    assert [header for header in headers if "_" in header and re.search(rf"\b{header}\b", text)] == []


def test_a_file_is_recognised_by_its_headers_in_any_order():
    mapping = next(row for row in shipped() if not row.is_partial)
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
        mapping_from(tomllib.loads(GERMAN_MAPPING.replace(*change)))


def documented() -> set[str]:
    """Return the fields that the table of the how-to names, those behind a prefix with it."""
    table = HOW_TO.read_text().partition("| fields | what they are |")[2].partition("\n\n")[0]
    names = set()
    for row in table.splitlines()[2:]:
        words = re.findall("`([a-z0-9_.…]+)`", row.split("|")[1])
        prefixes = [word.removesuffix("…") for word in words if word.endswith("…")] or [""]
        names |= {f"{prefix}{word}" for prefix in prefixes for word in words if not word.endswith("…")}
    return names


def test_the_how_to_names_each_field_of_a_mapping():
    assert documented() == set(FIELDS)
