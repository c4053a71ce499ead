"""Hostile values in files: a cell comes in exactly or is a named gap, a configuration or a sheet too."""

import csv
import io
import re
from typing import Any

import pytest
import yaml

from leadwright.fields.models import OwnField
from leadwright.foundation.formulas import bare
from leadwright.intake.own_columns import Columns
from leadwright.intake.receiving import Received
from leadwright.leads.configuration.file import brought_in
from leadwright.leads.configuration.yaml_source import Unreadable
from leadwright.leads.models import Lead
from leadwright.values.texts import plain_digits
from tests.conftest import PROVE
from tests.fields.hostile import KINDS, TEXTS, VALUES, choices_for, is_exactly, some, stored
from tests.fields.test_configuration_file import with_fields
from tests.fields.test_hostile_forms import FIRST
from tests.fields.test_hostile_values import field_on
from tests.intake.bringing import DEALS, checked, let_in, with_columns
from tests.makers import NOON, House, make_lead
from tests.sheets import rows_of

# A comma that no group of three follows can only stand before decimals.
ONLY_A_MARK = re.compile(r",(?!\d{3})")
HEAD = DEALS.splitlines()[0]


def file_of(cells: list[str]) -> bytes:
    """Return a file with a lead for each cell, which stands in a column of its own."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*HEAD.split(","), "Mine"])
    for place, cell in enumerate(cells):
        writer.writerow([f"A{place}", "Dina Doe", "Chair", "", "Engaging", "2/9/2017", "", "", cell])
    return text.getvalue().encode(errors="surrogatepass")


def read_in(house: House, field: OwnField, content: bytes) -> list[Lead]:
    """Return the leads of a file whose last column is a field, in the order of its lines."""
    upload = checked(Received("deals.csv", content), [], currency="EUR", by=house.dina, at=NOON)
    columns = Columns(fields={"Mine": field.pk}, is_day_first=True, has_commas=False)
    if with_columns(upload.pk, columns, by=house.dina, at=NOON).counts["new"]:
        let_in(upload.pk, by=house.dina, at=NOON)
    leads = Lead.objects.filter(external_key__startswith="A")
    return sorted(leads, key=lambda lead: int(lead.external_key[1:]))


def is_read(kind: str, held: Any, cell: str) -> bool:
    """Tell whether a row holds what a cell says, as files write it: parted thousands, a day that is a moment."""
    text = bare(cell)
    if kind in ("integer", "decimal", "money"):
        text = ONLY_A_MARK.sub(".", plain_digits(text)[0])
    if kind in ("integer", "decimal"):
        return is_exactly(kind, held, "".join(text.replace(",", "").split()))
    if kind == "money":
        amount = text.replace("EUR", "").replace("USD", "")
        return is_exactly(kind, held, {"amount": "".join(amount.replace(",", "").split())})
    if kind == "boolean":
        return held is {"yes": True, "no": False, "1": True, "0": False}.get(text)
    if kind == "datetime" and "+" not in text:
        return bool(held == "2026-03-12T08:00:00+00:00")
    if kind == "contact":
        return bool(str(held) == text)
    return is_exactly(kind, held, [text] if kind == "choices" else text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_comes_in_exactly_or_is_a_named_gap_and_costs_no_line(house: House, talk, kind: str) -> None:
    field = field_on(talk, house, "lead", kind)
    cells = [*TEXTS, "normal", "yes", "1 234", "- 5", "2026-03-12T09:00:00.1234567"]
    leads = read_in(house, field, file_of(cells))
    assert len(leads) == len(cells)
    for cell, lead in zip(cells, leads, strict=True):
        held = stored(field, lead.own_fields)
        if held is None and cell.strip("\u200b"):
            assert "own_value" in lead.gaps, cell[:40]
            assert "Mine: " in lead.comment_of(house.vendor.pk), cell[:40]
        else:
            assert "own_value" not in lead.gaps
            assert held is None or is_read(kind, held, cell), (cell[:40], held)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_says_what_rows_hold_and_comes_back_the_same(house: House, talk, kind: str) -> None:
    field, dina, held = field_on(talk, house, "lead", kind), talk(house.dina), {}
    for value in (*some(VALUES, kind, 3), FIRST.get(kind), "normal", ["normal", "reverse"], house.dina.email):
        lead = make_lead(house.dina)
        answer = dina.patch(f"/leads/{lead.pk}", {"fields": {"mine": value}}, If_Match="1")
        if answer.status_code == 200 and answer.json()["fields"]["mine"] is not None:
            lead.refresh_from_db()
            held[str(lead.pk)] = lead.own_fields[str(field.pk)]
    rows = {row["number"]: row for row in rows_of(dina.get("/leads/export.csv?state=any"))}
    cells = [
        f"{rows[number]['fields.mine']} {rows[number].get('fields.mine.currency', '')}".rstrip(" ")
        for number in held
    ]
    leads = read_in(
        house, field, file_of([f"'{cell}" if bare(f"'{cell}") == cell else cell for cell in cells])
    )
    assert [lead.own_fields.get(str(field.pk)) for lead in leads] == list(held.values())


PARTS = [("default", kind) for kind in ("text", "integer", "money", "datetime", "choices", "user")]
PARTS += [(part, "choices") for part in ("label", "help", "unit", "choices")]


@pytest.mark.parametrize(("part", "kind"), PARTS if PROVE else PARTS[1::3])
def test_a_configuration_is_kept_exactly_or_refused_by_name(house: House, part: str, kind: str) -> None:
    for value in some(VALUES, kind, 20):
        usual = {"kind": kind, "label": "Mine"} | ({"choices": {"normal": "N"}} if choices_for(kind) else {})
        given = {"normal": value} if part == "choices" else value
        text = yaml.safe_dump({"mine": usual | {part: given}}, default_flow_style=True, width=10**9)
        faults = faults_of(with_fields(f"\n  lead: {text.strip()}"))
        if faults:
            assert all(fault.place[:3] == ("fields", "lead", "mine") for fault in faults) or "\\" in text, (
                value
            )
        else:
            field = OwnField.objects.get(key="mine")
            assert _is_kept(field, part, value), (value, field.labels, field.helps, field.default)


def faults_of(text: str) -> list[Any]:
    """Return what is wrong with a configuration, which is brought in if nothing is."""
    try:
        brought_in(text, at=NOON, dry_run=False)
    except Unreadable as no:
        return [fault for _line, fault in no.faults]
    return []


def _as_written(value: Any) -> Any:
    """Return a value as the file holds it: where a text is asked for, what is written without quotes is one."""
    return yaml.safe_dump(value).splitlines()[0] if isinstance(value, bool | int | float) else value


def _is_kept(field: OwnField, part: str, value: Any) -> bool:
    text = _as_written(value)
    if part == "default":
        held = stored(field, {str(field.pk): field.default})
        return is_exactly(field.kind, held, value, currency="") or is_exactly(field.kind, held, text)
    if part == "choices":
        row = field.choice_rows.get()
        return row.labels.get("en") == (row.code if text in ("", {}) else text)
    held = {"label": field.labels.get("en"), "help": field.helps.get("en"), "unit": field.unit}[part]
    return is_exactly("text", held or None, text or None)
