"""From the lines of a file to rows of products, users and activities, each by the names of its fields; no database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from leadwright.activities.rows import ActivityRow
from leadwright.intake.cells import Unread, Values
from leadwright.intake.contact_rows import columns_called
from leadwright.intake.kind_rows import KindRows
from leadwright.intake.own_columns import OwnColumns
from leadwright.intake.reading.tables import Line
from leadwright.intake.translating import Faulty, Translator
from leadwright.leads.actions.taking_products import ProductRow
from leadwright.people.actions.taking_in import UserRow

Row = TypeVar("Row")
Spare = Callable[[Values], Iterable[tuple[str, str]]]


def nothing(values: Values) -> Iterator[tuple[str, str]]:
    """Return that all that a line says is kept."""
    del values
    yield from ()


def gather(
    translator: Translator, row_of: Callable[[int, Values], Row], spare: Spare = nothing
) -> KindRows[Row]:
    """Read each line as a row; what cannot be read of it is named, and the rest is read.

    `spare` are the fields of which a row keeps less than they say, with the reasons.
    """
    rows: KindRows[Row] = KindRows()
    for line in translator.table.lines:
        try:
            cells = translator.cells(line)
        except Faulty as fault:
            rows.faults.append((line, str(fault)))
            continue
        rows.unread += [(line, row) for row in cells.unread]
        rows.unread += [(line, unread(translator, line, *row)) for row in spare(cells.values)]
        rows.rows.append(row_of(line.number, cells.values))
    return rows


def unread(translator: Translator, line: Line, name: str, reason: str) -> Unread:
    """Return what a line says for a field, as something that is kept nowhere."""
    label, text = translator.sources[name].payload, translator.said(line, name)
    return Unread(name=name, label=label, text=text, reason=reason)


def part(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return the values of the fields that begin so, without the beginning."""
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def gather_products(translator: Translator, own: OwnColumns) -> KindRows[ProductRow]:
    """Return the products of a file."""
    del own
    return gather(
        translator,
        lambda number, values: ProductRow(number=number, **{"name": ""} | part(values, "product.")),
    )


def gather_activities(translator: Translator, own: OwnColumns) -> KindRows[ActivityRow]:
    """Return the activities and notes of a file."""
    del own
    called = columns_called(translator.sources, "activity.", ("participants",))
    owners = columns_called(translator.sources, "owner.", ("name", "email"))
    source = translator.source
    called |= {"owner": next(iter(owners.values()))} if owners else {}
    return gather(translator, lambda number, values: _activity(number, values, called, source))


def gather_users(translator: Translator, own: OwnColumns) -> KindRows[UserRow]:
    """Return the users of a file; of several telephone numbers a user has the first."""
    del own
    return gather(translator, _user, _further_phones)


def _further_phones(values: Values) -> Iterator[tuple[str, str]]:
    if len(values.get("user.phone", ())) > 1:
        yield "user.phone", _("a user has one telephone number")


def _user(number: int, values: Values) -> UserRow:
    said = part(values, "user.")
    phones = said.pop("phone", ())
    said |= {name: values[name] for name in ("unit", "group") if name in values}
    return UserRow(number=number, phone=str(phones[0]) if phones else "", **said)


def _activity(number: int, values: Values, called: Mapping[str, str], source: str) -> ActivityRow:
    said = part(values, "activity.")
    return ActivityRow(
        number=number,
        is_done=said.pop("done", None),
        owner_name=values.get("owner.name", ""),
        owner_email=values.get("owner.email", ""),
        called=called,
        source=source,
        **said,
    )
