"""Files of other things than leads, whose columns are called like the fields that they fill."""

import csv
import io
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from leadwright.foundation.taking_in import Taken
from leadwright.history.facts import Party
from leadwright.intake.converting import Around
from leadwright.intake.kind_fields import KIND_FIELDS
from leadwright.intake.kind_rows import KindRows
from leadwright.intake.kinds import KINDS, take_in
from leadwright.intake.mapping import FieldSource, FileMapping
from leadwright.intake.own_columns import OwnColumns
from leadwright.intake.receiving import Received
from leadwright.intake.translating import Translator
from leadwright.people.models import Organisation, User
from tests.makers import NOON


def read_rows(kind: str, *lines: Mapping[str, str], organisation: Organisation, by: User | Party) -> Any:
    """Return a file with these lines as it is read, and its own columns."""
    names = list(dict.fromkeys(name for line in lines for name in line))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(lines)
    usual = KIND_FIELDS[kind].conversions
    sources = {
        name: FieldSource(name=name, columns=(name,), conversion=usual.get(name, "line")) for name in names
    }
    mapping = FileMapping(
        title=kind, signature=frozenset(names), lead_type="partner-lead", beside={}, fields=sources
    )
    table = Received("rows.csv", text.getvalue().encode()).table
    around = Around(currency="EUR", country="BE")
    translator = Translator(mapping, table, {}, ZoneInfo("Europe/Brussels"), usual=around)
    return translator, OwnColumns(mapping, organisation, by)


def bring_rows(kind: str, *lines: Mapping[str, str], by: User) -> tuple[KindRows[Any], list[Taken]]:
    """Take in these lines as rows of a kind."""
    translator, own = read_rows(kind, *lines, organisation=by.organisation, by=by)
    rows = KINDS[kind].gather(translator, own)
    taken = take_in(
        kind, rows.rows, rows.consents, file="rows.csv", organisation=by.organisation, by=by, at=NOON
    )
    return rows, taken


def verdicts(taken: list[Taken]) -> list[str]:
    """Return what became of each row."""
    return [row.verdict.value for row in taken]
